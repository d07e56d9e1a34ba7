"""The room's tests stand in November 2012, with the case types of the room alone."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import zhiwei.platform.agencies
from tests.platform.agencies.world import DAY
from zhiwei.platform.cases.casetypes import registry
from zhiwei.platform.kit import clock

FOLDER = Path(zhiwei.platform.agencies.__file__).parent / "case_types"


@cache
def types() -> dict[str, Any]:
    """The types as the platform loads them."""
    return dict(registry.load(sorted(FOLDER.glob("*.yaml"))))


@pytest.fixture(autouse=True)
def _in_2012(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(registry, "all_types", types)
    if request.node.get_closest_marker("browser"):  # a server's threads have a clock of their own
        yield
        return
    with clock.stopped(DAY):
        yield
