"""What can be wrong with a reform file, noted with its path in the file, in Chinese and English."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from zhiwei.engine.errors import Defect, InputError, suggest
from zhiwei.engine.raw import RawError


class Problems:
    """Collects the defects of one file; raised all at once."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.defects: list[Defect] = []

    def note(self, path: str, zh: str, en: str, remedy_zh: str = "", remedy_en: str = "") -> None:
        """Note a defect at a path such as ``changes.slp_rate.from``."""
        where = f"{self.file}: {path}" if path else self.file
        self.defects.append(Defect(where, en, remedy_en, zh, remedy_zh))

    def unreadable(self, path: str, error: RawError) -> None:
        """A value that cannot be read."""
        self.note(path, error.zh, error.en, error.remedy_zh, error.remedy_en)

    def unknown(self, path: str, zh: str, en: str, name: object, known: Iterable[str]) -> None:
        """A name that is not known, with those nearest to it, else with some that are."""
        words = list(known)
        near = suggest(str(name), words)
        listed = ("", "") if near else _some(words)
        self.note(path, f"{zh} {name}", f"{en} {name}", listed[0], near or listed[1])

    def only(self, path: str, fields: Mapping[str, Any], known: Iterable[str]) -> None:
        """Refuse every field that is not known."""
        words = tuple(known)
        for name in fields:
            if name not in words:
                self.unknown(_join(path, name), "不认识的字段", "unknown field", name, words)

    def raise_any(self) -> None:
        """Raise InputError if there was anything."""
        if self.defects:
            raise InputError(self.defects)


def _join(path: str, name: object) -> str:
    return f"{path}.{name}" if path else str(name)


def _some(words: list[str]) -> tuple[str, str]:
    shown = words[:12]
    return "可选：" + "、".join(shown), "known: " + ", ".join(shown)
