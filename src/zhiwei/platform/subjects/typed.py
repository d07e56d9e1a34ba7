"""Values as people type them into the box of a fact, in the form in which files have them."""

from __future__ import annotations

from zhiwei.engine.model import Variable
from zhiwei.platform.kit import money

UNITS = ("元", "万元")
"""The units an amount may be typed in; the first is that of files."""


def in_file_form(variable: Variable, raw: str, unit: str = UNITS[0]) -> str:
    """An amount in yuan, a share in per cent, all else as it was typed. Raises ``money.Unreadable`` for what is no amount."""
    if variable.type.kind == "money":
        return money.yuan(money.parse(raw, unit=unit if unit in UNITS else UNITS[0]), grouped=False)
    if variable.type.kind == "rate" and not raw.endswith(("%", "％")):
        return f"{raw}%"
    return raw
