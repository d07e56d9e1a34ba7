"""The room's tests stand in November 2012."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.platform.ledger.world import DAY
from zhiwei.platform.kit import clock


@pytest.fixture(autouse=True)
def _in_2012() -> Iterator[None]:
    with clock.stopped(DAY):
        yield
