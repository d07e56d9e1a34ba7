"""The room's tests stand in June 2013, when the year's figures are in."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.platform.funds.world import DAY
from zhiwei.platform.kit import clock


@pytest.fixture(autouse=True)
def _in_2013(request: pytest.FixtureRequest) -> Iterator[None]:
    if request.node.get_closest_marker("browser"):  # a server's threads have a clock of their own
        yield
        return
    with clock.stopped(DAY):
        yield
