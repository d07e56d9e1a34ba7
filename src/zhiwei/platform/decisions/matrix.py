"""句 × 地区: for every open sentence and every place, whether a decision is filed, declined, inherited or nothing is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from zhiwei.engine.decisions import Decision, decided
from zhiwei.law.divisions import Division, load_divisions
from zhiwei.platform.decisions import register
from zhiwei.platform.decisions.terms import Term, open_sentences, terms_of


class Word(models.TextChoices):
    """What a place says of a sentence on a day."""

    FILED = "filed", _("已报备")
    PARTLY = "partly", _("部分报备")
    DECLINED = "declined", _("不实施")
    INHERITED = "inherited", _("沿用上级")
    INHERITED_DECLINED = "inherited_declined", _("上级不实施")
    SILENT = "silent", _("未报备")


@dataclass(frozen=True, slots=True)
class Cell:
    """The word, and the filing and division it rests on (None where silent)."""

    word: Word
    filing: UUID | None = None
    division: str = ""
    document: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A place and its cells, in the order of the sentences."""

    division: Division
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """All places that exist on the day, the province first, each city before its counties."""

    day: date
    known_on: date | None
    sentences: tuple[str, ...]
    rows: tuple[Row, ...]

    def counts(self, sentence: str) -> dict[str, int]:
        """How many counties say what of a sentence, by word."""
        place, found = self.sentences.index(sentence), dict.fromkeys(Word.values, 0)
        for row in self.rows:
            if row.division.level == 3:
                found[row.cells[place].word] += 1
        return found


_kept = register.Memory(8)


def matrix(day: date, known_on: date | None = None) -> Matrix:
    """The matrix of a day, as known on a day; remembered while the register does not change."""
    key = (register.stamp(), register.book().hash, day, known_on)
    found: Matrix = _kept.get(key, lambda: _make(day, known_on))
    return found


def _make(day: date, known_on: date | None) -> Matrix:
    held = Holding(day, known_on)
    sentences = open_sentences()
    rows = [
        Row(division, tuple(_cell(held, division.code, sentence) for sentence in sentences))
        for division in ordered(day)
    ]
    return Matrix(day, known_on, sentences, tuple(rows))


class Holding:
    """The decisions that hold on a day, as known on a day, and what they come to in a place."""

    def __init__(self, day: date, known_on: date | None = None) -> None:
        chosen = register.chosen(as_of=day, known_on=known_on)
        self.day, self.known_on, self.divisions = day, known_on, load_divisions()
        self.filing_of = {id(d): f for d, f in zip(chosen.decisions, chosen.filings, strict=True)}
        self._parents = self.divisions.parents()
        self._by_place: dict[tuple[str, str], list[Decision]] = defaultdict(list)
        for decision in chosen.decisions:
            if decision.covers(day):
                self._by_place[decision.division, decision.sentence].append(decision)

    def says(self, code: str, sentence: str) -> dict[str, Decision | None]:
        """The decision on which each term that the sentence leaves open that day rests in a place, None where on none."""
        line = (code, *self.divisions.ancestors(code))
        near = [d for above in line for d in self._by_place.get((above, sentence), ())]
        return {
            term.name: decided(term.parameter, code, self.day, self.known_on, near, self._parents)[1]
            if near
            else None
            for term in terms_of(sentence)
            if _open(term, self.day)
        }

    def word(self, decision: Decision, code: str, says: Mapping[str, Decision | None]) -> Word:
        """What a place says by one of the decisions that count there."""
        if decision.division != code:
            return Word.INHERITED_DECLINED if decision.declines else Word.INHERITED
        if decision.declines:
            return Word.DECLINED
        terms = terms_of(decision.sentence)
        lacking = any(
            t.name in says and says[t.name] is None and not _has_default(t, self.day) for t in terms
        )
        return Word.PARTLY if lacking else Word.FILED


def ordered(day: date) -> list[Division]:
    """The places that exist on a day, the province first, each city before its counties."""
    divisions = load_divisions()
    found: list[Division] = []

    def add(code: str) -> None:
        found.append(divisions[code])
        for below in sorted(divisions.children(code, day)):
            add(below)

    for one in divisions:
        if not one.parent:
            add(one.code)
    return found


def _cell(held: Holding, code: str, sentence: str) -> Cell:
    says = held.says(code, sentence)
    found = [d for d in says.values() if d is not None]
    if not found:
        return Cell(Word.SILENT)
    one = next((d for d in found if d.division == code), found[0])
    return Cell(held.word(one, code, says), held.filing_of[id(one)], one.division, one.document)


def _open(term: Term, day: date) -> bool:
    values = term.parameter.values
    return any(v.state == "value" and v.covers(day) for v in values)


def _has_default(term: Term, day: date) -> bool:
    """Whether the text itself gives a value where nobody decides, so that nothing is missing without one."""
    return any(v.covers(day) and v.value is not None for v in term.parameter.values)
