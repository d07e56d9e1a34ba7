"""Names of enterprises taken apart: 行政区划, 字号, 行业, 组织形式; and what a search by name looks through. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from zhiwei.engine.errors import Defect, LoadError
from zhiwei.law.divisions import load_divisions
from zhiwei.law.loading import read_yaml

DATA = Path(__file__).parent / "data" / "names.yaml"
SHORTEST = 2
"""Characters that a trade name has at least."""
_PLACE_IN_BRACKETS = re.compile(r"\(([^()]+)\)")
WORDS_KEPT = 20_000
"""Words whose spelling is remembered; names share most of theirs."""
_PERSON = re.compile(r"[\u3400-\u9fff·]{2,4}")


@dataclass(frozen=True, slots=True)
class Parts:
    """A name's parts; a part that it has not is empty. ``places`` are as written, the largest first."""

    places: tuple[str, ...]
    core: str
    industry: str
    form: str

    @property
    def key(self) -> str:
        """Equal for two spellings of one name: place words and the spelling of the form do not count."""
        return f"{self.core}{self.industry}{_words()['forms'].get(self.form, self.form)}"


def fold(text: str) -> str:
    """Half-width forms, no blanks, lower case; rare characters stay as they are."""
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()


@cache
def _words() -> dict[str, Any]:
    defects: list[Defect] = []
    words = read_yaml(DATA, defects)
    if defects:
        raise LoadError(defects)
    return {**words, "forms": {fold(k): v for k, v in words["forms"].items()}}


@cache
def _forms() -> tuple[frozenset[str], range]:
    return _by_length(_words()["forms"])


@cache
def _industries() -> tuple[frozenset[str], range]:
    return _by_length(fold(word) for word in _words()["industries"])


def _by_length(words: Iterable[str]) -> tuple[frozenset[str], range]:
    """The words, and the lengths to try, the longest first."""
    known = frozenset(words)
    lengths = [len(word) for word in known]
    return known, range(max(lengths), min(lengths) - 1, -1)


def _ending(text: str, words: tuple[frozenset[str], range], left: int) -> str:
    """The longest of the words that ends a text and leaves so many characters in front of it; or nothing."""
    known, lengths = words
    return next((text[-n:] for n in lengths if len(text) - n >= left and text[-n:] in known), "")


@cache
def _places() -> dict[str, int]:
    """Names of the province, its cities and counties, with and without their last character.

    The level (1 to 3) of each; the higher one where a city and a county share a name.
    """
    names: dict[str, int] = {}
    for one in load_divisions():
        for name in (one.name, one.name[:-1]):
            if len(name) >= SHORTEST:
                names[name] = min(one.level, names.get(name, one.level))
    return names


@cache
def _lengths_of_places() -> range:
    return _by_length(_places())[1]


def take_apart(name: str) -> Parts:
    """The parts of a name. What is no form, place or industry is the trade name (字号), which is never empty."""
    text = fold(name)
    form = _ending(text, _forms(), 1)
    rest = text.removesuffix(form)
    places: list[str] = []
    for bracket in _PLACE_IN_BRACKETS.finditer(rest):
        if bracket[1] in _places():
            places.append(bracket[1])
            rest = rest.replace(bracket[0], "")
    front: list[str] = []
    while place := _leading_place(rest, _places()[front[-1]] if front else 0):
        front.append(place)
        rest = rest[len(place) :]
    core = rest
    while word := _ending(core, _industries(), SHORTEST):
        core = core.removesuffix(word)
    return Parts((*front, *places), core or text, rest[len(core) :], form)


def _leading_place(text: str, above: int) -> str:
    """A place in front, below the level of the one before it, if a trade name remains behind it."""
    fitting = (text[:n] for n in _lengths_of_places() if len(text) - n >= SHORTEST)
    return next((p for p in fitting if _places().get(p, 0) > above), "")


def is_personal(name: str) -> bool:
    """Whether a name is nothing but a natural person's: two to four characters, a surname in front, no form."""
    text = fold(name)
    if not _PERSON.fullmatch(text) or take_apart(text).form:
        return False
    return any(text.startswith(s) for s in _words()["surnames"])


def masked(name: str) -> str:
    """A person's name as public pages show it: the surname, then stars."""
    text = name.strip()
    surname = next((s for s in ("诸葛", "欧阳", "司马", "上官", "夏侯") if text.startswith(s)), text[:1])
    return surname + "*" * (len(text) - len(surname))


def findable(*names: str) -> str:
    """What a search looks through: each name folded, its pinyin and its initials, a line each."""
    from pypinyin.core import Pinyin  # half a second of dictionaries, for those who need them

    lines: list[str] = []
    for name in dict.fromkeys(filter(None, names)):
        text = fold(name)
        spelled = [_spelled(word) for word in Pinyin().seg(text)]
        lines += [text, "".join(full for full, _ in spelled), "".join(initials for _, initials in spelled)]
    return "\n".join(dict.fromkeys(lines))


@lru_cache(WORDS_KEPT)
def _spelled(word: str) -> tuple[str, str]:
    """Pinyin and initials of a word as segmentation gives it."""
    from pypinyin import Style, lazy_pinyin

    return "".join(lazy_pinyin(word)), "".join(lazy_pinyin(word, style=Style.FIRST_LETTER))
