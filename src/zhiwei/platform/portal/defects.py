"""Defects of input in the reader's language."""

from __future__ import annotations

from zhiwei.engine.errors import InputError
from zhiwei.population.defects import InputDefects


def told(error: InputError | InputDefects, lang: str) -> list[str]:
    """Each defect on a line: where, what, remedy."""
    if isinstance(error, InputDefects):
        return [defect.describe(lang) for defect in error.defects]
    return [defect.text(lang) for defect in error.defects]
