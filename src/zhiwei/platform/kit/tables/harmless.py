"""Values of a file as text: no formula, whatever somebody wrote into a name; numbers stay as they are."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from zhiwei.platform.kit import money
from zhiwei.platform.kit.tables.columns import NONE, written

BEGINS_A_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
_NUMBER = re.compile(r"[+-]?[0-9][0-9,]*(\.[0-9]+)?%?")


def harmless(text: str) -> str:
    """The text with a `'` before it where a spreadsheet would run it: after = + - @, tab or line end, full width too.

    A number with its sign is no formula and stays.
    """
    first = text.lstrip(" \u3000\ufeff\u200b")
    if first.startswith(BEGINS_A_FORMULA) and not _NUMBER.fullmatch(text):
        return f"'{text}"
    return text


def plain(value: Any, kind: str) -> str:
    """A value for a machine: no grouping, nothing where there is nothing."""
    if value is None:
        return ""
    if kind == "money":
        return money.yuan(int(value), grouped=False)
    if kind == "count":
        return str(int(value))
    if kind == "moment" and isinstance(value, datetime):
        return written(value, kind)
    text = written(value, kind)
    return "" if text == NONE and value == "" else text
