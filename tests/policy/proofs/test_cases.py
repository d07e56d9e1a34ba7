"""Counterexamples found by the solver, run again through the traced engine."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from zhiwei import rulebook
from zhiwei.engine.proof.findings import from_json, in_words, traced
from zhiwei.policy.proofs import CLAIMS

FILES = sorted((Path(__file__).parent / "cases").glob("*.json"))


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_the_traced_engine_shows_the_same(path: Path) -> None:
    found = from_json(json.loads(path.read_text(encoding="utf-8")))
    book = rulebook()
    for subject in found.subjects:
        values = traced(book, found.entity, tuple(subject.shows), subject)
        assert in_words(book, found.entity, values) == subject.shows


def test_there_is_a_case_for_every_refuted_claim() -> None:
    stored = {json.loads(p.read_text(encoding="utf-8"))["claim"] for p in FILES}
    assert stored == {c.id for c in CLAIMS if c.expected == "refuted"}
