"""The room's tests stand on a Monday of November 2012; the question is their only case type."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import zhiwei.platform.experts
from tests.platform.experts.world import DAY
from zhiwei.platform.cases.casetypes import registry
from zhiwei.platform.kit import clock

FILE = Path(zhiwei.platform.experts.__file__).parent / "case_types" / "expert_question.yaml"


@cache
def types() -> dict[str, Any]:
    """The type as the platform loads it."""
    return dict(registry.load([FILE]))


@pytest.fixture(autouse=True)
def _in_2012(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(registry, "all_types", types)
    if request.node.get_closest_marker("browser"):  # a server's threads have a clock of their own
        yield
        return
    with clock.stopped(DAY):
        yield
