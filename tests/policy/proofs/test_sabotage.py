"""A rule of the real rulebook that is sabotaged is refuted, by a case that the traced engine shows."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

import pytest

from zhiwei import rulebook
from zhiwei.engine import tree
from zhiwei.engine.proof.claims import Notch
from zhiwei.engine.proof.findings import Finding, in_words, traced
from zhiwei.engine.proof.prove import prove
from zhiwei.engine.rulebook import Rulebook
from zhiwei.policy.proofs import CLAIMS

Change = Callable[[tree.Node], tree.Node]


def sabotaged(entity: str, variable: str, change: Change) -> Rulebook:
    """The rulebook with every dated version of one rule changed; at least one must change."""
    data = rulebook().data
    versions = data.rules[entity, variable]
    others = tuple(dataclasses.replace(v, body=everywhere(v.body, change)) for v in versions)
    assert others != versions
    return Rulebook(dataclasses.replace(data, rules={**data.rules, (entity, variable): others}))


def everywhere(item: Any, change: Change) -> Any:
    """A tree with the change made at each of its nodes, the leaves first."""
    if isinstance(item, tuple):
        return tuple(everywhere(i, change) for i in item)
    if not dataclasses.is_dataclass(item) or isinstance(item, type):
        return item
    parts = {f.name: everywhere(getattr(item, f.name), change) for f in dataclasses.fields(item)}
    return change(dataclasses.replace(item, **parts))


def compare(old: str, new: str, name: str) -> Change:
    """Another comparison wherever the named value is compared."""

    def change(node: tree.Node) -> tree.Node:
        if isinstance(node, tree.Compare) and node.op == old and node.left == tree.Name(name):
            return dataclasses.replace(node, op=new)
        return node

    return change


def operator(old: str, new: str) -> Change:
    """Another arithmetic operation."""

    def change(node: tree.Node) -> tree.Node:
        return dataclasses.replace(node, op=new) if isinstance(node, tree.Binary) and node.op == old else node

    return change


def found(book: Rulebook, claim_id: str) -> Finding:
    (claim,) = [c for c in CLAIMS if c.id == claim_id]
    return prove(book, claim, 60)


def test_a_limit_that_leaves_itself_out_moves_the_notch_by_a_fen() -> None:
    # 6万元以下 (含) becomes "below 60,000": at 59,999.99 the tax is 6,000.00, at 60,000.00 it is 12,000.00.
    book = sabotaged("enterprise", "slp_counted_share", compare("<=", "<", "taxable_income"))
    finding = found(book, "27.3/notches-2012")
    assert finding.outcome == "refuted"
    # 59,999.99 leaves 53,999.99 (the tax of 5,999.999 is 6,000.00), and so does 67,499.99 after 13,500.00.
    assert finding.notches == (
        Notch("59999.99", "6000.00", "67499.98"), Notch("300000.00", "15000.00", "319999.99"),
    )  # fmt: skip
    assert finding.counterexample is not None
    first, second = finding.counterexample.subjects
    assert (first.facts["taxable_income"], second.facts["taxable_income"]) == ("59999.99", "60000.00")
    assert first.shows["corporate_income_tax"] == "6000.00"
    assert second.shows["corporate_income_tax"] in ("9000.00", "12000.00")  # the former at the high-tech rate


@pytest.mark.parametrize(
    ("entity", "variable", "change", "claim"),
    [
        # All of the income, less a rate, is taken from small low-profit firms up to 300,000 yuan: above it less is.
        ("enterprise", "small_low_profit_income_tax", operator("*", "-"), "27.3/monotone-2012"),
        ("enterprise", "small_low_profit_income_tax", operator("*", "-"), "27.3/within-standard-2012"),
        # At 60,000.00 itself the years differ then, and the region named begins above it.
        ("enterprise", "slp_counted_share", compare("<=", "<", "taxable_income"), "27.3/2013-2014"),
        ("enterprise", "reward_amount", operator("*", "+"), "27.2/within-base-2012"),
        ("enterprise", "size_class_by_employees", compare("<", "<=", "employees"), "35.1/policy-as-worded"),
        ("bid", "evaluation_price", operator("-", "+"), "28.1/evaluation-price-2012"),
        ("bid", "evaluation_price", operator("-", "+"), "28.1/evaluation_advantage-not-negative-2012"),
        ("enterprise", "water_fund_payable", operator("*", "+"), "27.5/within-levy"),
    ],
    ids=lambda v: v if isinstance(v, str) else "",
)  # fmt: skip
def test_a_sabotaged_rule_is_refuted(entity: str, variable: str, change: Change, claim: str) -> None:
    finding = found(sabotaged(entity, variable, change), claim)
    assert (finding.outcome, finding.note) == ("refuted", "")
    assert finding.counterexample is not None
    honest = [traced(rulebook(), entity, tuple(s.shows), s) for s in finding.counterexample.subjects]
    shown = [in_words(rulebook(), entity, values) for values in honest]
    assert shown != [s.shows for s in finding.counterexample.subjects]


def test_a_sabotaged_row_of_a_table_is_refuted() -> None:
    # The lowest bound of small industrial firms (20 persons) above that of medium ones (300).
    data = rulebook().data
    table = data.parameters["size_employees_small_min"]
    changed = tuple(dataclasses.replace(v, value={**v.value, "industry": 301}) for v in table.values)
    parameters = {**data.parameters, table.name: dataclasses.replace(table, values=changed)}
    finding = found(
        Rulebook(dataclasses.replace(data, parameters=parameters)), "35.1/policy-bounds-employees"
    )
    assert finding.outcome == "refuted"


def test_every_amount_of_a_measure_is_claimed_not_to_be_negative() -> None:
    """A computed amount by a claim; an amount that is a fact by the bound of the fact."""
    book = rulebook()
    claimed = {(c.entity, n) for c in CLAIMS if "-not-negative-" in c.id for n in c.names()}
    granted = {(m.entity, m.amount) for m in book.measures.values() if m.amount}
    facts = {(e, n) for e, n in granted if not book.variables(e)[n].computed}
    assert granted - facts - claimed == set()
    lowest = [book.variables(e)[n].minimum for e, n in facts]
    assert all(bound is not None and bound >= 0 for bound in lowest)
