"""Which divisions an official of one division covers."""

from __future__ import annotations

from functools import cache

from zhiwei.law.divisions import load_divisions


@cache
def covered_by(code: str) -> frozenset[str]:
    """A code, all below it, and the abolished codes whose main successor is among them; empty for an unknown code.

    Records keep the code of their own day: those of 下城区, merged into 拱墅区 in 2021, are 拱墅区's since.
    """
    divisions = load_divisions()
    if code not in divisions:
        return frozenset()
    found = {one.code for one in divisions if one.code == code or code in divisions.ancestors(one.code)}
    while True:
        more = {one.code for one in divisions if one.successors and one.successors[0] in found} - found
        if not more:
            return frozenset(found)
        found |= more


def with_above(code: str) -> list[str]:
    """A code and those above it, the nearest first; an unknown code alone."""
    divisions = load_divisions()
    return [code, *divisions.ancestors(code)] if code in divisions else [code]


def name_of(code: str) -> str:
    """The name of a division, with its city's before a county's; the code itself where it is unknown."""
    divisions = load_divisions()
    if code not in divisions:
        return code
    one = divisions[code]
    return one.name if one.level < 3 else divisions[one.parent].name + one.name


def called(code: str) -> set[str]:
    """Everything that a file may call a known division: its code, its own name, and that with its city's."""
    return {code, load_divisions()[code].name, name_of(code)}


def choices() -> list[tuple[str, str]]:
    """Code and name of every division that was not abolished, for lists to choose from."""
    return [(one.code, name_of(one.code)) for one in load_divisions() if not one.abolished]


def level_of(code: str) -> int:
    """1 province, 2 city, 3 county; 0 where the code is unknown."""
    divisions = load_divisions()
    return divisions[code].level if code in divisions else 0
