"""Whatever stands in a cell or a heading, reading it gives a value or a problem, never a crash."""

from __future__ import annotations

import datetime
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.population.shop import CODES, FACTS
from zhiwei.population.cells import Absent, CellReader
from zhiwei.population.columns import Column, Role, letters
from zhiwei.population.defects import Defect, Place, Problem
from zhiwei.population.headings import Headings

RAW = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.decimals(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
    st.text(),
    st.text("0123456789.,-+()%¥元万人年月日/ eE＋－（）％０１２", max_size=14),
)
INNER = {
    "money": int,
    "count": int,
    "rate": Fraction,
    "number": Fraction,
    "date": datetime.date,
    "flag": bool,
    "enum": str,
    "code": str,
    "text": str,
}


@pytest.mark.parametrize("name", FACTS)
@given(raw=RAW)
@example(raw="1" * 5000)
@example(raw="\ud800")
@example(raw=float("-inf"))
def test_any_cell(name: str, raw: object) -> None:
    variable = FACTS[name]
    read = CellReader(Column(0, "A", name, Role.FACT, name, variable), CODES).read(raw)
    if isinstance(read, Problem):
        text = Defect(read, Place("f", "s", 1, "A", name)).describe("zh")
        assert text.endswith("。")
        assert text.encode()
    elif not isinstance(read, Absent):
        assert type(read) is INNER[variable.type.kind]
        if variable.minimum is not None:
            assert read >= variable.minimum  # type: ignore[operator]


@given(st.lists(st.text() | st.text("营业收入从员@（）()元万20111-Q% ", max_size=14), max_size=6))
def test_any_headings(names: list[str]) -> None:
    columns, _ = Headings(FACTS.values()).read(names, [letters(i) for i in range(len(names))])
    facts = [column.fact for column in columns if column.role is Role.FACT]
    assert len(columns) == len(names)
    assert len(facts) == len(set(facts))


@given(st.integers(-(10**15), 10**15), st.sampled_from(["", "元", " 元"]), st.booleans())
def test_any_amount_survives_writing_and_reading(fen: int, unit: str, grouped: bool) -> None:
    yuan = f"{abs(fen) // 100:,}" if grouped else str(abs(fen) // 100)
    written = f"{'-' if fen < 0 else ''}{yuan}.{abs(fen) % 100:02}{unit}"
    column = Column(0, "A", "profit", Role.FACT, "profit", FACTS["profit"])
    assert CellReader(column, CODES).read(written) == fen


@given(st.integers(-(10**13), 10**13))
def test_any_amount_survives_a_binary_float(fen: int) -> None:
    column = Column(0, "A", "profit", Role.FACT, "profit", FACTS["profit"])
    assert CellReader(column, CODES).read(fen / 100) == fen
