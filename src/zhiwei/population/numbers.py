"""Numbers in cells, read exactly: thousands separators, full-width digits, brackets for negatives."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any

from zhiwei.population import cell_problems as problem
from zhiwei.population.defects import Problem
from zhiwei.population.text import plain

_PLAIN = re.compile(r"(\d+\.?\d*|\.\d+)")
_GROUPED = re.compile(r"\d{1,3}(,\d{3})+(\.\d+)?")
_SCIENTIFIC = re.compile(r"[-+]?[\d.]+[eE][-+]?\d+")
_SIGNED = re.compile(r"(?P<sign>[-+]?)\s*¥?\s*(?P<digits>[\d,.]+)\s*(?P<unit>%|[^\W\d][^\d]*)?")
_DASHES = re.compile(r"[-_—–/]+")
MAX_DIGITS = 30


@dataclass(frozen=True, slots=True)
class Written:
    """A number as written: its exact value, the unit behind it, whether it came as a binary float."""

    value: Decimal
    unit: str = ""
    binary: bool = False


def read_number(raw: Any) -> Written | Problem:
    """The number in a cell; floats by their shortest decimal form."""
    if isinstance(raw, bool):
        return problem.wrong_kind("是/否", "yes/no", "数字", "number")
    if isinstance(raw, int):
        return Written(Decimal(raw))
    if isinstance(raw, float):
        return Written(Decimal(repr(raw)), binary=True) if math.isfinite(raw) else problem.not_a_number()
    if isinstance(raw, Decimal):
        return Written(raw) if raw.is_finite() else problem.not_a_number()
    if isinstance(raw, (date, time, timedelta)):
        return problem.wrong_kind("日期", "date", "数字", "number")
    return _read_text(plain(str(raw)).replace("−", "-"))


def _read_text(text: str) -> Written | Problem:
    if _DASHES.fullmatch(text):
        return problem.dash()
    if _SCIENTIFIC.fullmatch(text):
        return problem.scientific()
    negative = text.startswith("(") and text.endswith(")")
    match = _SIGNED.fullmatch(text[1:-1].strip() if negative else text.removeprefix("¥").strip())
    if match is None or (negative and match["sign"]):
        return problem.not_a_number()
    digits = match["digits"]
    if not _PLAIN.fullmatch(digits) and not _GROUPED.fullmatch(digits):
        return problem.grouping() if re.fullmatch(r"[\d,]+(\.\d+)?", digits) else problem.not_a_number()
    if len(digits) > MAX_DIGITS:
        return problem.not_a_number()
    value = Decimal(digits.replace(",", ""))
    return Written(-value if negative or match["sign"] == "-" else value, (match["unit"] or "").strip())
