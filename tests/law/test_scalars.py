"""Scalars by type: exact, or a defect."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhiwei.engine.errors import Defect
from zhiwei.engine.types import ValueType
from zhiwei.law.loading import Record
from zhiwei.law.scalars import read_scalar

KNOWN = {"Colour": ("red", "green")}


def read(raw: Any, kind: ValueType) -> tuple[Any, list[str]]:
    defects: list[Defect] = []
    value = read_scalar(raw, kind, Record({}, "f.yaml", "r", defects), "value", KNOWN)
    return value, list(map(str, defects))


@pytest.mark.parametrize(
    ("kind", "raw", "value"),
    [
        ("money", "60000", 6_000_000),
        ("money", "0.01", 1),
        ("money", "-1.5", -150),
        ("money", "1_000", 100_000),
        ("rate", "0.001", Fraction(1, 1000)),
        ("rate", "1/3", Fraction(1, 3)),
        ("rate", "55.5%", Fraction(111, 200)),
        ("number", "1.69", Fraction(169, 100)),
        ("count", "12", 12),
        ("date", "2012-04-24", date(2012, 4, 24)),
        ("flag", True, True),
        ("code", "0111", "0111"),
        ("text", "some", "some"),
    ],
)
def test_a_value_is_exact(kind: str, raw: Any, value: Any) -> None:
    assert read(raw, ValueType(kind)) == (value, [])


@pytest.mark.parametrize(
    ("kind", "raw", "message"),
    [
        ("money", "0.001", "value '0.001' is no money (write yuan with at most two decimals)"),
        ("money", "6万", "value '6万' is no money"),
        ("money", "NaN", "value 'NaN' is no money (write yuan with at most two decimals)"),
        ("money", True, "value True is no money (write a plain value)"),
        ("rate", "1/0", "value '1/0' is no rate"),
        ("rate", "half", "value 'half' is no rate"),
        ("count", "1.5", "value '1.5' is no count (write a whole number)"),
        ("date", "2012-4-24", "value '2012-4-24' is no date (write YYYY-MM-DD)"),
        ("flag", "yes", "value 'yes' is no flag (write true or false)"),
        ("text", ["a"], "value ['a'] is no text (write a plain value)"),
    ],
)
def test_what_is_not_of_the_type_is_a_defect(kind: str, raw: Any, message: str) -> None:
    assert read(raw, ValueType(kind)) == (None, [f"f.yaml: r: {message}"])


def test_an_enum_is_checked_where_its_vocabulary_is_known() -> None:
    assert read("red", ValueType("enum", enum="Colour")) == ("red", [])
    assert read("anything", ValueType("enum", enum="Unknown")) == ("anything", [])
    assert read("gren", ValueType("enum", enum="Colour")) == (
        None, ["f.yaml: r: value 'gren' is no enum (did you mean green?)"],
    )  # fmt: skip
    assert read("xyz", ValueType("enum", enum="Colour"))[1] == [
        "f.yaml: r: value 'xyz' is no enum (known in Colour: red, green)"
    ]


@given(st.integers(-(10**15), 10**15))
def test_yuan_with_two_decimals_are_exactly_their_fen(fen: int) -> None:
    sign, yuan, rest = "-" if fen < 0 else "", *divmod(abs(fen), 100)
    assert read(f"{sign}{yuan}.{rest:02d}", ValueType("money")) == (fen, [])
