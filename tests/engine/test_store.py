"""The stored rulebook: canonical bytes, a hash that any change moves, and the same answers after reading back."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings

from tests.engine import meadowland, mills, smallholding
from tests.engine.meadowland import day, fact, parameter, value
from tests.engine.random_rules import CONDITIONS, MONEY, Made, source
from tests.engine.smallholding import BAD_ROWS_ARE_ROWS
from tests.engine.test_engines_equal import MILLS
from tests.engine.written import HEADER, book, module
from zhiwei.engine import Modality, Rulebook
from zhiwei.engine.errors import LoadError
from zhiwei.engine.model import Entity
from zhiwei.engine.store import content_hash, from_bytes, to_bytes

BOOK = meadowland.book()
AGAIN = Rulebook(from_bytes(BOOK.stored))


def test_comes_back_whole() -> None:
    assert AGAIN.data == BOOK.data
    assert AGAIN.stored == BOOK.stored
    assert AGAIN.hash == BOOK.hash == content_hash(BOOK.stored)


def test_the_bytes_are_canonical_json() -> None:
    text = BOOK.stored.decode()
    assert text == json.dumps(json.loads(text), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert "磨坊" in text


@given(CONDITIONS, MONEY)
@settings(max_examples=50)
def test_any_rule_comes_back(condition: Made, money: Made) -> None:
    made = smallholding.book(
        source("held", "Flag", condition) + source("due", "Money", money), [BAD_ROWS_ARE_ROWS]
    )
    assert from_bytes(made.stored) == made.data
    assert to_bytes(from_bytes(made.stored)) == made.stored


def test_every_part_of_a_value_comes_back() -> None:
    full = value("2000-01-01", Fraction(1, 3), "2004-12-31", enacted_to="2009-12-31", ended_by="Mill Act#9",
                 ended_published="2004-11-01", published="1999-06-01", also=("Mill Act#3",), note="sic", minimum=Fraction(0),
                 maximum=Fraction(1))  # fmt: skip
    full = replace(full, recorded_on=day("2020-01-01"))
    made = book(
        "(rate: Rate) -> Rate", "return rate",
        parameters=[
            parameter("rate", "rate", full, unit="fraction", boundary="exclusive", applies="period_start", note="n",
                      quotes=({"sentence": "1.1", "text": "三分之一", "nth": 2},)),
            parameter("due", "date", value("2000-01-01", day("2001-02-03"))),
            parameter("none", "flag", value("2000-01-01", False, "2000-01-01"), value("2000-01-02", None, state="unknown")),
        ],
    )  # fmt: skip
    assert from_bytes(made.stored) == made.data


@pytest.mark.parametrize(("low", "high"), [(0, 0), (0, 5), (-5, 0), (None, 0), (0, None), (None, None)])
def test_bounds_of_nought_come_back(low: int | None, high: int | None) -> None:
    facts = {
        **meadowland.MILL_FACTS,
        "tilt": fact("tilt", "number", minimum=low, maximum=high, step=Fraction(1, 2)),
    }
    entities = (Entity("mill", "磨坊", "mill", facts, {}), meadowland.ENTITIES[1])
    made = book("(tilt: Number) -> Number", "return tilt", entities=entities)
    assert from_bytes(made.stored).variables["mill", "tilt"] == made.data.variables["mill", "tilt"]


def test_an_empty_code_list_comes_back() -> None:
    data = replace(BOOK.data, code_lists={**BOOK.data.code_lists, "empty": ()})
    assert from_bytes(to_bytes(data)).code_lists["empty"] == ()


def test_equal_rulebooks_have_equal_bytes_whatever_the_order_of_their_sources() -> None:
    turned = meadowland.book(parameters=meadowland.PARAMETERS[::-1], entities=meadowland.ENTITIES[::-1])
    assert turned.data == BOOK.data
    assert turned.stored == BOOK.stored
    first, second = (source(n, "Flag", ("name", "wet")) for n in ("a", "b"))
    assert smallholding.book(first + second).stored == smallholding.book(second + first).stored


def changed(**parts: Any) -> str:
    """The hash of Meadowland with some parts replaced."""
    return content_hash(to_bytes(replace(BOOK.data, **parts)))


def test_a_change_of_any_parameter_moves_the_hash() -> None:
    hashes = {BOOK.hash}
    rate = BOOK.data.parameters["toll_rate"]
    first, second = rate.values
    others = [
        replace(rate, values=(replace(first, value=Fraction(1, 9)), second)),
        replace(rate, values=(replace(first, enacted_to=None), second)),
        replace(rate, values=(replace(first, published=day("1999-06-02")), second)),
        replace(rate, values=(replace(first, source="Second Mill Act"), second)),
        replace(rate, values=(replace(first, evidence="R"), second)),
        replace(rate, values=(first, replace(second, ends=None))),
        replace(rate, values=(first,)),
        replace(rate, boundary="inclusive"),
        replace(rate, applies="period_start"),
        replace(rate, zh="率"),
    ]
    for other in others:
        hashes.add(changed(parameters={**BOOK.data.parameters, "toll_rate": other}))
    assert len(hashes) == len(others) + 1


def test_a_change_of_any_rule_fact_or_measure_moves_the_hash() -> None:
    (small,) = BOOK.data.rules["mill", "small_mill"]
    hands = BOOK.data.variables["mill", "hands"]
    bridge = BOOK.data.measures["7.1"]
    mill = BOOK.data.entities["mill"]
    (written,) = meadowland.book(module(HEADER + 'def small_mill(hands: Count, small_hands: Count) -> Flag:\n    """A mill with few hands."""\n'
                                        "    return hands <= small_hands\n")).data.rules["mill", "small_mill"]  # fmt: skip
    hashes = {
        BOOK.hash,
        *(
            changed(rules={**BOOK.data.rules, ("mill", "small_mill"): (other,)})
            for other in (
                replace(small, body=written.body),
                replace(small, rounding="up"),
                replace(small, ends=day("2001-01-01")),
            )
        ),
        changed(variables={**BOOK.data.variables, ("mill", "hands"): replace(hands, minimum=1)}),
        changed(variables={**BOOK.data.variables, ("mill", "hands"): replace(hands, optional=True)}),
        changed(measures={**BOOK.data.measures, "7.1": replace(bridge, modality=Modality.DUTY)}),
        changed(measures={**BOOK.data.measures, "7.1": replace(bridge, criteria=("small_mill",))}),
        changed(entities={**BOOK.data.entities, "mill": replace(mill, constraints=())}),
        changed(parents={**BOOK.data.parents, "12": "11"}),
        changed(code_lists={**BOOK.data.code_lists, "regions": ("10",)}),
    }
    assert len(hashes) == 11


def test_an_unknown_format_is_refused() -> None:
    later = json.loads(BOOK.stored) | {"format": 2}
    with pytest.raises(LoadError, match=r"^rulebook: format 2 is not known \(this version reads 1 to 1\)$"):
        from_bytes(json.dumps(later).encode())


@given(MILLS)
@settings(max_examples=50)
def test_answers_alike(facts: dict[str, Any]) -> None:
    for given_facts in (facts, dict(list(facts.items())[::2])):
        answers = [
            b.answer(given_facts, as_of="2005-06-30", entity="mill", decisions=[mills.DECIDED])
            for b in (BOOK, AGAIN)
        ]
        assert answers[0].to_json() == answers[1].to_json()
        names = [v for e, v in BOOK.data.rules if e == "mill"]
        one, other = (
            b.calc(names, given_facts, as_of="2005-06-30", entity="mill").to_json() for b in (BOOK, AGAIN)
        )
        assert one == other
