"""Words of a name: as of a text, and its sounds: pinyin (``p:hang``, ``p:hangzhou``) and initials (``i:hz``)."""

from __future__ import annotations

from functools import cache
from itertools import pairwise, product

from zhiwei.platform.kit.search.split import is_han, runs, tokens

READINGS = 2
"""Readings of one character that are kept; 长 is found as chang and as zhang."""


def name_tokens(text: str) -> list[str]:
    """Words, pinyin and initials of a name; ``杭州`` is found by 杭, 杭州, hang, hangzhou and hz."""
    return [*tokens(text), *sounds(text)]


def sounds(text: str) -> list[str]:
    """The pinyin of each character and of every two neighbours, and the initials of every two."""
    found: list[str] = []
    for run in runs(text):
        if not is_han(run):
            continue
        readings = [_readings(character) for character in run]
        for each in readings:
            found += [f"p:{sound}" for sound in each]
        for one, next_one in pairwise(readings):
            both = list(product(one, next_one))
            found += [f"p:{first}{second}" for first, second in both]
            found += [f"i:{first[0]}{second[0]}" for first, second in both]
    return list(dict.fromkeys(found))


@cache
def _readings(character: str) -> tuple[str, ...]:
    from pypinyin import Style, pinyin

    found = pinyin(character, style=Style.NORMAL, heteronym=True, errors="ignore")
    return tuple(dict.fromkeys(found[0][:READINGS])) if found else ()


@cache
def syllables() -> frozenset[str]:
    """Every syllable of pinyin that a character of the basic block has."""
    from pypinyin import pinyin_dict
    from pypinyin.contrib.tone_convert import to_normal

    basic = (sounds for code, sounds in pinyin_dict.pinyin_dict.items() if 0x4E00 <= code <= 0x9FFF)
    spelled = {to_normal(sound) for sounds in basic for sound in sounds.split(",")}
    return frozenset(sound for sound in spelled if sound.isascii() and set(sound) & set("aeiou"))


@cache
def _begun() -> frozenset[str]:
    return frozenset(sound[:length] for sound in syllables() for length in range(1, len(sound) + 1))


def spelled(run: str) -> list[list[str]]:
    """The ways to read letters as syllables, the last perhaps begun only: ``hangzh`` → [hang, zh]; fewest parts first."""
    known = syllables()
    begun = _begun()
    ways: list[list[list[str]]] = [[[]], *([] for _ in run)]
    for end in range(1, len(run) + 1):
        for start in range(max(0, end - 6), end):
            part = run[start:end]
            if part in known or (end == len(run) and part in begun):
                ways[end] += [[*way, part] for way in ways[start][:4]]
        ways[end].sort(key=len)
        del ways[end][4:]
    return ways[len(run)]
