"""Variables of linked entities: gathered along the path, missing facts named with it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.engine import meadowland
from tests.engine.written import HEADER, module
from zhiwei.engine import Rulebook
from zhiwei.engine.model import Entity, Link

CARTER = HEADER.replace('"mill"', '"cart"')


def cross(facts: dict[str, Any], owner: Any) -> dict[str, Any]:
    """Whether a cart may cross: its owner a small mill (under 10 hands) and no more load than hands."""
    links = {} if owner is None else {"owner": owner}
    found = meadowland.book().calc(["may_cross"], facts, as_of="2005-06-30", entity="cart", links=links)
    return {k: v for k, v in found.to_json()["variables"]["may_cross"].items() if k != "cites"}


@pytest.mark.parametrize(
    ("facts", "owner", "expected"),
    [
        ({"load": 4}, {"hands": 4}, {"status": "known", "value": True}),
        ({"load": 5}, {"hands": 4}, {"status": "known", "value": False}),
        ({"load": 4}, {"facts": {"hands": 4}}, {"status": "known", "value": True}),
        ({"load": 10}, {"hands": 10}, {"status": "known", "value": False}),
        ({}, {"hands": 10}, {"status": "known", "value": False}),
        ({}, {"hands": 9}, {"status": "missing", "missing": ["load"]}),
        ({"load": 4}, None, {"status": "missing", "missing": ["owner.hands"]}),
        ({}, None, {"status": "missing", "missing": ["load", "owner.hands"]}),
        ({"load": 10}, None, {"status": "known", "value": False}),  # more than a small mill can have
        ({"load": 9}, None, {"status": "missing", "missing": ["owner.hands"]}),
        ({"load": 4}, {"hands": "无"}, {"status": "not_applicable"}),
    ],
)
def test_the_owner_of_a_cart(facts: dict[str, Any], owner: Any, expected: dict[str, Any]) -> None:
    assert cross(facts, owner) == expected


def lent(rule: str) -> Rulebook:
    """A cart lent to a cart: two links in a row."""
    cart = meadowland.ENTITIES[1]
    entities = (
        meadowland.ENTITIES[0],
        Entity(
            "cart",
            "大车",
            "cart",
            cart.facts,
            {**cart.links, "lender": Link("lender", "cart", "出借", "lender")},
        ),
    )
    return meadowland.book(module(rule), entities=entities)


def test_two_links_in_a_row() -> None:
    made = lent(
        CARTER + 'def own(owner__hands: Count) -> Count:\n    """Own."""\n    return owner__hands\n'
        + CARTER + 'def lent(lender__own: Count) -> Count:\n    """Lent."""\n    return lender__own\n'
    )  # fmt: skip
    links = {"lender": {"facts": {"load": 1}, "links": {"owner": {"hands": 7}}}}
    assert made.calc(["lent"], {}, as_of="2005-06-30", entity="cart", links=links)["lent"].value == 7
    assert made.calc(["lent"], {}, as_of="2005-06-30", entity="cart")["lent"].missing == (
        "lender.owner.hands",
    )


def test_previous_period_behind_a_link() -> None:
    made = lent(
        CARTER
        + 'def old(owner__income__previous: Money) -> Money:\n    """Old."""\n    return owner__income__previous\n'
    )
    links = {"owner": {"income": 5, "income@2004": 3}}
    assert made.calc(["old"], {}, as_of="2005-06-30", entity="cart", links=links)["old"].value == 300
    assert made.calc(["old"], {}, as_of="2005-06-30", entity="cart")["old"].missing == ("owner.income@2004",)


def test_facts_of_two_subjects_are_kept_apart() -> None:
    made = lent(
        CARTER
        + 'def both(load: Count, lender__load: Count) -> Count:\n    """Both."""\n    return load - lender__load\n'
    )
    found = made.calc(["both"], {"load": 5}, as_of="2005-06-30", entity="cart", links={"lender": {"load": 2}})
    assert found["both"].value == 3
    assert made.calc(["both"], {}, as_of="2005-06-30", entity="cart", links={"lender": {"load": 2}})[
        "both"
    ].missing == ("load",)
