"""Calendar periods: first and last day, label, and the period before."""

from __future__ import annotations

import datetime

from zhiwei.engine.functions import add_months
from zhiwei.engine.types import Date

_MONTHS = {"month": 1, "quarter": 3, "year": 12}


def start(day: Date, period: str | None) -> Date:
    """First day of the period holding the day; the day itself where there is no period."""
    if period is None or period == "day":
        return day
    months = _MONTHS[period]
    return datetime.date(day.year, (day.month - 1) // months * months + 1, 1)


def end(day: Date, period: str | None) -> Date:
    """Last day of the period holding the day."""
    if period is None or period == "day":
        return day
    return add_months(start(day, period), _MONTHS[period]) - datetime.timedelta(days=1)


def label(day: Date, period: str | None) -> str:
    """``2012``, ``2012Q2``, ``2012-06`` or ``2012-06-30``; empty without a period."""
    match period:
        case "year":
            return f"{day.year:04d}"
        case "quarter":
            return f"{day.year:04d}Q{(day.month + 2) // 3}"
        case "month":
            return f"{day.year:04d}-{day.month:02d}"
        case "day":
            return day.isoformat()
    return ""


def shift(day: Date, period: str | None, offset: int) -> Date:
    """The corresponding day ``offset`` periods away."""
    if not offset or period is None:
        return day
    if period == "day":
        return day + datetime.timedelta(days=offset)
    return add_months(day, offset * _MONTHS[period])
