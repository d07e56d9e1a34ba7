"""A fact set free: the same result, status and missing facts as when the fact is left out of the case."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engine import smallholding
from tests.engine.random_rules import MONEY, TABLES, Made, source
from tests.engine.smallholding import AS_OF, BAD_ROWS_ARE_ROWS, DOMAINS, filed
from zhiwei.engine.diagram import nodes_of
from zhiwei.engine.evaluate import Evaluation
from zhiwei.engine.splits import Node, Tree
from zhiwei.engine.symbols import Symbol

HALF_KNOWN = st.fixed_dictionaries(
    {}, optional={name: st.sampled_from(values) for name, values in DOMAINS.items()}
)


def check(text: str, known: dict[str, Any], constraints: Any = ()) -> None:
    """Free each known fact in turn, on one evaluation, and compare with a case that lacks it."""
    book = smallholding.book(text, constraints)
    law = book.law(AS_OF)
    plan = book.plan("plot", ("tried",), law)
    base = Evaluation(book.data, plan, book.case(filed(known), law.as_of, entity="plot"))
    index = plan.names["tried"]
    before = base.result(index)
    for slot in plan.facts:
        if slot.label not in known:
            continue
        freed = base.freed(slot)
        freed.require([index])
        without = {name: value for name, value in known.items() if name != slot.label}
        other = Evaluation(book.data, plan, book.case(filed(without), law.as_of, entity="plot"))
        assert freed.result(index) == other.result(index), slot.label
        check_split(freed, freed.admissible(freed.slots[index]), slot.label)
    assert base.result(index) == before == Evaluation(book.data, plan, base.case).result(index)


def check_split(freed: Evaluation, tree: Tree, label: str) -> None:
    """Split on a fact first, a diagram says in each part what it says there, and speaks of the fact no more."""
    diagrams = freed.diagrams
    parts, children = diagrams.along(tree, label)
    for child in children:
        assert label not in {node.fact for node in nodes_of(child) if isinstance(node, Node)}
    plain = not any(isinstance(node, Symbol) for node in nodes_of(tree))
    if parts and plain:  # an amount may stand as a symbol or, where it has one value, as that
        assert diagrams.split(label, parts, children) is tree


@given(TABLES, HALF_KNOWN)
@settings(max_examples=120)
def test_decision_tables(made: Made, known: dict[str, Any]) -> None:
    check(source("tried", "Flag", made), known)


@given(TABLES, TABLES, HALF_KNOWN)
@settings(max_examples=60)
def test_a_variable_read_twice(inner: Made, outer: Made, known: dict[str, Any]) -> None:
    both = ("if", ("name", "inner"), outer, ("and", ("not", ("name", "inner")), outer))
    check(source("inner", "Flag", inner) + source("tried", "Flag", both, {"inner": "Flag"}), known)


@given(MONEY, HALF_KNOWN)
@settings(max_examples=120)
def test_money(made: Made, known: dict[str, Any]) -> None:
    check(source("tried", "Money", made), known)


@given(TABLES, HALF_KNOWN)
@settings(max_examples=60)
def test_under_a_constraint(made: Made, known: dict[str, Any]) -> None:
    if known.get("bad_rows", 0) > known.get("rows", 3):
        known = known | {"bad_rows": 0}
    read = ("and", ("compare", "<=", ("name", "bad_rows"), ("name", "rows")), made)
    check(source("tried", "Flag", read), known, [BAD_ROWS_ARE_ROWS])
