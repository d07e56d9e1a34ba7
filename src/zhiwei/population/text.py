"""Text as people type it: full-width forms, stray blanks, long garbage."""

from __future__ import annotations

import unicodedata

SHOWN = 40
WHOLE = 1e15
"""Below it a spreadsheet's number stands as it was typed."""


def plain(text: str) -> str:
    """NFKC form (full-width digits, letters and brackets become plain), outer blanks removed."""
    return unicodedata.normalize("NFKC", text).strip()


def key(text: str) -> str:
    """A form in which two spellings of one name are equal: no blanks, hyphens as underscores, lower case."""
    folded = plain(text).casefold().replace("-", "_")
    if folded.isascii():
        return "_".join(folded.split())
    return "".join(folded.split())


def shown(value: object) -> str:
    """A value as a message quotes it: one line, at most 40 characters; a whole number without its ``.0``."""
    if isinstance(value, float) and value.is_integer() and abs(value) < WHOLE:
        value = int(value)
    text = " ".join(str(value).split())
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"
