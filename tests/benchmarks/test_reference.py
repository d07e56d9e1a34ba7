"""The frozen rulebook is the one that its hash names."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from benchmarks.reference import book


def test_what_is_frozen() -> None:
    asked = book.reference()
    assert asked.measures == ("27.2", "27.3", "27.4", "27.5", "27.6", "27.6/occasion", "27.8")
    assert asked.law.as_of.isoformat() == "2012-06-30"
    assert len(asked.law.decisions) == 6
    assert len(asked.plan.facts) == 21


def test_a_changed_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    changed = gzip.decompress(book.STORED.read_bytes()).replace("企业".encode(), "公司".encode(), 1)
    stored = tmp_path / "rulebook.json.gz"
    stored.write_bytes(gzip.compress(changed))
    monkeypatch.setattr(book, "STORED", stored)
    book.reference.cache_clear()
    try:
        with pytest.raises(
            ValueError, match=r"does not have the content that reference.json names; restore both"
        ):
            book.reference()
    finally:
        book.reference.cache_clear()
