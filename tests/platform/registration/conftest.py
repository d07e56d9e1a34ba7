"""The case types of the room are the only ones of these tests; that all are sound is tested with the cases."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import zhiwei.platform.registration
from tests.platform.registration.world import DAY
from zhiwei.platform.cases.casetypes import registry
from zhiwei.platform.kit import clock

FOLDER = Path(zhiwei.platform.registration.__file__).parent / "case_types"


@cache
def types() -> dict[str, Any]:
    """The types as the platform loads them."""
    return dict(registry.load(sorted(FOLDER.glob("*.yaml"))))


@pytest.fixture(autouse=True)
def _only_these(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "all_types", types)


@pytest.fixture(autouse=True)
def _in_2012(request: pytest.FixtureRequest) -> Iterator[None]:
    if request.node.get_closest_marker("browser"):  # a server's threads have a clock of their own
        yield
        return
    with clock.stopped(DAY):
        yield
