"""Single values of a reform file, read as the parameter's type and held against what the law records."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from zhiwei.engine.model import RulebookData
from zhiwei.engine.parameters import Parameter
from zhiwei.engine.raw import RawError, read_raw, shown
from zhiwei.population.what_if.problems import Problems

NO_DAY = ("不是日期", "is not a day", "写成 2012-06-30", "write it as 2012-06-30")


def read_value(parameter: Parameter, raw: Any, path: str, book: RulebookData, problems: Problems) -> Any:
    """One value: fen, Fraction, count, day, flag or word; None, with the problem noted, where it is none.

    A rate may be written ``0.2``, ``20%`` or ``1/1000``. A rate above 1 without ``%``, or an amount below zero, where
    the law records none such, is taken for a slip.
    """
    if raw is None or isinstance(raw, Mapping | list):
        problems.note(
            path,
            "没有给出数值",
            "no value is given",
            "写一个数值，例如 60000",
            "write one value, such as 60000",
        )
        return None
    try:
        value = read_raw(parameter.type, _quotient(parameter, raw), book.vocabularies)
    except RawError as error:
        problems.unreadable(path, error)
        return None
    return value if _plausible(parameter, raw, value, path, problems) else None


def read_day(raw: Any, path: str, problems: Problems) -> datetime.date | None:
    """A day in ISO form; None, with the problem noted, where it is none."""
    try:
        return raw if isinstance(raw, datetime.date) else datetime.date.fromisoformat(str(raw))
    except ValueError:
        zh, en, remedy_zh, remedy_en = NO_DAY
        problems.note(path, f"“{raw}”{zh}", f"{raw!r} {en}", remedy_zh, remedy_en)
        return None


def told(parameter: Parameter, value: Any) -> str:
    """A value as files write it; of a table its rows."""
    if isinstance(value, Mapping):
        return "; ".join(f"{k}={'-' if v is None else shown(parameter.type, v)}" for k, v in value.items())
    return shown(parameter.type, value)


def _quotient(parameter: Parameter, raw: Any) -> Any:
    """``1/1000`` as an exact fraction; everything else as it is."""
    if parameter.type.kind in ("rate", "number") and isinstance(raw, str) and raw.count("/") == 1:
        top, bottom = raw.split("/")
        if top.strip().isdigit() and bottom.strip().isdigit() and int(bottom):
            return Fraction(int(top), int(bottom))
    return raw


def _plausible(parameter: Parameter, raw: Any, value: Any, path: str, problems: Problems) -> bool:
    """Whether a number is of the kind the law records for the parameter; what is not is noted."""
    if not parameter.type.numeric:
        return True
    recorded = list(_recorded(parameter))
    if value < 0 and all(v >= 0 for v in recorded):
        problems.note(
            path, f"“{raw}”小于零，法律记载的数值都不小于零", f"{raw!r} is below zero, as no recorded value is",
            "核对正负号", "check the sign",
        )  # fmt: skip
        return False
    percent = isinstance(raw, str) and raw.strip().endswith(("%", "％"))
    if parameter.type.kind == "rate" and value > 1 and not percent and all(v <= 1 for v in recorded):
        problems.note(
            path, f"“{raw}”大于 1，法律记载的比例都不大于 1", f"{raw!r} is above 1, as no recorded rate is",
            f"百分比写成 {raw}%", f"write a percentage as {raw}%",
        )  # fmt: skip
        return False
    return True


def _recorded(parameter: Parameter) -> Iterator[Any]:
    for entry in parameter.values:
        for value in (entry.value, entry.minimum, entry.maximum):
            if isinstance(value, Mapping):
                yield from (v for v in value.values() if v is not None)
            elif value is not None:
                yield value
