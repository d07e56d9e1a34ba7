"""Local decisions: what they turn, whom they reach, from and to which day."""

from __future__ import annotations

from typing import Any

import pytest

from tests.engine.mills import DECIDED, DECLINED, book

# Divisions of Meadowland: 10 holds 11 and 12, 11 holds 111.
BOOK = book(amount="shared_grant", delegated=("bridge_share",))
FACTS = {"income": "100"}
NONE, DECLINE = "no_decision_filed", "not_offered"


def turn(
    decisions: list[dict[str, Any]], division: str | None = "111", as_of: str = "2005-06-30", **options: Any
) -> Any:
    """Verdict, or the amount where entitled."""
    found = BOOK.answer(
        FACTS, as_of=as_of, entity="mill", division=division, decisions=decisions, **options
    ).measures["9.1"]
    return found.amount.value if found.verdict == "entitled" else found.verdict


def decided(share: str, **changed: Any) -> dict[str, Any]:
    """A decision with another share, division or day."""
    return DECIDED | {"fills": {"share": share}} | {k.rstrip("_"): v for k, v in changed.items()}


def test_the_verdict_changes_the_moment_a_decision_is_supplied() -> None:
    assert turn([]) == NONE
    assert turn([DECIDED]) == 50_00
    assert turn([DECLINED]) == DECLINE
    assert turn([]) == NONE


@pytest.mark.parametrize(
    ("division", "expected"), [("10", 10_00), ("11", 20_00), ("111", 30_00), ("12", 10_00)],
)  # fmt: skip
def test_inherited_downward_until_overridden(division: str, expected: int) -> None:
    decisions = [decided("0.1"), decided("0.2", division="11"), decided("0.3", division="111")]
    assert turn(decisions, division) == expected
    assert turn(decisions[::-1], division) == expected


@pytest.mark.parametrize(
    ("division", "expected"), [("10", NONE), ("11", 20_00), ("111", 20_00), ("12", NONE)]
)
def test_nothing_reaches_upward_or_sideways(division: str, expected: Any) -> None:
    assert turn([decided("0.2", division="11")], division) == expected


def test_a_county_may_decline_what_its_city_gives_and_give_what_it_declines() -> None:
    given, declined = decided("0.1"), DECLINED | {"division": "11"}
    assert [turn([given, declined], d) for d in ("10", "11", "111")] == [10_00, DECLINE, DECLINE]
    given, declined = decided("0.1", division="11"), DECLINED
    assert [turn([given, declined], d) for d in ("10", "11", "111")] == [DECLINE, 10_00, 10_00]


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [("2004-12-31", NONE), ("2005-01-01", 20_00), ("2005-12-31", 20_00), ("2006-01-01", NONE)],
)
def test_from_and_to_are_both_inclusive(as_of: str, expected: Any) -> None:
    assert turn([decided("0.2", from_="2005-01-01", to="2005-12-31")], as_of=as_of) == expected


def test_after_its_end_that_of_the_city_holds_again() -> None:
    decisions = [decided("0.1"), decided("0.2", division="11", to="2005-06-29")]
    assert turn(decisions, as_of="2005-06-29") == 20_00
    assert turn(decisions, as_of="2005-06-30") == 10_00


def test_the_later_filed_of_two_prevails() -> None:
    decisions = [decided("0.1", filed_on="2003-01-02"), decided("0.2")]
    assert turn(decisions) == turn(decisions[::-1]) == 10_00


@pytest.mark.parametrize(
    ("known_on", "expected"), [("2002-12-31", NONE), ("2003-01-01", 10_00), ("2004-01-01", 20_00), (None, 20_00)],
)  # fmt: skip
def test_as_known_before_it_was_filed(known_on: str | None, expected: Any) -> None:
    """The law itself must be of record: every text of Meadowland's share was issued in 1999."""
    from dataclasses import replace

    from tests.engine import meadowland
    from tests.engine.meadowland import day
    from zhiwei.engine import Rulebook

    share = BOOK.data.parameters["bridge_share"]
    issued = replace(share, values=tuple(replace(v, published=day("1999-06-01")) for v in share.values))
    parameters = {**BOOK.data.parameters, "bridge_share": issued}
    made = Rulebook(replace(BOOK.data, parameters=parameters))
    decisions = [decided("0.1"), decided("0.2", filed_on="2004-01-01")]
    found = made.answer(
        FACTS, as_of="2005-06-30", entity="mill", division="111", decisions=decisions, known_on=known_on
    )
    amount = found.measures["9.1"].amount
    assert found.measures["9.1"].verdict == (NONE if expected == NONE else "entitled")
    assert amount is not None
    assert amount.value == (None if expected == NONE else expected)
    assert meadowland.PARENTS["111"] == "11"


def test_without_a_division_it_matters_only_while_decisions_differ() -> None:
    def outcome(decisions: list[dict[str, Any]]) -> tuple[str, tuple[str, ...], int | None]:
        found = BOOK.answer(FACTS, as_of="2005-06-30", entity="mill", decisions=decisions).measures["9.1"]
        return found.verdict, found.missing, found.amount.value if found.amount else None

    assert outcome([]) == (NONE, (), None)
    assert outcome([DECIDED]) == ("entitled", (), 50_00)  # every division lies in 10
    assert outcome([DECIDED, decided("0.2", division="111")]) == ("entitled", ("division",), None)
    assert outcome([decided("0.2", division="11")]) == ("undetermined", ("division",), None)
    assert outcome([DECIDED, DECLINED | {"division": "12"}]) == ("undetermined", ("division",), None)


def test_the_fact_and_the_option_say_the_same_division() -> None:
    by_fact = BOOK.answer(FACTS | {"division": "111"}, as_of="2005-06-30", entity="mill", decisions=[DECIDED])
    assert by_fact.measures["9.1"].verdict == "entitled"
    both = BOOK.answer(
        FACTS | {"division": "111"}, as_of="2005-06-30", entity="mill", division="111", decisions=[DECIDED]
    )
    assert both.measures["9.1"].verdict == "entitled"


@pytest.mark.parametrize(("share", "expected"), [("0", 0), ("50%", 50_00), ("0.333", 33_30)])
def test_values_as_files_write_them(share: str, expected: int) -> None:
    assert turn([decided(share)]) == expected
