"""不适用: taken only through an optional argument, otherwise it makes the result not applicable."""

from __future__ import annotations

from typing import Any

import pytest

from tests.engine.written import HEADER, book, said, tried

NOT_APPLICABLE = {"status": "not_applicable"}
YES, NO = {"status": "known", "value": True}, {"status": "known", "value": False}
OPTIONAL = "(stopped_on: Date | None, wind_only: Flag, as_of: Date) -> Flag"
GUARDED = "return wind_only or stopped_on is None or stopped_on > as_of"
STRICT = "(stopped_on: Date, wind_only: Flag, as_of: Date) -> Flag"
UNGUARDED = "return wind_only or stopped_on > as_of"


@pytest.mark.parametrize("word", ["无", "n/a", "N/A", "不适用", {"status": "not_applicable"}])
def test_every_way_to_say_it(word: Any) -> None:
    assert tried(OPTIONAL, GUARDED, {"stopped_on": word, "wind_only": False}) == YES


@pytest.mark.parametrize(
    ("stopped_on", "wind_only", "expected"),
    [
        ("无", False, YES),
        ("无", True, YES),
        ("2005-06-30", False, NO),
        ("2005-07-01", False, YES),
        (None, True, YES),
        (None, False, {"status": "missing", "missing": ["stopped_on"]}),
        ("无", None, YES),
        ("2005-06-30", None, {"status": "missing", "missing": ["wind_only"]}),
    ],
)
def test_through_an_optional_argument(stopped_on: Any, wind_only: Any, expected: dict[str, Any]) -> None:
    assert tried(OPTIONAL, GUARDED, {"stopped_on": stopped_on, "wind_only": wind_only}) == expected


@pytest.mark.parametrize(
    ("stopped_on", "wind_only", "expected"),
    [
        ("无", False, NOT_APPLICABLE),
        ("无", True, NOT_APPLICABLE),  # even where the other part decides
        ("无", None, NOT_APPLICABLE),
        ("2005-06-30", True, YES),
        (None, True, {"status": "missing", "missing": ["stopped_on"]}),  # it may turn out not applicable
        (None, False, {"status": "missing", "missing": ["stopped_on"]}),
    ],
)
def test_through_a_plain_argument(stopped_on: Any, wind_only: Any, expected: dict[str, Any]) -> None:
    assert tried(STRICT, UNGUARDED, {"stopped_on": stopped_on, "wind_only": wind_only}) == expected


def test_a_fact_declared_without_it_may_still_not_apply() -> None:
    assert tried("(income: Money) -> Money", "return income", {"income": "无"}) == NOT_APPLICABLE


def test_a_rule_may_give_it_and_the_next_take_it() -> None:
    more = (
        HEADER + 'def above(tried: Money | None) -> Flag:\n    """Above."""\n    return tried is None\n'
        + HEADER + 'def beside(tried: Money, wind_only: Flag) -> Flag:\n    """Beside."""\n    return wind_only or tried > 0\n'
    )  # fmt: skip
    made = book("(income: Money) -> Money | None", "return income if income > 0 else None", more=more)

    def results(facts: dict[str, Any]) -> list[dict[str, Any]]:
        found = made.calc(["tried", "above", "beside"], facts, as_of="2005-06-30", entity="mill")
        return [said(r) for r in found.to_json()["variables"].values()]

    assert results({"income": 0, "wind_only": True}) == [NOT_APPLICABLE, YES, NOT_APPLICABLE]
    assert results({"income": 1, "wind_only": True}) == [{"status": "known", "value": "1.00"}, NO, YES]
    waiting = {"status": "missing", "missing": ["income"]}
    assert results({"wind_only": True}) == [waiting, waiting, waiting]
