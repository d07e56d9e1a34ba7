"""What is asked for: words joined by and/or, in the form each database reads."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from zhiwei.platform.kit.search.names import spelled
from zhiwei.platform.kit.search.split import fold, is_han, pairs, runs, tokens

SYNONYMS = Path(__file__).with_name("synonyms.csv")
LONGEST = 200
"""Characters of a question that are read."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word; ``begun`` where it may go on."""

    text: str
    begun: bool = False


@dataclass(frozen=True, slots=True)
class All:
    """Everything of this."""

    parts: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class Any:
    """At least one of this."""

    parts: tuple[Asked, ...]


Asked = Word | All | Any


@cache
def synonyms() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What people say and what the texts say for it, longest first; from the data file beside."""
    lines = SYNONYMS.read_text(encoding="utf-8").splitlines()[1:]
    rows = [line.split(",") for line in lines if line.strip()]
    return tuple(sorted(((fold(said), tuple(rest)) for said, *rest in rows), key=lambda row: -len(row[0])))


def widened(question: str) -> list[str]:
    """The question and the texts' own words for what it says."""
    plain = fold(question[:LONGEST])
    return [plain, *(text for said, texts in synonyms() if said in plain for text in texts)]


def for_text(question: str) -> tuple[Asked | None, list[str]]:
    """What a text must have (two neighbours of the question, or a word of letters), and all words that count for it."""
    needed: list[str] = []
    counted: list[str] = []
    for part in widened(question):
        counted += tokens(part)
        for run in runs(part):
            needed += pairs(run) if is_han(run) and len(run) > 1 else [run]
    words = tuple(Word(text) for text in dict.fromkeys(needed))
    return (Any(words) if words else None), list(dict.fromkeys(counted))


def for_name(question: str) -> Asked | None:
    """What a name must have: every stretch of the question, as characters, letters, pinyin or initials."""
    needed = [_stretch(run) for run in runs(question[:LONGEST])]
    return All(tuple(needed)) if needed else None


def _stretch(run: str) -> Asked:
    if is_han(run):
        return All(tuple(Word(text) for text in pairs(run))) if len(run) > 1 else Word(run)
    ways: list[Asked] = [Word(run, begun=True)]
    if run.isalpha():
        ways += [_sounds(way) for way in spelled(run)]
        if len(run) > 1:
            ways.append(All(tuple(Word(f"i:{two}") for two in pairs(run))))
    return Any(tuple(ways))


def _sounds(way: list[str]) -> Asked:
    if len(way) == 1:
        return Word(f"p:{way[0]}", begun=True)
    joined = [one + two for one, two in itertools.pairwise(way)]
    last = len(joined) - 1
    return All(tuple(Word(f"p:{two}", begun=place == last) for place, two in enumerate(joined)))
