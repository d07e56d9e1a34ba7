"""Any reform of some values: exchanged with the law it exchanges winners and losers; groups and bands add up."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhiwei.engine.native.columns import FactColumn
from zhiwei.engine.rulebook import Rulebook
from zhiwei.population.asking import Question
from zhiwei.population.stream import open_stream
from zhiwei.population.what_if import read_reform
from zhiwei.population.what_if.compare import Comparison
from zhiwei.population.what_if.groups import classifiers, groupings
from zhiwei.population.what_if.lines import choose
from zhiwei.population.what_if.views import CLASSES

DAY = "2012-12-31"
MEASURES, VARIABLES = ["27.2", "27.3", "27.4"], ["corporate_income_tax"]
LAW = {"slp_half_limit": "60000", "slp_rate": "20%", "slp_income_limit": "300000", "high_tech_rate": "15%"}
VALUES = st.fixed_dictionaries(
    {},
    optional={
        "slp_half_limit": st.integers(0, 400_000).map(str),
        "slp_rate": st.integers(0, 40).map("{}%".format),
        "slp_income_limit": st.integers(0, 600_000).map(str),
        "high_tech_rate": st.integers(0, 40).map("{}%".format),
    },
).filter(bool)
Batch = tuple[Mapping[str, FactColumn], int]


@pytest.fixture(scope="module")
def batch(book: Rulebook, province: Path) -> Batch:
    """All rows of the province in one batch."""
    groups = groupings(book, "enterprise")
    question = Question(DAY, measures=tuple(MEASURES), variables=(*VARIABLES, *classifiers(groups)))
    (found,) = open_stream(book, province, question, also=["division"]).batches()
    return found.facts, found.rows


def compared(book: Rulebook, changes: Mapping[str, Any], batch: Batch, kernels: Path) -> Comparison:
    reform = read_reform(book, {"title": "a trial", "as_of": DAY, "changes": changes})
    law = book.law(DAY)
    lines = choose(book, "enterprise", MEASURES, VARIABLES, VARIABLES, [(book, law)], reform.names())
    found = Comparison(book, law, reform, lines, groupings(book, "enterprise"), cache=kernels)
    found.add(*batch)
    return found


@settings(max_examples=15)
@given(VALUES)
def test_exchanged(book: Rulebook, batch: Batch, kernels: Path, changes: dict[str, str]) -> None:
    there = compared(book, changes, batch, kernels)
    supposed = there.reform.supposition.book(book)
    back = compared(supposed, {name: LAW[name] for name in changes}, batch, kernels)
    for name, tally in there.tallies.items():
        totals, other = tally.totals, back.tallies[name].totals
        assert (totals.count("winners"), totals.count("losers")) == (
            other.count("losers"),
            other.count("winners"),
        )
        assert (totals.gains, totals.losses) == (other.losses, other.gains)
        assert (tally.moves == back.tallies[name].moves.T).all()


@settings(max_examples=15)
@given(VALUES)
def test_parts_add_up(book: Rulebook, batch: Batch, kernels: Path, changes: dict[str, str]) -> None:
    found = compared(book, changes, batch, kernels)
    for tally in found.tallies.values():
        assert int(tally.totals.counts.sum()) == batch[1]
        assert (int(tally.spread.sums[0].sum()), int(tally.spread.sums[1].sum())) == (
            tally.totals.gains,
            tally.totals.losses,
        )
        for side, word in enumerate(("winners", "losers")):
            assert int(tally.spread.counts[side].sum()) == tally.totals.count(word)
            assert int(tally.spread.sketches[side].counts.sum()) == tally.totals.count(word)
        for grouped in tally.grouped.values():
            assert grouped.counts.sum(axis=0).tolist() == tally.totals.counts.tolist()
            assert int(grouped.gains.sum()) - int(grouped.losses.sum()) == tally.totals.cost
        if tally.cells:
            assert int(tally.moves.sum()) == batch[1]
    assert found.tallies["total"].totals.counts.tolist() == (
        found.tallies["corporate_income_tax"].totals.counts.tolist()
    )
    assert len(CLASSES) == len(found.tallies["total"].totals.counts)
