"""Raw values of files and API to exact values, and back to text. Files speak yuan, the engine fen."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation, localcontext
from fractions import Fraction
from typing import Any

from zhiwei.engine.types import ValueType

FEN = 100
"""Fen in a yuan."""
TOLERANCE = Decimal("0.000001")
"""Yuan by which a binary float may differ from a whole fen."""
MOST_DIGITS = 40
"""Digits before or after the point that a number may have; a few characters can write one too large to compute with."""

_FLAGS = {
    "true": True, "false": False, "yes": True, "no": False, "是": True, "否": False, "1": True, "0": False,
    "y": True, "n": False, "有": True,
}  # fmt: skip
_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T]00:00(?::00(?:\.0+)?)?)?")
_NUMBER = re.compile(r"[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d*)?(?:[eE][-+]?\d+)?")
_RATIO = re.compile(rf"([-+]?\d{{1,{MOST_DIGITS}}})/0*([1-9]\d{{0,{MOST_DIGITS - 1}}})")
"""How :func:`shown` writes a fraction that no decimal is, such as the average of three bases."""
_ENDLESS = ("nan", "inf", "-inf", "+inf", "infinity", "-infinity")
_WIDE = str.maketrans("０１２３４５６７８９．，－＋％（）", "0123456789.,-+%()")


class RawError(ValueError):
    """A raw value that cannot be read; says what is wrong and what to do, in Chinese and English."""

    def __init__(self, zh: str, en: str, remedy_zh: str = "", remedy_en: str = "") -> None:
        super().__init__(en)
        self.zh, self.en, self.remedy_zh, self.remedy_en = zh, en, remedy_zh, remedy_en


def read_raw(kind: ValueType, raw: Any, vocabularies: Mapping[str, Any]) -> Any:
    """One raw value as an exact value of the type: fen, Fraction, int, date, bool or text. Raises :class:`RawError`."""
    match kind.kind:
        case "money":
            return _fen(raw)
        case "rate" | "number":
            return _fraction(raw)
        case "count":
            return _whole(raw)
        case "date":
            return _date(raw)
        case "flag":
            return _flag(raw)
        case "enum":
            return _member(raw, vocabularies[kind.enum or ""])
    if not isinstance(raw, str):
        raise RawError(f"“{raw}”不是文本", f"{raw!r} is not text", "请设为文本格式", "format it as text")
    return raw.strip()


def _decimal(raw: Any) -> Decimal:
    if isinstance(raw, bool) or not isinstance(raw, int | float | str | Decimal | Fraction):
        raise RawError(f"“{raw}”不是数字", f"{raw!r} is not a number", "请填写数字", "give a number")
    if isinstance(raw, Fraction):
        return Decimal(raw.numerator) / Decimal(raw.denominator)
    text = str(raw).strip().translate(_WIDE).removeprefix("¥").removeprefix("￥").strip()
    if isinstance(raw, str) and not _NUMBER.fullmatch(text) and text.lower() not in _ENDLESS:
        raise RawError(f"“{raw}”不是数字", f"{raw!r} is not a number", "请填写数字", "give a number")
    text = text.replace(",", "")
    try:
        value = Decimal(text)
    except InvalidOperation:
        raise RawError(
            f"“{raw}”不是数字", f"{raw!r} is not a number", "请填写数字", "give a number"
        ) from None
    if not value.is_finite():
        raise RawError(
            f"“{raw}”不是有限的数", f"{raw!r} is not a finite number", "请填写数字", "give a number"
        )
    if value and abs(value.adjusted()) > MOST_DIGITS:
        raise RawError(f"“{raw}”超出范围", f"{raw!r} is out of range", "请核对单位", "check the unit")
    return value


def _fen(raw: Any) -> int:
    value = _decimal(raw)
    fen = (value * FEN).quantize(Decimal(1)) if abs(value) < Decimal(10) ** 20 else None
    if fen is None:
        raise RawError(f"“{raw}”数额过大", f"{raw!r} is too large", "请核对单位", "check the unit")
    slack = abs(value - fen / FEN)
    if slack > (TOLERANCE if isinstance(raw, float) else 0):
        raise RawError(f"“{raw}”不是整分", f"{raw!r} is not a whole number of fen", "金额最多两位小数",
                       "give at most two decimals of a yuan")  # fmt: skip
    return int(fen)


def _fraction(raw: Any) -> Fraction:
    if isinstance(raw, Fraction):
        return raw
    if isinstance(raw, str) and raw.strip().translate(_WIDE).endswith("%"):
        return Fraction(_decimal(raw.strip().translate(_WIDE)[:-1])) / 100
    if isinstance(raw, str) and (ratio := _RATIO.fullmatch(raw.strip())):
        return Fraction(int(ratio[1]), int(ratio[2]))
    return Fraction(_decimal(raw))


def _whole(raw: Any) -> int:
    value = _decimal(raw)
    if value != value.to_integral_value():
        raise RawError(
            f"“{raw}”不是整数", f"{raw!r} is not a whole number", "请填写整数", "give a whole number"
        )
    return int(value)


def _date(raw: Any) -> datetime.date:
    if isinstance(raw, datetime.datetime):
        return raw.date()
    if isinstance(raw, datetime.date):
        return raw
    match = _DATE.fullmatch(str(raw).strip().translate(_WIDE))
    if match:
        try:
            return datetime.date(*map(int, match.groups()))
        except ValueError:
            raise RawError(
                f"没有“{raw}”这一天", f"there is no day {raw!r}", "请核对日期", "check the day"
            ) from None
    raise RawError(f"“{raw}”不是日期", f"{raw!r} is not a day", "请写成 2012-06-30", "write it as 2012-06-30")


def _flag(raw: Any) -> bool:
    if isinstance(raw, bool):
        return raw
    found = _FLAGS.get(str(raw).strip().lower())
    if found is None:
        raise RawError(
            f"“{raw}”不是“是”或“否”", f"{raw!r} is neither yes nor no", "请填“是”或“否”", "write yes or no"
        )
    return found


def _member(raw: Any, members: Any) -> str:
    text = str(raw).strip()
    for member in members:
        if text in (member.value, member.zh) or text.lower() == member.en.lower():
            return str(member.value)
    choices = "、".join(m.zh for m in members)
    codes = ", ".join(m.value for m in members)
    raise RawError(
        f"“{text}”不在可选值中",
        f"{text!r} is not one of the choices",
        f"可选：{choices}",
        f"choose from {codes}",
    )


def shown(kind: ValueType, value: Any) -> str:
    """A value as files and API write it: yuan with two decimals, ISO days, plain fractions."""
    match kind.kind:
        case "money":
            sign, fen = ("-", -value) if value < 0 else ("", value)
            if isinstance(fen, Fraction):
                return sign + decimal_text(fen / FEN)
            return f"{sign}{fen // FEN}.{fen % FEN:02d}"
        case "rate" | "number":
            return decimal_text(Fraction(value))
        case "date":
            return (datetime.date.fromordinal(value) if isinstance(value, int) else value).isoformat()
        case "flag":
            return "true" if value else "false"
    return str(value)


def decimal_text(value: Fraction) -> str:
    """A fraction as an exact decimal where it ends, else as numerator/denominator."""
    denominator = value.denominator
    for prime in (2, 5):
        while denominator % prime == 0:
            denominator //= prime
    if denominator != 1:
        return f"{value.numerator}/{value.denominator}"
    with localcontext(prec=200):
        text = format(Decimal(value.numerator) / Decimal(value.denominator), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
