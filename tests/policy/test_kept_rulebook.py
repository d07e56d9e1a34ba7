"""The rulebook made from its sources and the one kept from an earlier start: the same in every order too."""

from __future__ import annotations

from pathlib import Path

import pytest

from zhiwei.engine.native.measures import NativeMeasures
from zhiwei.engine.rulebook import Rulebook
from zhiwei.policy import book


def started(cache: Path) -> tuple[Rulebook, str]:
    """The rulebook of a start, and the text of a kernel under it."""
    found = book.rulebook.__wrapped__()
    law = found.law("2012-06-30")
    computed = tuple(v.name for v in found.variables("sme_payment").values() if v.computed)
    kernel = NativeMeasures(found, law, entity="sme_payment", variables=computed, cache=cache).kernel
    return found, kernel.text


def test_a_first_start_compiles_what_later_ones_find(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHIWEI_CACHE", str(tmp_path))
    (first, text), (later, again) = started(tmp_path), started(tmp_path)
    assert [path.suffix for path in tmp_path.iterdir()] == [".json"]
    for part in ("entities", "variables", "rules", "parameters", "measures", "citations", "vocabularies"):
        assert list(getattr(first.data, part)) == list(getattr(later.data, part))
    assert first.hash == later.hash
    assert text == again
