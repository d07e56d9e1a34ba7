"""The trial is the only case type of these tests, unless a test says otherwise."""

from __future__ import annotations

from typing import Any

import pytest

from tests.platform.cases import trial
from zhiwei.platform.cases.casetypes import registry


@pytest.fixture(autouse=True)
def _trial(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Any:
    if request.node.path.name == "test_casetypes.py":
        return
    found = trial.types()
    monkeypatch.setattr(registry, "all_types", lambda: found)
    trial.counted.clear()
