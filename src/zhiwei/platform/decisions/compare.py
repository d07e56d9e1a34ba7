"""One sentence in all places beside each other: what each decided of every term, since when, by which document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy

from zhiwei.engine.decisions import Decision
from zhiwei.law.divisions import Division, load_divisions
from zhiwei.platform.accounts.divisions import name_of
from zhiwei.platform.decisions import register
from zhiwei.platform.decisions.matrix import Holding, Word, ordered
from zhiwei.platform.decisions.terms import Term, terms_of
from zhiwei.platform.kit.tables import Column, Table

TAGS = {
    Word.FILED: "ok", Word.PARTLY: "todo", Word.DECLINED: "no", Word.INHERITED: "info", Word.INHERITED_DECLINED: "no",
    Word.SILENT: "off",
}  # fmt: skip
"""The colour of the label of each word."""
OWN_KINDS = {"money", "rate", "count", "flag"}
"""Kinds of terms that a column sorts and writes as what they are; others are texts."""
ALL_ON_A_PAGE = 200
"""More lines than the province has places, so that they are compared on one page."""


@dataclass(frozen=True, slots=True)
class Line:
    """A place and one decision that counts there, with the terms that rest on it: values in internal units by name.

    A place that decides one term and inherits another has a line for each; a silent one has a line without a decision.
    """

    division: Division
    word: Word
    filing: UUID | None = None
    decision: Decision | None = None
    values: Mapping[str, Any] = field(default_factory=dict)

    @property
    def city(self) -> str:
        """The city of a county, '' for others."""
        return load_divisions()[self.division.parent].name if self.division.level == 3 else ""

    @property
    def source(self) -> str:
        """The place whose decision is inherited, '' for its own."""
        one = self.decision
        return name_of(one.division) if one is not None and one.division != self.division.code else ""


_kept = register.Memory(32)


def lines(sentence: str, day: date, known_on: date | None = None) -> tuple[Line, ...]:
    """All places on a day, as known on a day; remembered while the register does not change."""
    key = (register.stamp(), register.book().hash, sentence, day, known_on)
    found: tuple[Line, ...] = _kept.get(key, lambda: tuple(_lines(sentence, day, known_on)))
    return found


def _lines(sentence: str, day: date, known_on: date | None) -> Iterator[Line]:
    held = Holding(day, known_on)
    for division in ordered(day):
        says = held.says(division.code, sentence)
        found = {id(d): d for d in says.values() if d is not None}
        if not found:
            yield Line(division, Word.SILENT)
        for one in sorted(found.values(), key=lambda d: d.division != division.code):
            values = {name: one.fills[name] for name, d in says.items() if d is one and name in one.fills}
            word = held.word(one, division.code, says)
            yield Line(division, word, held.filing_of[id(one)], one, values)


def table(sentence: str, rows: list[Line]) -> Table:
    """The lines under a column for each term."""
    columns = [
        Column("code", gettext_lazy("代码"), value=lambda one: one.division.code, screen=False),
        Column("name", gettext_lazy("地区"), value=lambda one: one.division.name, sort=True, head=True),
        Column("city", gettext_lazy("所属市"), sort=True),
        Column(
            "word", gettext_lazy("情况"), kind="tag", value=lambda one: str(one.word.label), sort=True,
            tags=lambda one: TAGS[one.word],
        ),
        *map(_term, terms_of(sentence)),
        Column("source", gettext_lazy("沿用哪里的决定"), value=lambda one: one.source or None, sort=True),
        Column("from", gettext_lazy("起始日"), kind="date", value=_of("starts"), sort=True),
        Column("to", gettext_lazy("终止日"), kind="date", value=_of("ends"), sort=True),
        Column("document", gettext_lazy("文号"), value=_of("document"), link=_page, sort=True),
        Column("filed_on", gettext_lazy("报备日期"), kind="date", value=_of("filed_on"), sort=True),
    ]  # fmt: skip
    empty = gettext_lazy("没有符合条件的地区。")
    return Table(columns, rows, caption=gettext_lazy("各地数值对比"), size=ALL_ON_A_PAGE, empty=empty)


def _term(term: Term) -> Column:
    if term.kind in OWN_KINDS:
        return Column(
            f"term_{term.name}", term.label, kind=term.kind, value=lambda one: one.values.get(term.name), sort=True
        )  # fmt: skip
    return Column(
        f"term_{term.name}", term.label, value=lambda one: term.shown(one.values.get(term.name)) or None, sort=True
    )  # fmt: skip


def _of(name: str) -> Any:
    return lambda one: getattr(one.decision, name, None)


def _page(one: Line) -> str | None:
    return reverse("decisions:detail", args=[one.filing]) if one.filing else None
