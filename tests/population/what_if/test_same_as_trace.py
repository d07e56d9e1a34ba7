"""The totals of a what-if are those that the traced engine gives row by row."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.population.what_if.naive import compare
from zhiwei.engine.rulebook import Rulebook
from zhiwei.population.what_if import Result, read_reform, what_if
from zhiwei.population.what_if.views import CLASSES

SIGNS = {"27.2": 1, "27.3": 1, "27.4": 1, "corporate_income_tax": -1}
DECISION = {
    "division": "330000", "document": "浙试〔2012〕1号", "filed_on": "2012-01-10", "sentence": "27.2",
    "from": "2012-01-01", "fills": {"reward_share": "0.5"},
}  # fmt: skip
REFORMS: dict[str, dict[str, Any]] = {
    "limit": {"slp_half_limit": "100000"},
    "stricter": {"slp_half_limit": "30000", "slp_rate": "22%"},
    "rows": {"slp_employees_limit": {"rows": {"industrial": "20", "other": "10"}}},
    "localities": {"reward_share": {"value": "1", "decisions": {"330100": "0.25", "330200": "declines"}}},
    "reading": {"reward_base_reading": "whole"},
}


def run(book: Rulebook, changes: dict[str, Any], path: Path, kernels: Path, **law: Any) -> Result:
    reform = read_reform(book, {"title": "a trial", "as_of": "2012-12-31", "changes": changes})
    return what_if(
        book, reform, path, cache=kernels, measures=["27.2", "27.3", "27.4"], variables=["corporate_income_tax"],
        total=["27.2", "corporate_income_tax"], notch_seconds=0, rows=100, **law,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "decided"), [*((name, True) for name in REFORMS), ("limit", False), ("localities", False)]
)
def test_totals(name: str, decided: bool, book: Rulebook, province: Path, kernels: Path) -> None:
    law = {"decisions": [DECISION]} if decided else {}
    result = run(book, REFORMS[name], province, kernels, **law)
    assert result.answered == 240
    expected = compare(book, result.reform, province, SIGNS, ("27.2", "corporate_income_tax"), **law)
    assert set(result.tallies) == set(expected)
    for line, naive in expected.items():
        tally = result.tallies[line]
        found = {word: tally.totals.count(word) for word in CLASSES if tally.totals.count(word)}
        assert found == dict(naive.classes), line
        assert (tally.totals.gains, tally.totals.losses) == (naive.gains, naive.losses), line
        for grouping, told in (("size_class", naive.by_size), ("division", naive.by_division)):
            assert _grouped(result, line, grouping) == dict(told), (line, grouping)
    for line in ("27.2", "27.3", "27.4"):
        cells = result.line(line).cells  # type: ignore[union-attr]
        moves = result.tallies[line].moves
        found_moves = {
            (a.value, b.value): int(moves[i, j])
            for i, a in enumerate(cells)
            for j, b in enumerate(cells)
            if moves[i, j]
        }
        assert found_moves == dict(expected[line].moves), line


def _grouped(result: Result, line: str, grouping: str) -> dict[tuple[str, str], int]:
    members = next(g.members for g in result.groupings if g.name == grouping)
    counts = result.tallies[line].grouped[grouping].counts
    return {
        (member.value, word): int(counts[i, j])
        for i, member in enumerate(members)
        for j, word in enumerate(CLASSES)
        if counts[i, j]
    }


def test_the_trial_reforms_do_something(book: Rulebook, province: Path, kernels: Path) -> None:
    moved = {}
    for name, changes in REFORMS.items():
        totals = run(book, changes, province, kernels, decisions=[DECISION]).tallies["total"].totals
        moved[name] = (totals.count("winners") > 0, totals.count("losers") > 0)
    assert moved["limit"] == (True, False)
    assert moved["stricter"] == (False, True)
    assert moved["rows"][1]
    assert moved["localities"] == (True, True)
    assert moved["reading"][0]
