"""The facts of a whole case: every defect of the subject and of those it is linked to in one report."""

from __future__ import annotations

from typing import Any

import pytest

from tests.engine import meadowland
from zhiwei.engine.errors import InputError

BOOK = meadowland.book()


def refusal(facts: dict[str, Any], entity: str = "mill", **options: Any) -> list[str]:
    """The defects of a case, from both ways to ask."""
    found = []
    for ask in (BOOK.answer, lambda f, **o: BOOK.calc([], f, **o)):
        with pytest.raises(InputError) as caught:
            ask(facts, as_of="2005-06-30", entity=entity, **options)  # type: ignore[operator]
        found.append([str(d) for d in caught.value.defects])
    assert found[0] == found[1]
    return found[0]


def test_all_at_once() -> None:
    assert refusal(
        {
            "hand": 3,
            "income": "much",
            "hands": -1,
            "region": "14",
            "income@2004Q1": 5,
            "hands@2004": 5,
            "motto": 5,
            "x": 1,
        },
        division="13",
    ) == [
        "hand: unknown fact of mill (did you mean hands?)",
        "income: 'much' is not a number (give a number)",
        "hands: hands is -1, it must be at least 0 (check the number and its unit)",
        "region: unknown code 14",
        "income@2004Q1: bad period '2004Q1' (write it as 2011)",
        "hands@2004: hands has no period (leave the period out)",
        "motto: 5 is not text (format it as text)",
        "x: unknown fact of mill",
        "division: unknown division 13",
    ]


def test_linked_subjects_are_named_by_their_path() -> None:
    links = {"owner": {"hand": 3, "income@2004": "x"}, "ower": {"hands": 1}}
    assert refusal({"loads": 1}, entity="cart", links=links) == [
        "loads: unknown fact of cart (did you mean load?)",
        "owner.hand: unknown fact of mill (did you mean hands?)",
        "owner.income@2004: 'x' is not a number (give a number)",
        "ower: unknown link of cart (did you mean owner?)",
    ]


def test_links_that_lead_on() -> None:
    links = {"owner": {"facts": {"hands": 1}, "links": {"miller": {"hands": 2}}}}
    assert refusal({}, entity="cart", links=links) == ["owner.miller: unknown link of mill"]


@pytest.mark.parametrize(
    ("entity", "expected"),
    [("mils", "entity: unknown entity mils (did you mean mill?)"), ("x", "entity: unknown entity x")],
)
def test_unknown_entity(entity: str, expected: str) -> None:
    with pytest.raises(InputError) as caught:
        BOOK.answer({}, as_of="2005-06-30", entity=entity)
    assert [str(d) for d in caught.value.defects] == [expected]


def test_unknown_variables() -> None:
    with pytest.raises(InputError) as caught:
        BOOK.calc(["tol", "toll", "free_income", "may_cross"], {}, as_of="2005-06-30", entity="mill")
    assert [str(d) for d in caught.value.defects] == [
        "variable tol: unknown for mill (did you mean toll?)",
        "variable free_income: unknown for mill (did you mean income or has_income?)",
        "variable may_cross: unknown for mill",
    ]


def test_facts_that_break_a_constraint() -> None:
    broken = "bad_sacks <= sacks: does not hold: bad sacks are sacks (check these facts)"
    assert refusal({"bad_sacks": 3, "sacks": 2}) == [broken]
    assert refusal({"load": 1}, entity="cart", links={"owner": {"bad_sacks": 3, "sacks": 2}}) == [
        f"owner: {broken}"
    ]
    assert (
        BOOK.calc([], {"bad_sacks": 2, "sacks": 2}, as_of="2005-06-30", entity="mill").to_json()["variables"]
        == {}
    )


def test_facts_may_go_by_their_chinese_label() -> None:
    from dataclasses import replace

    from zhiwei.engine import Rulebook

    mill = BOOK.data.entities["mill"]
    facts = {**mill.facts, "hands": replace(mill.facts["hands"], zh="帮工")}
    named = Rulebook(replace(BOOK.data, entities={**BOOK.data.entities, "mill": replace(mill, facts=facts)}))
    assert (
        named.calc(["small_mill"], {"帮工": 9}, as_of="2005-06-30", entity="mill")["small_mill"].value is True
    )
