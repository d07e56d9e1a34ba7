"""Notes (注) that stand in English beside dated values, in Chinese."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from zhiwei.engine.errors import Defect, LoadError
from zhiwei.law.loading import DATA, read_records

_ENGLISH = re.compile(r"[A-Za-z]{2,}")


def is_english(note: str) -> bool:
    """Whether a note has English words, names of standards apart."""
    return _ENGLISH.search(re.sub(r"GB/T|LPR", "", note)) is not None


def load_notes(folder: Path = DATA) -> dict[str, str]:
    """Return the Chinese of each English note of ``notes.yaml``; raises LoadError with all defects."""
    defects: list[Defect] = []
    found: dict[str, str] = {}
    for record in read_records(folder / "notes.yaml", "en", defects):
        record.only("en", "zh")
        if record.name in found:
            record.wrong("stands twice", "keep one")
        zh = record.text("zh", needed=True)
        if is_english(zh):
            record.wrong(f"its Chinese has English words: {zh}")
        found[record.name] = zh
    if defects:
        raise LoadError(defects)
    return found


@cache
def _known() -> Mapping[str, str]:
    return load_notes()


def note_text(note: str, lang: str = "zh") -> str:
    """A note in a language; as it stands where it has no other form."""
    return _known().get(note, note) if lang == "zh" else note
