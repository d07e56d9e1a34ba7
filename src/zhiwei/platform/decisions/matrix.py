"""句 × 地区: for every open sentence and every place, whether a decision is filed, declined, inherited or nothing is."""

from __future__ import annotations

from collections import defaultdict
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
    divisions = load_divisions()
    chosen = register.chosen(as_of=day, known_on=known_on)
    filing_of = {id(d): f for d, f in zip(chosen.decisions, chosen.filings, strict=True)}
    by_place: dict[tuple[str, str], list[Decision]] = defaultdict(list)
    for decision in chosen.decisions:
        if decision.covers(day):
            by_place[decision.division, decision.sentence].append(decision)
    sentences, rows = open_sentences(), []
    for division in _ordered(day):
        line = (division.code, *divisions.ancestors(division.code))
        cells = []
        for sentence in sentences:
            near = [d for code in line for d in by_place.get((code, sentence), ())]
            cells.append(_cell(division.code, sentence, near, day, known_on, filing_of))
        rows.append(Row(division, tuple(cells)))
    return Matrix(day, known_on, sentences, tuple(rows))


def _ordered(day: date) -> list[Division]:
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


def _cell(
    code: str,
    sentence: str,
    near: list[Decision],
    day: date,
    known_on: date | None,
    filing_of: dict[int, UUID],
) -> Cell:
    if not near:
        return Cell(Word.SILENT)
    parents = load_divisions().parents()
    says = {
        t.name: decided(t.parameter, code, day, known_on, near, parents)[1]
        for t in terms_of(sentence)
        if _open(t, day)
    }
    found = [d for d in says.values() if d is not None]
    if not found:
        return Cell(Word.SILENT)
    own = [d for d in found if d.division == code]
    one = (own or found)[0]
    if not own:
        word = Word.INHERITED_DECLINED if one.declines else Word.INHERITED
    elif one.declines:
        word = Word.DECLINED
    else:
        lacking = any(
            says[t.name] is None for t in terms_of(sentence) if t.name in says and not _has_default(t, day)
        )
        word = Word.PARTLY if lacking else Word.FILED
    return Cell(word, filing_of[id(one)], one.division, one.document)


def _open(term: Term, day: date) -> bool:
    values = term.parameter.values
    return any(v.state == "value" and v.covers(day) for v in values)


def _has_default(term: Term, day: date) -> bool:
    """Whether the text itself gives a value where nobody decides, so that nothing is missing without one."""
    return any(v.covers(day) and v.value is not None for v in term.parameter.values)
