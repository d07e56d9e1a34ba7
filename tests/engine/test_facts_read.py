"""Raw values of files and API: every form that is read, exactly; and back to text."""

from __future__ import annotations

import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.engine.meadowland import MILL_FACTS, Grain, day
from zhiwei.engine.facts import Fact, read_fact
from zhiwei.engine.raw import RawError, decimal_text, read_raw, shown
from zhiwei.engine.types import ValueType

WORDS: dict[str, Any] = {"Grain": tuple(Grain)}


def read(kind: str, raw: Any) -> Any:
    """One raw value of a kind."""
    return read_raw(ValueType(kind, enum="Grain" if kind == "enum" else None), raw, WORDS)


@pytest.mark.parametrize(
    ("raw", "fen"),
    [
        (0, 0), (12, 1200), (-12, -1200), ("12", 1200), ("12.5", 1250), ("12.50", 1250), ("60000.01", 60_000_01), ("-0.01", -1),
        ("12,000.00", 12_000_00), ("¥12", 1200), ("￥12", 1200), (" 12 ", 1200), ("１２．５", 1250), ("－１２", -1200), ("+12", 1200),
        ("12.500", 1250), ("1.2e3", 1_200_00), ("1E+3", 1_000_00), (Decimal("0.07"), 7), (Fraction(7, 100), 7), (12.0, 1200),
        (0.07, 7), (0.1 + 0.2, 30), (12.34, 1234), (8_000_000.01, 8_000_000_01), (1.0000005, 100), (1.000001, 100), ("-0", 0),
        ("99999999999999999999.99", 99_999_999_999_999_999_999_99),
    ],
)  # fmt: skip
def test_money_in_yuan(raw: Any, fen: int) -> None:
    found = read("money", raw)
    assert (found, type(found)) == (fen, int)


@pytest.mark.parametrize(
    ("raw", "fraction"),
    [
        ("0.5", Fraction(1, 2)), ("50%", Fraction(1, 2)), ("５０％", Fraction(1, 2)), ("33.3 %", Fraction(333, 1000)), (1, Fraction(1)),
        (0.1, Fraction(1, 10)), ("-5%", Fraction(-1, 20)), (Fraction(1, 3), Fraction(1, 3)), (Decimal("0.125"), Fraction(1, 8)),
    ],
)  # fmt: skip
@pytest.mark.parametrize("kind", ["rate", "number"])
def test_rates_and_numbers(kind: str, raw: Any, fraction: Fraction) -> None:
    assert read(kind, raw) == fraction


@pytest.mark.parametrize(
    ("raw", "count"),
    [(50, 50), ("50", 50), (50.0, 50), ("1,250", 1250), ("50.0", 50), ("-3", -3), (Decimal(5), 5)],
)
def test_counts(raw: Any, count: int) -> None:
    found = read("count", raw)
    assert (found, type(found)) == (count, int)


@pytest.mark.parametrize(
    "raw",
    [
        "2012-06-30", "2012/6/30", "2012.6.30", "2012年6月30日", "2012年6月30", " 2012-06-30 ", "２０１２－０６－３０",
        "2012-06-30 00:00:00", "2012-06-30T00:00", datetime.date(2012, 6, 30), datetime.datetime(2012, 6, 30, 13, 5),
    ],
)  # fmt: skip
def test_days(raw: Any) -> None:
    found = read("date", raw)
    assert (found, type(found)) == (day("2012-06-30"), datetime.date)


@pytest.mark.parametrize("raw", [True, "true", "True", "yes", "Y", "1", 1, "是", "有", " 是 "])
def test_yes(raw: Any) -> None:
    assert read("flag", raw) is True


@pytest.mark.parametrize("raw", [False, "false", "NO", "n", "0", 0, "否"])
def test_no(raw: Any) -> None:
    assert read("flag", raw) is False


@pytest.mark.parametrize("raw", ["rye", "黑麦", "Rye", " rye ", Grain.RYE])
def test_words_of_a_vocabulary(raw: Any) -> None:
    found = read("enum", raw)
    assert (found, type(found)) == ("rye", str)


@pytest.mark.parametrize(("raw", "code"), [("0123", "0123"), (" 12 ", "12")])
def test_codes_keep_their_noughts(raw: Any, code: str) -> None:
    assert read("code", raw) == code


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        ("money", 0, "0.00"), ("money", 1, "0.01"), ("money", -1, "-0.01"), ("money", -100, "-1.00"), ("money", 12_000_00, "12000.00"),
        ("money", Fraction(1, 2), "0.005"), ("money", Fraction(-1, 2), "-0.005"), ("rate", Fraction(1, 5), "0.2"), ("rate", 1, "1"),
        ("rate", Fraction(1, 3), "1/3"), ("rate", Fraction(-3, 8), "-0.375"), ("number", 100, "100"), ("count", 5, "5"),
        ("date", day("2012-06-30"), "2012-06-30"), ("date", day("2012-06-30").toordinal(), "2012-06-30"), ("flag", True, "true"),
        ("flag", False, "false"), ("enum", "rye", "rye"), ("code", "0123", "0123"),
    ],
)  # fmt: skip
def test_as_files_write_it(kind: str, value: Any, expected: str) -> None:
    assert shown(ValueType(kind), value) == expected


@given(st.integers(-(10**21), 10**21))
def test_money_comes_back(fen: int) -> None:
    assert read("money", shown(ValueType("money"), fen)) == fen


@given(st.integers(-(10**6), 10**6), st.integers(0, 30), st.integers(0, 30))
def test_an_ending_decimal_is_exact(numerator: int, twos: int, fives: int) -> None:
    number = Fraction(numerator, 2**twos * 5**fives)
    assert Fraction(decimal_text(number)) == number
    assert "/" not in decimal_text(number)


@given(st.integers(-(10**30), 10**30), st.integers(1, 10**30))
def test_any_fraction_comes_back(numerator: int, denominator: int) -> None:
    """A receipt may hold an average of three; it is written as a ratio and read as the same number."""
    number = Fraction(numerator, denominator)
    assert read("rate", shown(ValueType("rate"), number)) == number
    assert read("number", shown(ValueType("number"), number)) == number


@pytest.mark.parametrize("raw", ["1/0", "1/", "/3", "1/3/5", "1.5/3", "1/-3", f"1/{'9' * 41}"])
def test_what_is_no_ratio_is_refused(raw: str) -> None:
    with pytest.raises(RawError, match="is not a number"):
        read("rate", raw)


@given(st.dates(datetime.date(1, 1, 1), datetime.date(9999, 12, 31)))
def test_days_come_back(on: datetime.date) -> None:
    assert read("date", shown(ValueType("date"), on)) == on


@pytest.mark.parametrize(
    ("raw", "fact"),
    [
        (None, Fact("missing")), ("", Fact("missing")), ("  ", Fact("missing")), ("无", Fact("not_applicable")),
        ("N/A", Fact("not_applicable")), ("不适用", Fact("not_applicable")), ("拒绝", Fact("refused")),
        ({"status": "refused"}, Fact("refused")), ({"status": "not_applicable"}, Fact("not_applicable")),
        ({"status": "missing"}, Fact("missing")), ({}, Fact("missing")), ({"value": None}, Fact("missing")),
        ({"value": 5}, Fact("known", 500)), (5, Fact("known", 500)), (Fact("known", 7), Fact("known", 7)),
        (
            {"value": "5", "period": 2011, "source": "return", "legal_basis": "Mill Act", "received_on": "2012-01-05",
             "expires_on": "2012-12-31"},
            Fact("known", 500, "2011", "return", "Mill Act", day("2012-01-05"), day("2012-12-31")),
        ),
    ],
)  # fmt: skip
def test_a_fact_and_its_particulars(raw: Any, fact: Fact) -> None:
    assert read_fact(MILL_FACTS["income"], raw) == fact
