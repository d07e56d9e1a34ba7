"""What is asked of the generator, checked before work begins."""

from __future__ import annotations

from datetime import date

from zhiwei.engine.rulebook import Rulebook
from zhiwei.law.documents import load_documents
from zhiwei.population.defects import Problem, refuse
from zhiwei.population.synth.numbers import MOST

EDITIONS = ("2011", "2017")


def check(book: Rulebook, rows: int, day: date, *, numeric_only: bool) -> None:
    """Raises InputDefects for a day before the size standard, or for more subjects than numbers can name."""
    first = min(value.starts for value in book.data.parameters["size_employees_small_min"].values)
    if day < first:
        raise refuse(_too_early(first), value=day.isoformat())
    if rows > MOST and not numeric_only:
        raise refuse(_too_many(), value=rows)


def edition_on(day: date) -> str:
    """The edition of GB/T 4754 in force on a day; the first one before it began."""
    documents = load_documents()
    current = [e for e in EDITIONS if (starts := documents.find(f"GB/T 4754-{e}").starts) and starts <= day]
    return current[-1] if current else EDITIONS[0]


def _too_early(first: date) -> Problem:
    return Problem(
        "no_size_standard",
        f"该日尚无划型标准（{first} 起施行）",
        f"there is no size standard on this day; it begins on {first}",
        "改用较晚的 --as-of",
        "choose a later --as-of",
    )


def _too_many() -> Problem:
    return Problem(
        "too_many_subjects",
        f"号码只够 {MOST} 户",
        f"there are official numbers for {MOST} subjects only",
        "加 --numeric-only，或减少户数",
        "add --numeric-only or ask for fewer",
    )
