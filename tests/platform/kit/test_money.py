"""Fen and yuan, both ways; the field; the clock."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from zhiwei.platform.kit import clock, money
from zhiwei.platform.kit.fields import FenField, FenFormField


@pytest.mark.parametrize(
    ("fen", "yuan", "short", "wan"),
    [
        (0, "0.00", "0", "0"),
        (1, "0.01", "0.01", "0.000001"),
        (-5, "-0.05", "-0.05", "-0.000005"),
        (1_200_000, "12,000.00", "12,000", "1.2"),
        (820_000_000, "8,200,000.00", "8,200,000", "820"),
        (123_456_789_012, "1,234,567,890.12", "1,234,567,890.12", "123,456.789012"),
    ],
)
def test_fen_are_written_as_yuan(fen: int, yuan: str, short: str, wan: str) -> None:
    assert (money.yuan(fen), money.short(fen), money.wan(fen)) == (yuan, short, wan)


@pytest.mark.parametrize(
    ("text", "unit", "fen"),
    [
        ("12000", "元", 1_200_000),
        ("12,000.5", "元", 1_200_050),
        ("１２０００元", "万元", 1_200_000),
        ("1.2", "万元", 1_200_000),
        ("1.2万", "元", 1_200_000),
        (" ¥ 80 ", "元", 8_000),
        ("-3亿元", "元", -30_000_000_000),
        (".5", "元", 50),
        ("0.000001万", "元", 1),
    ],
)
def test_what_people_write_is_read(text: str, unit: str, fen: int) -> None:
    assert money.parse(text, unit=unit) == fen


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("很多", "“很多”不是金额；请写数字，例如 12000 或 1.2万"),
        ("1e5", "“1e5”不是金额；请写数字，例如 12000 或 1.2万"),
        ("nan", "“nan”不是金额；请写数字，例如 12000 或 1.2万"),
        ("", "“”不是金额；请写数字，例如 12000 或 1.2万"),
        ("1.005", "金额最小到分：最多两位小数（以元计）"),
        ("92233720368547758.08", "金额过大"),
        ("9" * 60, "金额过大"),
    ],
)
def test_what_is_no_amount_is_refused(text: str, why: str) -> None:
    with pytest.raises(money.Unreadable, match=f"^{why}$"):
        money.parse(text)


def test_the_largest_amount_is_read() -> None:
    assert money.parse("92233720368547758.07") == 2**63 - 1


@given(st.integers(-(2**63) + 1, 2**63 - 1))
def test_what_is_written_is_read_back(fen: int) -> None:
    assert money.parse(money.yuan(fen)) == fen
    assert money.parse(money.short(fen)) == fen
    assert money.parse(money.wan(fen), unit="万元") == fen


def test_a_form_takes_yuan_and_gives_fen() -> None:
    field = FenField().formfield()
    assert isinstance(field, FenFormField)
    assert field.clean("1.2万") == 1_200_000
    assert field.prepare_value(1_200_000) == "12,000"
    assert field.prepare_value("谢谢") == "谢谢"
    assert not field.has_changed(1_200_000, "12000.00")
    assert field.has_changed(1_200_000, "12001")


@pytest.mark.parametrize(("text", "why"), [("99.99", "不能小于 100 元"), ("200.01", "不能大于 200 元")])
def test_a_form_keeps_to_its_bounds(text: str, why: str) -> None:
    field = FenFormField(least=10_000, most=20_000)
    assert [field.clean("100"), field.clean("200")] == [10_000, 20_000]
    with pytest.raises(ValidationError, match=why):
        field.clean(text)


def test_the_day_is_that_of_zhejiang() -> None:
    with clock.stopped(datetime(2012, 6, 29, 15, 59, tzinfo=UTC)):
        assert clock.today() == date(2012, 6, 29)
    with clock.stopped(datetime(2012, 6, 29, 16, 0, tzinfo=UTC)):
        assert clock.today() == date(2012, 6, 30)


def test_the_clock_stops_and_goes_on() -> None:
    with clock.stopped(date(2012, 6, 30)):
        assert clock.today() == date(2012, 6, 30)
        with clock.stopped(date(2013, 1, 1)):
            assert clock.today() == date(2013, 1, 1)
        assert clock.today() == date(2012, 6, 30)
    assert clock.today() >= date(2026, 1, 1)


def test_a_moment_without_a_zone_is_no_moment() -> None:
    with pytest.raises(ValueError, match="has no time zone"), clock.stopped(datetime(2012, 6, 30)):
        pass
