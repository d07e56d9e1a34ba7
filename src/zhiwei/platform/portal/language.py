"""The reader's language as the law's data names it."""

from __future__ import annotations

from django.utils.translation import get_language


def lang() -> str:
    """``en`` for an English page, else ``zh``."""
    return "en" if (get_language() or "").startswith("en") else "zh"


def pick(zh: str, en: str) -> str:
    """The text in the reader's language; the Chinese where there is no English."""
    return en if lang() == "en" and en else zh
