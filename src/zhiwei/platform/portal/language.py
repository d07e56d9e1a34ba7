"""The reader's language as the law's data names it."""

from __future__ import annotations

from zhiwei.platform.kit.language import aside, lang, semicolons

__all__ = ["aside", "lang", "pick", "semicolons"]


def pick(zh: str, en: str) -> str:
    """The text in the reader's language; the Chinese where there is no English."""
    return en if lang() == "en" and en else zh
