"""Finding: the database gives what has the words, we put it in order, the same on every database."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.db import connection

from zhiwei.platform.kit.models import Entry
from zhiwei.platform.kit.search.asked import Asked, for_name, for_text
from zhiwei.platform.kit.search.split import fold, tokens
from zhiwei.platform.kit.search.words import words_of

CANDIDATES = 1_000
"""Texts that are put in order; of more, those with the shortest titles."""
PUBLIC = ("",)
TITLE = 3
"""How many times a word of the title counts."""
SATURATION, LENGTH = 1.2, 0.75
"""k1 and b of BM25."""
TAIL = 0.12
"""A text whose score is below this share of the best is left out: it shares but a common word with the question."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found; the higher its score the better, comparable within one question only."""

    kind: str
    key: str
    title: str
    text: str
    address: str
    score: float


def search(
    text: str, *, kinds: Sequence[str] = (), limit: int = 20, scopes: Iterable[str] = PUBLIC
) -> list[Hit]:
    """Texts that fit a question, the best first (BM25 over characters and pairs, synonyms included).

    ``kinds`` none means all. ``scopes`` are those the asker may see; by default only what is public.
    """
    asked, counted = for_text(text)
    if asked is None:
        return []
    entries = _candidates(asked, kinds, tuple(scopes))
    if not entries:
        return []
    known = words_of(connection.vendor).frequencies(counted)
    total = max(Entry.objects.count(), len(entries))
    rarity = {
        word: math.log(1 + (total - count + 0.5) / (count + 0.5)) for word, count in known.items() if count
    }
    bags = [_bag(entry.title, entry.text) for entry in entries]
    usual = sum(bag.total() for bag in bags) / len(bags) or 1.0
    scored = [
        (_bm25(bag, rarity, usual), -place, entry)
        for place, (bag, entry) in enumerate(zip(bags, entries, strict=True))
    ]
    scored.sort(key=lambda row: row[:2], reverse=True)
    least = scored[0][0] * TAIL
    return [_hit(entry, score) for score, _place, entry in scored[:limit] if score >= least]


def find(
    text: str, *, kinds: Sequence[str] = (), limit: int = 20, scopes: Iterable[str] = PUBLIC
) -> list[Hit]:
    """Names that have every part of a question: characters, letters, pinyin or initials; the closest first."""
    asked = for_name(text)
    if asked is None:
        return []
    wanted = fold(text).replace(" ", "")
    entries = _candidates(asked, kinds, tuple(scopes), names=True)
    scored = [(_closeness(wanted, fold(entry.title)), -place, entry) for place, entry in enumerate(entries)]
    scored.sort(key=lambda row: row[:2], reverse=True)
    return [_hit(entry, score) for score, _place, entry in scored[:limit]]


def _candidates(
    asked: Asked, kinds: Sequence[str], scopes: tuple[str, ...], names: bool = False
) -> list[Entry]:
    join, condition, parameter = words_of(connection.vendor).matching(asked)
    where, values = [condition], [parameter]
    for column, wanted in (("kind", kinds), ("scope", scopes)):
        if wanted or column == "scope":
            where.append(f"e.{column} IN ({', '.join(['%s'] * len(wanted)) or 'NULL'})")
            values += wanted
    if names:
        where.append("e.is_name")
    return list(
        Entry.objects.raw(
            f"SELECT e.* FROM kit_entry e {join} WHERE {' AND '.join(where)} "
            f"ORDER BY length(e.title), e.id LIMIT {CANDIDATES}",
            values,
        )
    )


@lru_cache(maxsize=4096)
def _bag(title: str, text: str) -> Counter[str]:
    """How often each word counts; kept, since the same texts come up again and again."""
    bag = Counter(tokens(text))
    for word in tokens(title):
        bag[word] += TITLE
    return bag


def _bm25(bag: Counter[str], rarity: dict[str, float], usual: float) -> float:
    norm = SATURATION * (1 - LENGTH + LENGTH * bag.total() / usual)
    return sum(
        worth * bag[word] * (SATURATION + 1) / (bag[word] + norm)
        for word, worth in rarity.items()
        if bag[word]
    )


def _closeness(wanted: str, title: str) -> float:
    """The whole name, then its beginning, then a part of it, then by sound; the shorter name first among equals."""
    rank = 3 if title == wanted else 2 if title.startswith(wanted) else 1 if wanted in title else 0
    return rank + 1 / (1 + len(title))


def _hit(entry: Entry, score: float) -> Hit:
    return Hit(entry.kind, entry.key, entry.title, entry.text, entry.address, score)
