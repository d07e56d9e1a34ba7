"""The room's tests stand in November 2012."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.platform.talent.world import DAY, World
from zhiwei.platform.kit import clock


@pytest.fixture(autouse=True)
def _in_2012(request: pytest.FixtureRequest) -> Iterator[None]:
    if request.node.get_closest_marker("browser"):  # a server's threads have a clock of their own
        yield
        return
    with clock.stopped(DAY):
        yield


@pytest.fixture
def world(db: None) -> World:
    """An institute with three people, a small firm, a technology-based one."""
    return World()
