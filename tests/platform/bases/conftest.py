"""The recognition of bases is the only case type of these tests; that all are sound is tested with the cases."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest

import zhiwei.platform.bases
from zhiwei.platform.cases.casetypes import registry

FILE = Path(zhiwei.platform.bases.__file__).parent / "case_types" / "demonstration_base.yaml"


@cache
def types() -> dict[str, Any]:
    """The type as the platform loads it."""
    return dict(registry.load([FILE]))


@pytest.fixture(autouse=True)
def _only_bases(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "all_types", types)
