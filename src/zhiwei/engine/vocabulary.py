"""Vocabularies: closed lists of words with a Chinese and an English label."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from types import ModuleType
from typing import Self


class Vocabulary(StrEnum):
    """A closed list: each member is ``value, Chinese label, English label``."""

    zh: str
    en: str

    def __new__(cls, value: str, zh: str, en: str) -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.zh = zh
        member.en = en
        return member

    @classmethod
    def labels(cls) -> dict[str, tuple[str, str]]:
        """Value to (Chinese, English) label, in the order of the list."""
        return {m.value: (m.zh, m.en) for m in cls}


def vocabularies_in(modules: Iterable[ModuleType]) -> dict[str, type[Vocabulary]]:
    """The vocabularies that modules make or import, by class name in order."""
    found = {
        v for m in modules for v in vars(m).values() if isinstance(v, type) and issubclass(v, Vocabulary)
    }
    return {v.__name__: v for v in sorted(found - {Vocabulary}, key=lambda v: v.__name__)}
