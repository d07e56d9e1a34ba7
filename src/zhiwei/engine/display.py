"""Values as people read them, in Chinese and English."""

from __future__ import annotations

import datetime
from fractions import Fraction
from typing import Any

from zhiwei.engine.model import Member
from zhiwei.engine.raw import FEN, decimal_text
from zhiwei.engine.types import ValueType

_UNITS = {
    "person": ("人", "persons"), "year": ("年", "years"), "month": ("个月", "months"), "day": ("天", "days"),
    "firm": ("家", "firms"), "item": ("项", "items"),
}  # fmt: skip

_PLAIN = 100
"""Up to this denominator a fraction is read as it stands: 2/3."""


def display(kind: ValueType, value: Any, members: tuple[Member, ...], lang: str) -> str:
    """A known value with its unit: ``12,000.00 元``, ``20%``, ``是``, ``2012-06-30``, a label."""
    zh = lang == "zh"
    match kind.kind:
        case "money":
            yuan = _grouped(Fraction(value) / FEN, 2)
            return f"{yuan} 元" if zh else f"CNY {yuan}"
        case "rate":
            percent = Fraction(value) * 100
            return f"{_about(percent, zh) if '/' in decimal_text(percent) else decimal_text(percent)}%"
        case "flag":
            return ("是" if value else "否") if zh else ("yes" if value else "no")
        case "date":
            return (datetime.date.fromordinal(value) if isinstance(value, int) else value).isoformat()
        case "enum":
            member = next((m for m in members if m.value == value), None)
            return (member.zh if zh else member.en) if member else str(value)
        case "count" | "number":
            number = f"{value:,}" if isinstance(value, int) else decimal_text(Fraction(value))
            if "/" in number and Fraction(value).denominator > _PLAIN:
                number = _about(Fraction(value), zh)
            pair = _UNITS.get(kind.unit or "")
            return number if pair is None else f"{number} {pair[0] if zh else pair[1]}"
    return str(value)


def _about(value: Fraction, zh: bool) -> str:
    """A number without end, to two places, or to two digits where those would be none; the data keep it exact."""
    places = 2
    while abs(value) * 10**places < (Fraction(1, 2) if places == 2 else 10):
        places += 1
    return ("约 " if zh else "about ") + _grouped(round(value, places), places)


def _grouped(value: Fraction, places: int) -> str:
    scaled = value * 10**places
    if scaled.denominator != 1:
        return decimal_text(value)
    whole, rest = divmod(abs(int(scaled)), 10**places)
    return f"{'-' if scaled < 0 else ''}{whole:,}.{rest:0{places}d}"
