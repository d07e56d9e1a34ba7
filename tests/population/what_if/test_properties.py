"""A reform equal to the law changes nothing; law and reform exchanged exchange winners and losers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from zhiwei.engine.parameters import resolve
from zhiwei.engine.raw import shown
from zhiwei.engine.rulebook import Rulebook
from zhiwei.population.what_if import Reform, Result, read_reform, what_if

DAY = "2012-12-31"
MEASURES = ["27.2", "27.3", "27.4"]


def reformed(book: Rulebook, changes: dict[str, Any], path: Path, kernels: Path) -> Result:
    reform = read_reform(book, {"title": "a trial", "as_of": DAY, "changes": changes})
    return compared(book, reform, path, kernels)


def compared(book: Rulebook, reform: Reform, path: Path, kernels: Path, rows: int = 100) -> Result:
    """More than one batch is answered by kernels, a single small one without if none was compiled."""
    return what_if(
        book, reform, path, cache=kernels, measures=MEASURES, variables=["corporate_income_tax"], notch_seconds=0,
        rows=rows,
    )  # fmt: skip


@pytest.mark.parametrize("name", ["slp_half_limit", "slp_rate", "cit_standard_rate", "slp_income_limit"])
def test_the_law_itself(name: str, book: Rulebook, province: Path, kernels: Path) -> None:
    parameter = book.data.parameters[name]
    same = shown(parameter.type, resolve(parameter, book.law(DAY).as_of).value)
    result = reformed(book, {name: same}, province, kernels)
    for line, tally in result.tallies.items():
        assert tally.totals.count("winners") == tally.totals.count("losers") == 0, line
        assert tally.totals.cost == tally.totals.gains == tally.totals.losses == 0, line
        assert not (tally.moves - np.diag(np.diag(tally.moves))).any(), line
        assert int(tally.totals.counts.sum()) == 240


@pytest.mark.parametrize(
    ("name", "value", "law"),
    [
        ("slp_half_limit", "100000", "60000"),
        ("slp_rate", "10%", "20%"),
        ("slp_income_limit", "90000", "300000"),
    ],
)
def test_exchanged(name: str, value: str, law: str, book: Rulebook, province: Path, kernels: Path) -> None:
    there = reformed(book, {name: value}, province, kernels)
    back = reformed(there.reform.supposition.book(book), {name: law}, province, kernels)
    moved = 0
    for line, tally in there.tallies.items():
        totals, other = tally.totals, back.tallies[line].totals
        assert totals.count("winners") == other.count("losers"), line
        assert totals.count("losers") == other.count("winners"), line
        assert (totals.gains, totals.losses) == (other.losses, other.gains), line
        assert (tally.moves == back.tallies[line].moves.T).all(), line
        assert tally.totals.cost == -other.cost
        moved += totals.count("winners") + totals.count("losers")
    assert moved > 0


def test_the_reform_as_a_variant_counts_the_same(book: Rulebook, province: Path, kernels: Path) -> None:
    reform = read_reform(
        book,
        {
            "title": "a trial", "as_of": DAY, "changes": {"slp_half_limit": "100000"},
            "variants": {"slp_half_limit": ["60000", "100000"]},
        },
    )  # fmt: skip
    result = compared(book, reform, province, kernels)
    law, same = result.variants
    for line, totals in same.totals.items():
        assert totals.counts.tolist() == result.tallies[line].totals.counts.tolist()
        assert (totals.gains, totals.losses) == (
            result.tallies[line].totals.gains, result.tallies[line].totals.losses,
        )  # fmt: skip
        assert law.totals[line].cost == 0
    assert same.totals["total"].cost > 0


def counted(result: Result) -> list[Any]:
    return [
        (
            name,
            t.totals.counts.tolist(),
            t.totals.gains,
            t.totals.losses,
            t.moves.tolist(),
            t.spread.counts.tolist(),
        )
        for name, t in result.tallies.items()
    ]


def test_batches_of_any_size_and_no_kernel_count_the_same(
    book: Rulebook, province: Path, kernels: Path, tmp_path: Path
) -> None:
    reform = read_reform(book, {"title": "a trial", "as_of": DAY, "changes": {"slp_half_limit": "100000"}})
    found = [
        counted(compared(book, reform, province, folder, rows))
        for folder, rows in ((kernels, 50), (kernels, 240), (tmp_path, 240))
    ]
    assert found[0] == found[1] == found[2]
    assert not list(tmp_path.glob("kernel_*"))
