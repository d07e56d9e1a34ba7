"""The case types of the room are the only ones of these tests; that all are sound is tested with the cases."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest

import zhiwei.platform.bases
from zhiwei.platform.cases.casetypes import registry

FOLDER = Path(zhiwei.platform.bases.__file__).parent / "case_types"


@cache
def types() -> dict[str, Any]:
    """The types as the platform loads them."""
    return dict(registry.load(sorted(FOLDER.glob("*.yaml"))))


@pytest.fixture(autouse=True)
def _only_bases(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "all_types", types)
