"""What would change a verdict, and the jumps of an amount, on both sides of a boundary."""

from __future__ import annotations

from typing import Any

import pytest

from tests.engine import meadowland
from tests.engine.mills import AS_OF, book
from tests.engine.written import HEADER, module
from zhiwei.engine import Force, Measure, Modality


def changes(facts: dict[str, Any], **parts: Any) -> list[tuple[str, str, list[str], str]]:
    """(fact, need, nearest values, present value) of each change offered."""
    (measure,) = book(**parts).answer(facts, as_of=AS_OF, entity="mill").to_json()["measures"]
    return [(c["fact"], c["need"], c["values"], c["now"]) for c in measure["changes"]]


@pytest.mark.parametrize(
    ("hands", "expected"),
    [(8, []), (9, []), (10, [("hands", "at_most", ["9"], "10")]), (11, [("hands", "at_most", ["9"], "11")])],
)
def test_hands_around_ten(hands: int, expected: list[Any]) -> None:
    assert changes({"hands": hands}, criteria=("few_hands",)) == expected


@pytest.mark.parametrize(
    ("income", "expected"),
    [
        ("0.01", []),
        ("0", [("income", "at_least", ["0.01"], "0.00")]),
        ("-5", [("income", "at_least", ["0.01"], "-5.00")]),
    ],
)
def test_income_around_nought(income: str, expected: list[Any]) -> None:
    assert changes({"income": income}, criteria=("rich",)) == expected


@pytest.mark.parametrize(
    ("founded_on", "expected"),
    [
        ("2005-06-30", []),
        ("2005-07-01", [("founded_on", "at_most", ["2005-06-30"], "2005-07-01")]),
        ("2006-07-01", [("founded_on", "at_most", ["2005-06-30"], "2006-07-01")]),
    ],
)
def test_days_around_today(founded_on: str, expected: list[Any]) -> None:
    assert changes({"founded_on": founded_on}, criteria=("founded",)) == expected


def test_a_flag_and_a_scope() -> None:
    assert changes({"wind_only": False}, criteria=("windy",)) == [("wind_only", "one_of", ["true"], "false")]
    assert changes({"wind_only": False}, scope=("windy",)) == [("wind_only", "one_of", ["true"], "false")]


def test_two_that_fail_together_cannot_be_mended_by_one() -> None:
    assert changes({"hands": 10, "wind_only": False}, criteria=("few_hands", "windy")) == []


def test_a_fact_that_fails_two_is_mended_for_both() -> None:
    assert changes({"hands": 10, "income": 5}, criteria=("few_hands", "rich")) == [
        ("hands", "at_most", ["9"], "10")
    ]


@pytest.mark.parametrize("criteria", [("unknown",), ("not_yet",), ("no",)])
def test_nothing_the_subject_can_do(criteria: tuple[str, ...]) -> None:
    assert changes({"hands": 10}, criteria=criteria) == []


TOLL = Measure(
    id="2.1",
    entity="mill",
    modality=Modality.DUTY,
    force=Force.MUST,
    zh="磨捐",
    en="toll",
    amount="toll",
    cites=("2.1",),
)
JUMP = {"last": "1000.00", "first": "1000.01", "before": "0.00", "after": "100.00", "step": "100.00"}


def notches(facts: dict[str, Any]) -> list[dict[str, str]]:
    """The jumps of the toll: nothing up to 1,000 yuan, a tenth of the whole above."""
    extra = module("")
    extra.__dict__["TOLL"] = TOLL
    found = (
        meadowland.book(meadowland, extra)
        .answer(facts, as_of=AS_OF, entity="mill", measures=["2.1"])
        .to_json()
    )
    (measure,) = found["measures"]
    return [{k: n[k] for k in ("variable", "fact", *JUMP)} for n in measure["notches"]]


@pytest.mark.parametrize("income", ["833.35", "999.99", "1000.00", "1000.01", "1000.02", "1250.01"])
def test_the_toll_jumps_above_the_free_income(income: str) -> None:
    assert notches({"income": income, "hands": 12}) == [{"variable": "toll", "fact": "income", **JUMP}]


@pytest.mark.parametrize("income", ["0", "833.34", "1250.02", "5000"])
def test_a_jump_further_than_a_fifth_away_is_not_told(income: str) -> None:
    assert notches({"income": income, "hands": 12}) == []


def test_no_jump_where_the_mill_is_exempt_or_facts_are_missing() -> None:
    assert notches({"income": "1000", "hands": 3, "founded_on": "2004-01-01"}) == []
    assert notches({"income": "1000"}) == []
    assert notches({"hands": 12}) == []


def test_a_kink_without_a_jump_is_none() -> None:
    header = HEADER.replace("1.1", "2.1").replace("cites", 'variable="excess", cites')
    text = header + (
        "def excess(income: Money, free_income: Money, toll_rate: Rate) -> Money:\n"
        '    """Only what is above."""\n    return max(income - free_income, 0) * toll_rate\n'
    )
    extra = module(text)
    extra.__dict__["TOLL"] = Measure(
        id="2.1",
        entity="mill",
        modality=Modality.DUTY,
        force=Force.MUST,
        zh="磨捐",
        en="toll",
        amount="excess",
        cites=("2.1",),
    )
    for income in ("999.99", "1000.00", "1000.01"):
        found = meadowland.book(extra).answer({"income": income}, as_of=AS_OF, entity="mill").to_json()
        assert found["measures"][0]["notches"] == []
