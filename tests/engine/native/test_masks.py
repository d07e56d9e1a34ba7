"""A mask of missing facts has 64 bits."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.engine.native.rows import native
from zhiwei import rulebook
from zhiwei.engine.native import measures


def test_more_facts_than_bits_are_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(measures, "MASK_BITS", 1)
    told = "2 facts are read, more than the 1 bits of a mask: ask for fewer measures and variables at a time"
    with pytest.raises(ValueError, match=told):
        native(rulebook(), "2012-06-30", tmp_path, measures=["27.6"])
    assert native(rulebook(), "2012-06-30", tmp_path, measures=["27.6"], three_valued=False).facts == (
        "legal_form",
        "monthly_sales",
    )
