"""The reader's language as the law's data names it."""

from __future__ import annotations

from collections.abc import Iterable

from zhiwei.platform.kit.language import lang

__all__ = ["aside", "lang", "pick", "semicolons"]


def pick(zh: str, en: str) -> str:
    """The text in the reader's language; the Chinese where there is no English."""
    return en if lang() == "en" and en else zh


def semicolons(parts: Iterable[str]) -> str:
    """Several statements in one line."""
    return ("; " if lang() == "en" else "；").join(parts)


def aside(text: str, more: str) -> str:
    """A text with a remark in brackets; the text alone where there is none."""
    if not more:
        return text
    return f"{text} ({more})" if lang() == "en" else f"{text}（{more}）"
