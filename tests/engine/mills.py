"""Measures over Meadowland's mills made for a test, and their outcomes."""

from __future__ import annotations

from typing import Any

from tests.engine import meadowland
from tests.engine.meadowland import parameter, value
from tests.engine.written import module
from zhiwei.engine import Force, Measure, Modality, Rulebook
from zhiwei.engine.outcome import Outcome

AS_OF = "2005-06-30"
LAW = [
    parameter("in_force", "flag", value("2000-01-01", True)),
    parameter("future", "flag", value("2010-01-01", True)),
    parameter("faded", "flag", value("2000-01-01", True, "2001-12-31")),
    parameter("faded_fee", "money", value("2000-01-01", 1, "2001-12-31")),
    parameter("future_fee", "money", value("2010-01-01", 1)),
]
RULES = "".join(
    f'@rule(entity="mill", zh="{name}", en="{name}", cites=("9.1",))\n'
    f'def {name}({signature}) -> {gives}:\n    """{name}."""\n    return {body}\n'
    for name, signature, gives, body in (
        ("yes", "", "Flag", "True"),
        ("no", "", "Flag", "False"),
        ("windy", "wind_only: Flag", "Flag", "wind_only"),
        ("few_hands", "hands: Count, small_hands: Count", "Flag", "hands < small_hands"),
        ("not_yet", "future: Flag", "Flag", "future"),
        ("unknown", "faded: Flag", "Flag", "faded"),
        ("stopped", "stopped_on: Date, as_of: Date", "Flag", "stopped_on <= as_of"),
        ("founded", "founded_on: Date, as_of: Date", "Flag", "founded_on <= as_of"),
        ("open_share", "bridge_share: Rate", "Flag", "bridge_share > 0"),
        ("rich", "income: Money", "Flag", "income > 0"),
        ("grant", "income: Money", "Money", "income"),
        ("shared_grant", "income: Money, bridge_share: Rate", "Money", "income * bridge_share"),
        ("unknown_grant", "income: Money, faded_fee: Money", "Money", "income + faded_fee"),
        ("most", "", "Money", "1"),
        ("growth", "toll_rate: Rate", "Rate", "toll_rate"),
    )
)
DECIDED = {
    "division": "10", "document": "D1", "filed_on": "2003-01-01", "sentence": "7.1", "fills": {"share": "0.5"}, "from": "2003-01-01",
}  # fmt: skip
DECLINED = {k: v for k, v in DECIDED.items() if k != "fills"} | {"declines": True}


def book(**parts: Any) -> Rulebook:
    """Meadowland with one measure of these parts, 9.1; a benefit that must be given, unless said."""
    plain: dict[str, Any] = {
        "id": "9.1", "entity": "mill", "modality": Modality.BENEFIT, "force": Force.MUST, "zh": "试", "en": "tried", "cites": ("9.1",),
    }  # fmt: skip
    made = module(RULES)
    made.__dict__["MEASURE"] = Measure(**plain | parts)
    return meadowland.book(made, parameters=meadowland.PARAMETERS + LAW)


def outcome(
    parts: dict[str, Any], facts: dict[str, Any] | None = None, as_of: str = AS_OF, **options: Any
) -> Outcome:
    """The outcome of that measure."""
    found: Outcome = book(**parts).answer(facts or {}, as_of=as_of, entity="mill", **options).measures["9.1"]
    return found
