"""A parameter in the segments of a period: their values, days and gaps."""

from __future__ import annotations

import pytest

from tests.engine.meadowland import day, parameter, value
from tests.engine.written import HEADER, book, said, tried
from zhiwei.engine.parameters import Parameter, pieces
from zhiwei.engine.status import Status

SPLIT = parameter("limit", "money", value("2000-01-01", 1, "2005-09-30"), value("2005-10-01", 2))
THREE = parameter(
    "limit",
    "money",
    value("2000-01-01", 1, "2005-01-31"),
    value("2005-02-01", 2, "2005-02-01"),
    value("2005-02-02", 3),
)
LATE = parameter("limit", "money", value("2005-03-01", 1))
PRINTED = parameter("limit", "money", value("2000-01-01", 1, "2005-09-30"))
REPEALED = parameter("limit", "money", value("2000-01-01", 1, "2005-09-30", ended_by="Mill Act#9"))
HOLE = parameter("limit", "money", value("2000-01-01", 1, "2005-03-31"), value("2005-04-02", 2))


@pytest.mark.parametrize(
    ("limit", "year", "expected"),
    [
        (SPLIT, 2004, [(1, "2004-01-01", "2004-12-31")]),
        (SPLIT, 2005, [(1, "2005-01-01", "2005-09-30"), (2, "2005-10-01", "2005-12-31")]),
        (SPLIT, 2006, [(2, "2006-01-01", "2006-12-31")]),
        (THREE, 2005, [(1, "2005-01-01", "2005-01-31"), (2, "2005-02-01", "2005-02-01"), (3, "2005-02-02", "2005-12-31")]),
        (LATE, 2005, Status.NOT_IN_FORCE),
        (LATE, 2006, [(1, "2006-01-01", "2006-12-31")]),
        (PRINTED, 2005, Status.UNKNOWN_LAW),
        (REPEALED, 2005, Status.NOT_IN_FORCE),
        (HOLE, 2005, Status.UNKNOWN_LAW),
    ],
)  # fmt: skip
def test_of_a_year(limit: Parameter, year: int, expected: object) -> None:
    found = pieces(limit, day(f"{year}-01-01"), day(f"{year}-12-31"))
    said = found if isinstance(found, Status) else [(p.value, str(p.starts), str(p.ends)) for p in found]
    assert said == expected


def test_as_known_before_the_new_text() -> None:
    limit = parameter(
        "limit", "money", value("2000-01-01", 1, "2005-09-30", enacted_to="2005-10-31", published="1999-01-01"),
        value("2005-10-01", 2, published="2005-08-01"),
    )  # fmt: skip
    first, last = day("2005-01-01"), day("2005-10-31")
    (only,) = pieces(limit, first, last, day("2005-07-31"))  # type: ignore[misc]
    assert (only.value, only.starts, only.ends) == (1, first, last)
    known = pieces(limit, first, last, day("2005-08-01"))
    assert [p.value for p in known] == [1, 2]  # type: ignore[union-attr]


def test_printed_end_inside_the_period_as_known() -> None:
    limit = parameter(
        "limit", "money", value("2000-01-01", 1, "2003-12-31", enacted_to="2005-06-30", published="1999-01-01"),
        value("2004-01-01", 2, published="2003-08-01"),
    )  # fmt: skip
    assert pieces(limit, day("2005-01-01"), day("2005-12-31"), day("2003-07-31")) is Status.UNKNOWN_LAW


# Meadowland's half_limit: 2,000 to 2005-09-30, 3,000 from 2005-10-01. Months of 2005 within it:
@pytest.mark.parametrize(
    ("income", "year", "months"),
    [
        ("2000", 2005, 12),
        ("2000.01", 2005, 3),
        ("3000", 2005, 3),
        ("3000.01", 2005, 0),
        ("2000", 2004, 12),
        ("2000.01", 2004, 0),
    ],
)
def test_months_within_the_limit(income: str, year: int, months: int) -> None:
    from tests.engine import meadowland

    found = meadowland.book().calc(["half_months"], {"income": income}, as_of=f"{year}-06-30", entity="mill")
    assert found["half_months"].value == months


def test_a_gap_is_the_status_of_the_whole() -> None:
    late = parameter("late", "money", value("2005-03-01", 1), applies="pieces")
    result = tried(
        "(income: Money, late: Pieces[Money]) -> Money", "return sum(income - p.value for p in late)", {"income": "5"},
        parameters=[late], header=HEADER.replace("cites", 'period="year", cites'),
    )  # fmt: skip
    assert result == {"status": "not_in_force"}


def test_value_of_the_first_day_of_the_period() -> None:
    made = book(
        "(first_fee: Money, plain_fee: Money) -> Money", "return first_fee + plain_fee",
        header=HEADER.replace("cites", 'period="year", cites'),
        parameters=[
            parameter(f"{name}_fee", "money", value("2000-01-01", 1, "2005-03-31"), value("2005-04-01", 20), applies=applies)
            for name, applies in (("first", "period_start"), ("plain", "day"))
        ],
    )  # fmt: skip
    for on, fen in (
        ("2005-03-31", "0.02"),
        ("2005-04-01", "0.21"),
        ("2005-12-31", "0.21"),
        ("2006-01-01", "0.40"),
    ):
        result = made.calc(["tried"], {}, as_of=on, entity="mill").to_json()["variables"]["tried"]
        assert said(result) == {"status": "known", "value": fen}
