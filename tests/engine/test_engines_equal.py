"""One source, several engines: by hand, compiled, and interpreted on diagrams, a rule gives one answer."""

from __future__ import annotations

import datetime
from fractions import Fraction
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engine import meadowland, smallholding
from tests.engine.random_rules import CONDITIONS, MONEY, Made, interpret, source, to_the_fen
from tests.engine.smallholding import AS_OF, DOMAINS, filed
from tests.engine.written import module
from zhiwei.engine import Rulebook
from zhiwei.engine.diagram import Diagrams
from zhiwei.engine.evaluate import Evaluation
from zhiwei.engine.plan import RuleStep
from zhiwei.engine.status import Status
from zhiwei.engine.symbolic import Interpreter
from zhiwei.engine.tables import Table
from zhiwei.engine.types import Piece

BOOK = meadowland.book()
MILL_RULES = tuple(v for e, v in BOOK.data.rules if e == "mill")
dates = st.dates(datetime.date(1990, 1, 1), datetime.date(2030, 12, 31))
yuan = st.one_of(
    st.integers(-10_000_00, 10_000_00),
    st.sampled_from([b + d for b in (0, 1_000_00, 2_000_00, 3_000_00) for d in (-1, 0, 1)]),
).map(lambda fen: f"{'-' if fen < 0 else ''}{abs(fen) // 100}.{abs(fen) % 100:02d}")
MILLS = st.fixed_dictionaries(
    {
        "income": yuan,
        "income@2004": yuan,
        "hands": st.one_of(st.integers(0, 100), st.sampled_from([9, 10, 11])),
        "founded_on": dates,
        "grain": st.sampled_from(["rye", "oats", "spelt"]),
        "region": st.sampled_from(["10", "11", "12", "13"]),
        "stopped_on": dates,
        "wind_only": st.booleans(),
        "division": st.sampled_from(["10", "11"]),
    }
)
DECISION = {
    "division": "10", "document": "D1", "filed_on": "2003-01-01", "sentence": "7.1", "fills": {"share": "0.33"}, "from": "2003-01-01",
}  # fmt: skip


def by_hand(book: Rulebook, functions: Any, step: RuleStep, slots: list[Any]) -> Any:
    """The rule as a plain Python function, on the values the engine took."""
    arguments = {}
    for binding, index in zip(step.record.bindings, step.arguments, strict=True):
        value = slots[index]
        variable = book.data.variables.get((step.record.entity, binding.target))
        if binding.source == "time" or (variable is not None and variable.type.kind == "date"):
            value = datetime.date.fromordinal(value)
        elif isinstance(value, Table):
            value = value if value.prefix else dict(value.rows)
        elif isinstance(value, tuple):
            value = tuple(Piece(p.value, *map(datetime.date.fromordinal, (p.starts, p.ends))) for p in value)
        arguments[binding.name] = value
    result = vars(functions)[step.record.name](**arguments)
    return result.toordinal() if isinstance(result, datetime.date) else result


def agree(book: Rulebook, functions: Any, evaluation: Evaluation) -> int:
    """Compare the three on every step of an evaluation; the number of steps compared."""
    slots = evaluation.slots
    for step in evaluation.plan.steps:
        if not isinstance(step, RuleStep):
            continue
        compiled = slots[step.index]
        assert not isinstance(compiled, Status)
        values = {b.name: slots[i] for b, i in zip(step.record.bindings, step.arguments, strict=True)}
        symbolic = Interpreter(Diagrams()).rule(step.record.body, values, step.record.rounding)
        by_name = by_hand(book, functions, step, slots)
        for other in (symbolic, by_name):
            assert (other, type(other) is bool) == (compiled, type(compiled) is bool)
    return len(evaluation.plan.steps)


@given(MILLS)
def test_on_meadowland(facts: dict[str, Any]) -> None:
    found = BOOK.calc(MILL_RULES, facts, as_of="2005-06-30", entity="mill", decisions=[DECISION])
    assert agree(BOOK, meadowland, found.evaluation) == len(MILL_RULES) + 1  # and the delegated share


@given(st.integers(0, 20), st.integers(0, 20))
def test_across_a_link(load: int, hands: int) -> None:
    found = BOOK.calc(
        ["may_cross"], {"load": load}, as_of="2005-06-30", entity="cart", links={"owner": {"hands": hands}}
    )
    assert agree(BOOK, meadowland, found.evaluation) == 2
    assert found["may_cross"].value is (hands < 10 and load <= hands)


PLOTS = st.fixed_dictionaries({n: st.sampled_from(d) for n, d in DOMAINS.items()})


@given(CONDITIONS, MONEY, st.lists(PLOTS, min_size=1, max_size=4))
@settings(max_examples=150)
def test_on_random_rules(condition: Made, money: Made, plots: list[dict[str, Any]]) -> None:
    text = source("held", "Flag", condition) + source("due", "Money", money)
    book, functions = smallholding.book(text), module(text)
    for facts in plots:
        found = book.calc(["held", "due"], filed(facts), as_of=AS_OF, entity="plot")
        assert agree(book, functions, found.evaluation) == 2
        assert found["held"].value is interpret(condition, facts)
        assert found["due"].value == to_the_fen(interpret(money, facts))


@given(MONEY, PLOTS)
def test_unrounded(money: Made, facts: dict[str, Any]) -> None:
    text = source("due", "Money", money).replace("cites", 'rounding="none", cites')
    book = smallholding.book(text)
    found = book.calc(["due"], filed(facts), as_of=AS_OF, entity="plot")
    assert agree(book, module(text), found.evaluation) == 1
    assert found["due"].value == Fraction(interpret(money, facts))
