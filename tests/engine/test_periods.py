"""Periods: which fact counts, what is asked for, and that nothing is carried over from another period."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.engine import meadowland
from tests.engine.meadowland import day, fact
from tests.engine.written import HEADER, book, said, tried
from zhiwei.engine import periods
from zhiwei.engine.model import Entity

GROWTH = ("(income: Money, income__previous: Money) -> Money", "return income - income__previous")


def known(text: str) -> dict[str, Any]:
    """A known result."""
    return {"status": "known", "value": text}


@pytest.mark.parametrize(
    ("period", "on", "first", "last", "label"),
    [
        ("year", "2012-02-29", "2012-01-01", "2012-12-31", "2012"),
        ("quarter", "2012-03-31", "2012-01-01", "2012-03-31", "2012Q1"),
        ("quarter", "2012-04-01", "2012-04-01", "2012-06-30", "2012Q2"),
        ("quarter", "2012-12-31", "2012-10-01", "2012-12-31", "2012Q4"),
        ("month", "2012-02-10", "2012-02-01", "2012-02-29", "2012-02"),
        ("month", "2013-02-10", "2013-02-01", "2013-02-28", "2013-02"),
        ("month", "2012-12-31", "2012-12-01", "2012-12-31", "2012-12"),
        ("day", "2012-02-29", "2012-02-29", "2012-02-29", "2012-02-29"),
        (None, "2012-02-29", "2012-02-29", "2012-02-29", ""),
    ],
)
def test_calendar(period: str | None, on: str, first: str, last: str, label: str) -> None:
    assert (periods.start(day(on), period), periods.end(day(on), period)) == (day(first), day(last))
    assert periods.label(day(on), period) == label


@pytest.mark.parametrize(
    ("period", "on", "offset", "expected"),
    [
        ("year", "2012-02-29", -1, "2011-02-28"),
        ("year", "2012-06-30", -2, "2010-06-30"),
        ("quarter", "2012-01-31", -1, "2011-10-31"),
        ("month", "2012-03-31", -1, "2012-02-29"),
        ("month", "2012-01-15", -1, "2011-12-15"),
        ("day", "2012-03-01", -1, "2012-02-29"),
        (None, "2012-03-01", -1, "2012-03-01"),
        ("year", "2012-06-30", 0, "2012-06-30"),
    ],
)
def test_the_period_before(period: str | None, on: str, offset: int, expected: str) -> None:
    assert periods.shift(day(on), period, offset) == day(expected)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"income": 5, "income@2004": 3}, known("2.00")),
        ({"income@2005": 5, "income@2004": 3}, known("2.00")),
        (
            {"income": {"value": 5, "period": "2005"}, "income@2004": {"value": 3, "period": 2004}},
            known("2.00"),
        ),
        ({"income@2005": 5, "income": 9, "income@2004": 3}, known("2.00")),  # the dated fact prevails
        ({"income": 5}, {"status": "missing", "missing": ["income@2004"]}),  # no carrying back
        ({"income@2004": 5}, {"status": "missing", "missing": ["income"]}),  # nor forward
        ({"income@2003": 5, "income@2006": 5}, {"status": "missing", "missing": ["income", "income@2004"]}),
        ({"income": 5, "income@2004": None}, {"status": "missing", "missing": ["income@2004"]}),
        ({"income": 5, "income@2004": "无"}, {"status": "not_applicable"}),
    ],
)
def test_previous_year_comes_from_facts_of_that_year_alone(
    facts: dict[str, Any], expected: dict[str, Any]
) -> None:
    assert tried(*GROWTH, facts) == expected


def test_two_years_back() -> None:
    rule = "(income__previous__previous: Money) -> Money", "return income__previous__previous"
    assert tried(*rule, {"income": 5, "income@2004": 4, "income@2003": 3}) == known("3.00")
    assert tried(*rule, {"income": 5, "income@2004": 4}) == {"status": "missing", "missing": ["income@2003"]}


def test_previous_period_of_a_rule_asks_the_facts_of_that_period() -> None:
    header = HEADER.replace("cites", 'period="year", cites')
    more = (
        header
        + 'def above(tried__previous: Money, hands: Count) -> Money:\n    """Above."""\n    return tried__previous * hands\n'
    )
    made = book(
        "(income: Money, toll_rate: Rate) -> Money", "return income * toll_rate", header=header, more=more
    )

    def above(facts: dict[str, Any], on: str) -> dict[str, Any]:
        return said(made.calc(["above"], facts, as_of=on, entity="mill").to_json()["variables"]["above"])

    assert above({"income": 50, "income@2004": 20, "hands": 2}, "2005-06-30") == known(
        "4.00"
    )  # 20 × 1/10 × 2
    assert above({"income": 50, "hands": 2}, "2005-06-30") == {
        "status": "missing",
        "missing": ["income@2004"],
    }
    assert above({}, "2005-06-30") == {"status": "missing", "missing": ["hands", "income@2004"]}
    assert above({"income@2009": 20, "hands": 2}, "2010-06-30") == known(
        "4.00"
    )  # at the rate of 2009, not 3/20
    assert above({"income@2010": 20, "hands": 2}, "2011-06-30") == known("6.00")


@pytest.mark.parametrize(
    ("period", "labels"),
    [
        ("month", ("2005-06", "2005-05")),
        ("quarter", ("2005Q2", "2005Q1")),
        ("day", ("2005-06-30", "2005-06-29")),
    ],
)
def test_shorter_periods(period: str, labels: tuple[str, str]) -> None:
    sales = replace(fact("sales", "money"), period=period)
    entities = (
        Entity("mill", "磨坊", "mill", {**meadowland.MILL_FACTS, "sales": sales}, {}),
        meadowland.ENTITIES[1],
    )
    rule = "(sales: Money, sales__previous: Money) -> Money", "return sales - sales__previous"
    now, before = labels
    assert tried(*rule, {f"sales@{now}": 5, f"sales@{before}": 3}, entities=entities) == known("2.00")
    assert tried(*rule, {}, entities=entities) == {
        "status": "missing",
        "missing": ["sales", f"sales@{before}"],
    }


def test_given_days_are_those_of_the_rule_s_own_period() -> None:
    signature = "(as_of: Date, period_start: Date, period_end: Date) -> Count"
    body = "return days_between(period_start, as_of) + days_between(as_of, period_end)"
    for period, on, days in (
        ("year", "2012-06-30", 365),
        ("quarter", "2012-06-30", 90),
        ("month", "2012-02-10", 28),
    ):
        header = HEADER.replace("cites", f'period="{period}", cites')
        assert tried(signature, body, {}, as_of=on, header=header)["value"] == days
    assert tried(signature, body, {}, as_of="2012-06-30")["value"] == 0


@pytest.mark.parametrize(
    ("particulars", "known_on", "usable"),
    [
        ({}, None, True),
        ({"received_on": "2005-07-01"}, None, True),
        ({"received_on": "2005-07-01"}, "2005-06-30", False),
        ({"received_on": "2005-07-01"}, "2005-07-01", True),
        ({"received_on": "2005-07-01"}, "2005-07-02", True),
        ({"expires_on": "2005-06-29"}, None, False),
        ({"expires_on": "2005-06-30"}, None, True),
        ({"expires_on": "2005-07-01"}, None, True),
        ({"expires_on": "2005-06-29"}, "2004-01-01", False),
    ],
)
def test_received_and_expired(particulars: dict[str, str], known_on: str | None, usable: bool) -> None:
    result = tried(
        "(hands: Count) -> Count", "return hands", {"hands": {"value": 3, **particulars}}, known_on=known_on
    )
    assert result == (
        {"status": "known", "value": 3} if usable else {"status": "missing", "missing": ["hands"]}
    )


def test_refused_counts_as_missing() -> None:
    for word in ("拒绝", {"status": "refused"}):
        result = tried(
            "(hands: Count, wind_only: Flag) -> Flag",
            "return wind_only or hands > 0",
            {"hands": word, "wind_only": False},
        )
        assert result == {"status": "missing", "missing": ["hands"]}
        result = tried(
            "(hands: Count, wind_only: Flag) -> Flag",
            "return wind_only or hands > 0",
            {"hands": word, "wind_only": True},
        )
        assert result == {"status": "known", "value": True}
