"""Boundary rows are at the limits of the law, on both sides, and each limit is met where it matters."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from tests.engine import meadowland, written
from zhiwei import rulebook
from zhiwei.engine.boundaries.constraints import Constraints
from zhiwei.engine.boundaries.paths import apart, ways
from zhiwei.engine.boundaries.rows import Boundaries, boundary_rows, case_of
from zhiwei.engine.evaluate import Evaluation, Result
from zhiwei.engine.outcome import verdict_tree
from zhiwei.engine.plan import Plan
from zhiwei.engine.rulebook import Rulebook
from zhiwei.engine.splits import Tree
from zhiwei.engine.status import Status

DAY = "2005-06-30"
ENTITIES = sorted({e for e, _ in rulebook().data.rules})


def values(rows: list[dict[str, Any]], label: str) -> set[Any]:
    return {row[label] for row in rows if label in row}


def test_one_limit_of_meadowland() -> None:
    # Fewer than 10 hands: 9, 10 and 11; the ends of the domain 0 and 1, and one billion less one; nothing known at all.
    book = meadowland.book()
    rows = boundary_rows(book, book.law(DAY), "mill", ["small_mill"])
    assert {9, 10, 11, 0, 1} <= values(rows, "hands")
    assert {} in rows
    assert all(set(row) <= {"hands"} for row in rows)


def test_an_amount_that_is_rounded_is_tried_on_the_half() -> None:
    # Free up to 1,000.00; a tenth of 1,000,000.05 is 100,000.005, rounded half up.
    book = meadowland.book()
    rows = boundary_rows(book, book.law(DAY), "mill", ["toll"])
    assert {99_999, 100_000, 100_001, 100_000_004, 100_000_005, 100_000_006} <= values(rows, "income")


def test_an_optional_fact_is_tried_absent() -> None:
    book = meadowland.book()
    rows = boundary_rows(book, book.law(DAY), "mill", ["stop_loss"])
    assert Status.NOT_APPLICABLE in values(rows, "stopped_on")
    assert {} in rows
    assert any("stopped_on" in row and "income" not in row for row in rows)
    assert any("stopped_on" not in row and "income" in row for row in rows)


def test_a_condition_over_two_facts_is_met_from_both_sides() -> None:
    book = written.book(
        "(income: Money, income__previous: Money) -> Flag",
        "return income >= income__previous + income__previous",
    )
    rows = boundary_rows(book, book.law(DAY), "mill", ["tried"])
    met = {r["income"] - 2 * r["income@2004"] for r in rows if len(r) == 2}
    assert {-1, 0, 1} <= met


def test_the_limits_of_the_income_tax() -> None:
    # 27.3 in 2012: 60,000 yuan; 80 or 100 persons; assets of 10 or 30 million yuan. 27.2 ends at 300,000 yuan.
    book = rulebook()
    law = book.law("2012-06-30")
    rows = boundary_rows(book, law, "enterprise", ["27.3"])
    assert {5_999_999, 6_000_000, 6_000_001} <= values(rows, "taxable_income")
    assert {80, 100} <= values(rows, "average_employees")
    assert {10**9, 10**9 + 1, 3 * 10**9, 3 * 10**9 + 1} <= values(rows, "average_total_assets")
    assert {"audited", "assessed"} <= values(rows, "collection_method")
    assert {29_999_999, 30_000_000, 30_000_001} <= values(
        boundary_rows(book, law, "enterprise", ["corporate_income_tax"]), "taxable_income"
    )


def test_the_days_around_an_anniversary() -> None:
    # Exempt for the first five years: founded on 2007-06-30 they are over on 2012-06-30, a day later they are not.
    book = rulebook()
    rows = boundary_rows(book, book.law("2012-06-30"), "enterprise", ["27.5"])
    days = {datetime.date(2007, 6, 29), datetime.date(2007, 6, 30), datetime.date(2007, 7, 1)}
    assert days <= values(rows, "founded_on")


@pytest.mark.parametrize("entity", ENTITIES)
def test_rows_keep_the_declared_constraints(entity: str) -> None:
    book = rulebook()
    law = book.law("2012-06-30")
    names = tuple(v.name for v in book.variables(entity).values() if v.computed)
    constraints = Constraints(book.data, entity, book.plan(entity, names, law).facts)
    rows = boundary_rows(book, law, entity)
    assert [row for row in rows if constraints.broken(row)] == []
    assert len(rows) > 10


def test_the_same_rows_every_time() -> None:
    book = rulebook()
    law = book.law("2012-06-30")
    assert boundary_rows(book, law, "grant") == boundary_rows(book, law, "grant")


def settled(book: Rulebook, plan: Plan, entity: str, output: str, row: dict[str, Any]) -> Result:
    evaluation = Evaluation(book.data, plan, case_of(entity, plan.facts, row))
    return evaluation.settle(diagram(book, plan, output, evaluation))


def diagram(book: Rulebook, plan: Plan, output: str, evaluation: Evaluation) -> Tree:
    measure = book.data.measures.get(output)
    return verdict_tree(measure, evaluation) if measure else evaluation.slots[plan.names[output]]


CROSSED = (
    ("enterprise", "size_class"), ("enterprise", "27.2"), ("enterprise", "27.3"), ("enterprise", "27.5"),
    ("enterprise", "27.6"), ("bid", "28.1/deduction"), ("bid", "price_deduction"), ("grant", "27.7"),
    ("registration_filing", "registration_fee_waived"), ("service_charge", "29.3"),
)  # fmt: skip


@pytest.mark.parametrize(("entity", "output"), CROSSED, ids=str)
def test_every_cut_of_an_ordered_fact_is_crossed_where_it_matters(entity: str, output: str) -> None:
    book = rulebook()
    boundaries = Boundaries(book, book.law("2012-06-30"), entity, output)
    plan = boundaries.plan
    rows = list(boundaries.rows())
    empty = Evaluation(book.data, plan, case_of(entity, plan.facts, {}))
    tree = empty.admissible(diagram(book, plan, output, empty))
    missed = []
    for node, _ in ways(tree):
        if node.fact not in boundaries.slots or empty.diagrams.domains[node.fact].values is not None:
            continue
        step = empty.diagrams.domains[node.fact].step
        for part, cut in enumerate(node.parts):
            below = apart(empty.diagrams, node.children[part], node.children[part + 1])
            if below is None or any(turn.node.fact not in boundaries.slots for turn in below):
                continue  # whether it matters hangs on a condition over amounts, such as two of them rounded alike
            if not crossed(book, plan, entity, output, rows, node.fact, cut, step):
                missed.append((node.fact, cut))
    assert missed == []


def crossed(
    book: Rulebook,
    plan: Plan,
    entity: str,
    output: str,
    rows: list[dict[str, Any]],
    label: str,
    cut: Any,
    step: Any,
) -> bool:
    """Whether two rows that differ in the fact alone, by one step across the cut, come to different results."""
    day = isinstance(next(iter(values(rows, label) - {Status.NOT_APPLICABLE})), datetime.date)
    at, before = (datetime.date.fromordinal(v) if day else v for v in (cut, cut - step))
    for row in rows:
        if row.get(label) == at and len(row) == len(plan.facts):
            lower = {**row, label: before}
            if lower in rows and settled(book, plan, entity, output, row) != settled(
                book, plan, entity, output, lower
            ):
                return True
    return False
