"""Dates in cells: Excel dates, 2012-06-30, 2012/6/30, 2012.6.30, 2012年6月30日, 20120630."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any

from zhiwei.population import cell_problems as problem
from zhiwei.population.defects import Problem
from zhiwei.population.text import plain

_WRITTEN = (
    re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})"),
    re.compile(r"(\d{4})/(\d{1,2})/(\d{1,2})"),
    re.compile(r"(\d{4})\.(\d{1,2})\.(\d{1,2})"),
    re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日?"),
    re.compile(r"(\d{4})(\d{2})(\d{2})"),
)
_TIME_OF_DAY = re.compile(r"[ T]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?$")


def read_date(raw: Any) -> date | Problem:
    """The day in a cell; a time of day is dropped, a day that does not exist is a defect."""
    if isinstance(raw, datetime):
        return raw.date()
    if isinstance(raw, date):
        return raw
    if isinstance(raw, bool):
        return problem.wrong_kind("是/否", "yes/no", "日期", "date")
    if not isinstance(raw, (str, int, float)):
        return problem.not_a_date()
    if isinstance(raw, float) and not raw.is_integer():
        return problem.serial_date()
    text = _TIME_OF_DAY.sub("", plain(str(int(raw) if isinstance(raw, float) else raw)))
    compact = "".join(text.split())
    for form in _WRITTEN:
        if match := form.fullmatch(compact):
            try:
                return date(int(match[1]), int(match[2]), int(match[3]))
            except ValueError:
                return problem.impossible_date()
    return problem.serial_date() if re.fullmatch(r"\d{1,6}", compact) else problem.not_a_date()
