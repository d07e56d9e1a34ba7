"""Scalars of the data files, read by type: yuan become fen, rates stay exact, nothing passes through a float."""

from collections.abc import Collection, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from zhiwei.engine.errors import suggest
from zhiwei.engine.types import ValueType
from zhiwei.law.loading import Record

Vocabularies = Mapping[str, Collection[str]]


def read_scalar(raw: Any, kind: ValueType, record: Record, key: str, vocabularies: Vocabularies) -> Any:
    """Return a value of the given type: fen (int), Fraction, int, date, bool or str; a defect and None if it is none.

    A rate may be written ``0.2``, ``1/1000`` or ``20%``; an enum is checked where its vocabulary is known.
    """
    try:
        return _READERS[kind.kind](raw, kind, vocabularies)
    except (ValueError, ArithmeticError) as error:
        record.wrong(f"{key} {raw!r} is no {kind.kind}", str(error) if isinstance(error, _Refusal) else "")
        return None


class _Refusal(ValueError):
    """A value that cannot be taken, with the remedy as its text."""


def _money(raw: Any, kind: ValueType, vocabularies: Vocabularies) -> int:
    fen = Decimal(_word(raw)) * 100
    if not fen.is_finite() or fen != fen.to_integral_value():
        raise _Refusal("write yuan with at most two decimals")
    return int(fen)


def _fraction(raw: Any, kind: ValueType, vocabularies: Vocabularies) -> Fraction:
    text = _word(raw)
    return Fraction(text[:-1]) / 100 if text.endswith("%") else Fraction(text)


def _count(raw: Any, kind: ValueType, vocabularies: Vocabularies) -> int:
    number = Fraction(_word(raw))
    if number.denominator != 1:
        raise _Refusal("write a whole number")
    return int(number)


def _date(raw: Any, kind: ValueType, vocabularies: Vocabularies) -> date:
    try:
        return date.fromisoformat(_word(raw))
    except ValueError:
        raise _Refusal("write YYYY-MM-DD") from None


def _flag(raw: Any, kind: ValueType, vocabularies: Vocabularies) -> bool:
    if not isinstance(raw, bool):
        raise _Refusal("write true or false")
    return raw


def _enum(raw: Any, kind: ValueType, vocabularies: Vocabularies) -> str:
    text = _word(raw)
    known = vocabularies.get(kind.enum or "")
    if known is not None and text not in known:
        raise _Refusal(suggest(text, known) or f"known in {kind.enum}: {', '.join(known)}")
    return text


def _text(raw: Any, kind: ValueType, vocabularies: Vocabularies) -> str:
    return _word(raw)


def _word(raw: Any) -> str:
    if not isinstance(raw, str):
        raise _Refusal("write a plain value")
    return raw


_READERS = {
    "money": _money,
    "rate": _fraction,
    "number": _fraction,
    "count": _count,
    "date": _date,
    "flag": _flag,
    "enum": _enum,
    "code": _text,
    "text": _text,
}
