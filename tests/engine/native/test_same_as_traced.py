"""The native kernel against the traced evaluator on Meadowland: values, statuses, and missing facts."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.engine import meadowland
from tests.engine.native.rows import differences, native, subjects
from zhiwei.engine.native.codes import MISSING
from zhiwei.engine.native.columns import FactColumn
from zhiwei.engine.native.measures import NativeMeasures
from zhiwei.engine.rulebook import Rulebook

NAMES = [
    "small_mill", "toll", "exempt", "grain_due", "regional_grain", "half_months", "growth", "stop_loss", "bridge_grant",
    "has_income", "is_mill",
]  # fmt: skip
DECISION = {
    "division": "11", "document": "D1", "filed_on": "2003-01-01", "sentence": "7.1", "fills": {"share": "0.35"},
    "from": "2003-01-01",
}  # fmt: skip


@pytest.fixture(scope="module")
def book() -> Rulebook:
    return meadowland.book()


@pytest.fixture(scope="module")
def engine(book: Rulebook, kernels: Path) -> NativeMeasures:
    return native(
        book, "2005-06-30", kernels, entity="mill", decisions=[DECISION], variables=NAMES,
        measures=book.select("mill", None),
    )  # fmt: skip


@pytest.mark.parametrize("missing", [0.0, 0.1, 0.5, 0.95])
def test_random_mills(book: Rulebook, engine: NativeMeasures, missing: float) -> None:
    cases, columns = subjects(book, engine, 400, missing, seed=int(missing * 100))
    assert differences(book, engine, cases, columns) == []


def test_a_row_without_facts_is_settled_wherever_it_stands(book: Rulebook, engine: NativeMeasures) -> None:
    """Rows are looked through by eights: the first, the last, and those of the rest behind them."""
    rows = 21
    _, columns = subjects(book, engine, rows, 0.0, seed=5)
    complete, alone = engine.run(columns, rows), engine.run({}, 1)
    lacking = {name: int(alone.variables[name].missing[0]) for name in ("toll", "grain_due", "has_income")}
    assert all(lacking.values())
    for place in range(rows):
        here = np.arange(rows) == place
        without = {
            label: FactColumn(np.where(here, 0, c.values), np.where(here, MISSING, 0 if c.states is None else c.states).astype(np.uint8))
            for label, c in columns.items()
        }  # fmt: skip
        found = engine.run(without, rows)
        for name, mask in lacking.items():
            assert (
                found.variables[name].missing.tolist()
                == np.where(here, mask, complete.variables[name].missing).tolist()
            )
            assert found.variables[name].status[place] == alone.variables[name].status[0]


def test_other_values_need_no_new_kernel(book: Rulebook, kernels: Path) -> None:
    share = [{**DECISION, "fills": {"share": text}} for text in ("0.35", "0.5")]
    first, second = (
        native(book, "2005-06-30", kernels, entity="mill", decisions=[d], variables=["bridge_grant"])
        for d in share
    )
    assert first.kernel == second.kernel
    cases, columns = subjects(book, second, 200, 0.1, seed=7)
    assert differences(book, second, cases, columns) == []
    low, high = (engine.run(columns, 200).variables["bridge_grant"] for engine in (first, second))
    assert any(low.value != high.value)


def test_known_columns_carry_no_status(book: Rulebook, kernels: Path) -> None:
    known = frozenset({"income", "hands", "founded_on"})
    quick = native(
        book, "2005-06-30", kernels, entity="mill", known=known, three_valued=False, variables=["toll"]
    )
    cases, columns = subjects(book, quick, 300, 0.0, seed=3)
    assert differences(book, quick, cases, columns) == []
    assert quick.run(columns, 300).variables["toll"].missing is None


def test_two_threads_give_what_one_gives(book: Rulebook, kernels: Path) -> None:
    one, two = (
        native(book, "2005-06-30", kernels, entity="mill", threads=n, variables=["toll", "grain_due"])
        for n in (1, 2)
    )
    _, columns = subjects(book, one, 20_000, 0.05, seed=11)
    left, right = one.run(columns, 20_000), two.run(columns, 20_000)
    for name in ("toll", "grain_due"):
        assert (left.variables[name].value == right.variables[name].value).all()
        assert (left.variables[name].status == right.variables[name].status).all()
        assert (left.variables[name].missing == right.variables[name].missing).all()


def test_what_settles_open_rows_is_compiled_with_the_kernel(book: Rulebook, kernels: Path) -> None:
    engine = native(book, "2005-06-30", kernels, entity="mill", variables=["has_income"], exact=True)
    assert not engine.compiled
    engine.run({}, 1)
    assert engine.compiled
    assert native(book, "2005-06-30", kernels, entity="mill", variables=["has_income"]).compiled
