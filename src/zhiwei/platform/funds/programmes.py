"""The programmes that pay without an application: case types that a run opens by itself."""

from __future__ import annotations

from datetime import date

from zhiwei.platform.answers.laws import law
from zhiwei.platform.answers.rulebook import current
from zhiwei.platform.cases import casetypes

FIRST = 2012
"""The year in which the Opinions were given: no programme of theirs is older."""

PROGRAMMES = ("reward",)
"""Ids of case types with the steps revise, drop, revive, raise, lower and proceed."""


def key_of(type_id: str, subject: object, as_of: date) -> str:
    """The key of a subject's case for a year, so that no run opens a second one."""
    return f"{type_id}/{as_of.year}/{subject}"


def last_year_end(type_id: str, today: date) -> date:
    """The last end of a year before ``today`` on which the programme's measure is in force; where there is none, the last."""
    kind, book = casetypes.get(type_id), current()
    ends = [date(year, 12, 31) for year in range(today.year - 1, FIRST - 1, -1)]
    for end in ends:
        case = book.case({}, end, entity=kind.entity)
        if book.answer_case(case, law(end), (kind.measure,)).measures[kind.measure].verdict != "not_in_force":
            return end
    return date(today.year - 1, 12, 31)
