"""Everyday words of trades, and what they say of how a trade is done: ``data/industry_words.yaml``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from zhiwei.engine.errors import Defect, LoadError
from zhiwei.law.loading import read_yaml

DATA = Path(__file__).parent / "data" / "industry_words.yaml"


@dataclass(frozen=True, slots=True)
class Words:
    """``trades``: parts of names by everyday word. ``general``: the same of shops that sell a bit of everything.
    ``kinds``: what is said of a kind of trade, and the names that say it. ``empty`` says nothing of the trade."""

    trades: Mapping[str, tuple[str, ...]]
    general: Mapping[str, tuple[str, ...]]
    kinds: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]
    empty: tuple[str, ...]

    def within(self, typed: str) -> tuple[str, ...]:
        """The everyday words inside what was typed, without those inside a longer one found too."""
        found = [word for word in self.trades if word in typed]
        return tuple(word for word in found if not any(word != other and word in other for other in found))

    def meant(self, typed: str) -> tuple[str, ...]:
        """The parts of names that the everyday words inside what was typed stand for; of a shop of any kind where that
        is all that was typed."""
        bare = self._without(typed, self.empty)
        if parts := self.general.get(typed) or self.general.get(bare):
            return parts
        return tuple(part for word in self.within(typed) for part in self.trades[word])

    def kind(self, typed: str) -> tuple[str, ...]:
        """What the names of the kind of trade that was typed contain; empty where none was."""
        return next((named for said, named in self.kinds if any(word in typed for word in said)), ())

    def core(self, typed: str) -> str:
        """What was typed without words of kinds and words that say nothing; all of it where nothing else is left."""
        return self._without(typed, (*self.empty, *(w for said, _named in self.kinds for w in said))) or typed

    @staticmethod
    def _without(typed: str, words: Iterable[str]) -> str:
        for word in sorted(words, key=len, reverse=True):
            typed = typed.replace(word, "")
        return typed


@cache
def words(path: Path = DATA) -> Words:
    """The file; raises LoadError where it cannot be read."""
    defects: list[Defect] = []
    raw = read_yaml(path, defects)
    if defects:
        raise LoadError(defects)
    return Words(
        {word: tuple(parts) for word, parts in raw["words"].items()},
        dict.fromkeys(raw["general"]["said"], tuple(raw["general"]["named"])),
        tuple((tuple(one["said"]), tuple(one["named"])) for one in raw["kinds"].values()),
        tuple(raw["empty"]),
    )
