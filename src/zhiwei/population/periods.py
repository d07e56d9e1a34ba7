"""Periods as written behind @ in a heading: 2011, 2012Q2, 2012-06, 2012-06-30."""

from __future__ import annotations

import datetime
import re

_YEAR = re.compile(r"(\d{4})年?")
_QUARTER = re.compile(r"(\d{4})年?(?:Q([1-4])|第?([1-4一二三四])季度)", re.IGNORECASE)
_MONTH = re.compile(r"(\d{4})(?:-|年)(\d{1,2})月?")
_CHINESE = {"一": "1", "二": "2", "三": "3", "四": "4"}
EXAMPLES = {"year": "@2011", "quarter": "@2012Q2", "month": "@2012-06", "day": "@2012-06-30"}


def read_period(text: str, period: str) -> str | None:
    """The canonical period (``2011 2012Q2 2012-06 2012-06-30``) of that length, or None if it is not one."""
    if period == "year":
        match = _YEAR.fullmatch(text)
        return match[1] if match else None
    if period == "quarter":
        match = _QUARTER.fullmatch(text)
        if not match:
            return None
        number = match[2] or _CHINESE.get(match[3], match[3])
        return f"{match[1]}Q{number}"
    if period == "month":
        match = _MONTH.fullmatch(text)
        return f"{match[1]}-{int(match[2]):02}" if match and 1 <= int(match[2]) <= 12 else None
    try:
        return datetime.date.fromisoformat(text).isoformat()
    except ValueError:
        return None
