"""Finding an industry by its name or what people call it, by pinyin or initials, or by its code, in the edition of
GB/T 4754 in force."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from zhiwei.law.industries import EDITIONS, load_industries
from zhiwei.platform.subjects.industry_words import words

CHANGED = date(2017, 10, 1)
"""First day of GB/T 4754-2017."""
SHOWN = 30


@dataclass(frozen=True, slots=True)
class Found:
    """An industry that fits: its code, its name, and the names above it."""

    code: str
    name: str
    within: str


@dataclass(frozen=True, slots=True)
class _Row:
    code: str
    name: str
    within: str
    spelled: str
    initials: str


def edition_on(day: date) -> str:
    """The edition that is in force on a day."""
    return EDITIONS[1] if day >= CHANGED else EDITIONS[0]


@lru_cache(maxsize=2)
def _rows(edition: str) -> tuple[_Row, ...]:
    from pypinyin import Style, lazy_pinyin  # half a second of dictionaries, for those who need them

    found = load_industries().edition(edition)
    rows = []
    for one in found.entries.values():
        if not one.code.isdigit():
            continue
        spelled = lazy_pinyin(one.name, style=Style.NORMAL)
        above = [found[c].name for c in reversed(found.ancestors(one.code))]
        rows.append(
            _Row(one.code, one.name, " › ".join(above), "".join(spelled), "".join(s[0] for s in spelled if s))
        )
    return tuple(rows)


def industry_name(code: str) -> str:
    """The name of a code in the newest edition that has it; empty for an unknown one."""
    for edition in reversed(EDITIONS):
        found = load_industries().edition(edition)
        if code in found:
            return found[code].name
    return ""


def industries(word: str, day: date) -> tuple[Found, ...]:
    """The industries of the edition of a day that fit what was typed, the nearest first, at most ``SHOWN``."""
    return industries_of(word, edition_on(day))


def industries_of(word: str, edition: str) -> tuple[Found, ...]:
    """The same of an edition.

    First names, letters and codes as typed and what an everyday word in it stands for; then what holds its characters in
    any order; where nothing does, what shares a pair of them. What an everyday word stands for goes before what merely
    holds what was typed.
    """
    typed = word.strip().lower().replace(" ", "")
    if not typed:
        return ()
    rows = _rows(edition)
    named = {row.code: row.name for row in rows}
    # A group of one class of the same name: the class is meant.
    rows = tuple(row for row in rows if named.get(f"{row.code}0") != row.name)
    kind, core = words().kind(typed), words().core(typed)
    parts = _everyday(typed)
    # One character that is left of 小卖部 says less than the word.
    spelled = (typed,) if parts and len(core) < 2 else (typed, core)
    everyday = {row for row in rows if any(_rank(row, one) <= WITHIN for one in parts)}
    meant = (*spelled, *parts)
    scored = [(rank, row) for row in rows if (rank := min(_rank(row, one) for one in meant)) < _NO]
    if not scored or min(scored, key=lambda s: s[0])[0] > WITHIN:
        scored += [(rank, row) for row in rows if (rank := _scattered(row, core)) < _NO]
    if not scored:
        scored = [(_NO - shared, row) for row in rows if (shared := _shared(row, core))]

    def place(found: tuple[int, _Row]) -> tuple[bool, bool, int, int, int, str]:
        rank, row = found
        exact = _rank(row, typed) == 0
        stranger = bool(everyday) and row not in everyday and not exact
        otherwise = bool(kind) and not exact and not any(one in row.name for one in kind)
        return otherwise, stranger, rank, -len(row.code), len(row.name), row.code

    nearest = dict.fromkeys(row for _rank_of_row, row in sorted(scored, key=place))
    return tuple(Found(row.code, row.name, row.within) for row in list(nearest)[:SHOWN])


def _everyday(typed: str) -> tuple[str, ...]:
    """What the everyday words inside what was typed stand for, or those it spells in pinyin or by initials."""
    if not typed.isascii():
        return words().meant(typed)
    return tuple(part for parts, spelled in _spelled_words() if typed in spelled for part in parts)


@lru_cache(maxsize=1)
def _spelled_words() -> tuple[tuple[tuple[str, ...], tuple[str, str]], ...]:
    from pypinyin import Style, lazy_pinyin

    said = {**words().general, **words().trades}
    spelled = {word: lazy_pinyin(word, style=Style.NORMAL) for word in said}
    return tuple((said[word], ("".join(s), "".join(one[0] for one in s))) for word, s in spelled.items())


_NO = 90
WITHIN = 2
"""Up to this rank the name itself begins with or holds what was meant."""


def _rank(row: _Row, word: str) -> int:
    if word.isdigit():
        return 0 if row.code == word else 1 if row.code.startswith(word) else _NO
    if row.name == word:
        return 0
    if row.name.startswith(word):
        return 1
    if word in row.name:
        return WITHIN
    if word.isascii():
        if row.initials == word or row.spelled == word:
            return 3
        if row.spelled.startswith(word) or row.initials.startswith(word):
            return 4
        return 5 if len(word) > 2 and word in row.spelled else _NO
    return 6 if word in row.within else _NO


def _scattered(row: _Row, core: str) -> int:
    """All characters in any order, in the name or beside it in the names above."""
    if core.isascii() or len(core) < 2:
        return _NO
    wanted = set(core)
    return 7 if wanted <= set(row.name) else 8 if wanted <= set(row.name + row.within) else _NO


def _shared(row: _Row, core: str) -> int:
    """How many pairs of neighbouring characters of what was typed stand in the name."""
    return 0 if core.isascii() else sum(core[at : at + 2] in row.name for at in range(len(core) - 1))


def sections(day: date, code: str = "") -> tuple[Found, ...]:
    """The entries directly below a code, for those who would rather go down the list; without one, the sections."""
    edition = load_industries().edition(edition_on(day))
    if code and code not in edition:
        return ()
    return tuple(Found(c, edition[c].name, "") for c in edition.children(code))
