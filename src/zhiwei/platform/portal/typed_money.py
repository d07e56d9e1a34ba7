"""Money as visitors type it: the unit an amount is asked in, and amounts that look like a slip of the unit."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from zhiwei.platform.kit import money
from zhiwei.platform.portal.asked import NOT_APPLICABLE
from zhiwei.platform.portal.question import Question
from zhiwei.platform.subjects.typed import UNITS

YUAN, WAN = UNITS
OF_THE_BOOKS = frozenset({"total_assets"})
"""Amounts that people know in 万元 as those of a whole year, though they have no year."""
SMALL = 1_000 * money.FEN
"""Less than this for a year is rarely meant: 20 stands for 20 万元."""
LARGE = 10_000 * money.WAN
"""As much as this is rarely meant by a small firm: 60000 stands for yuan."""


def unit_of(question: Question) -> str:
    """The unit that stands beside the box: 万元 for amounts of a year, 元 for the others."""
    by_year = question.variable.period == "year" or question.variable.name in OF_THE_BOOKS
    return WAN if question.widget == "money" and by_year else YUAN


def in_unit(question: Question, kept: str) -> str:
    """An amount kept in yuan as the box shows it, in the unit of the question; what is no amount as it is."""
    if unit_of(question) != WAN:
        return kept
    try:
        return money.wan(money.parse(kept))
    except money.Unreadable:
        return kept


def doubt(question: Question, data: Mapping[str, str], value: str) -> str:
    """What to ask back before an amount of a year is taken; '' for one that is likely, or that was asked about already.

    ``value`` is the answer in yuan; ``sure`` in the form is the value that was asked about. Where the form names no unit
    nobody chose one, and the amount means what it says.
    """
    settled = value == NOT_APPLICABLE or "unit" not in data or data.get("sure") == value
    if settled or unit_of(question) != WAN:
        return ""
    fen = money.parse(value)
    typed = str(data.get("value", "")).strip()
    said = {"yuan": money.short(fen), "wan": money.wan(fen), "typed": typed}
    if 0 < abs(fen) < SMALL:
        return _(
            "您填的是 %(yuan)s 元，请核对：如果是 %(typed)s 万元，请把单位改成“万元”；确实是 %(yuan)s 元，请再按一次“继续”。"
        ) % {**said, "typed": typed.removesuffix("元")}
    if abs(fen) >= LARGE:
        return _("您填的是 %(wan)s 万元（%(yuan)s 元），请核对单位；确实有这么多，请再按一次“继续”。") % said
    return ""
