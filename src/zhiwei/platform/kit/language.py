"""The reader's language as the engine and the law's data name it, and how it joins words and sets remarks apart."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import get_language


def lang() -> str:
    """``en`` for an English page, else ``zh``."""
    return "en" if (get_language() or "").startswith("en") else "zh"


def listed(parts: Iterable[object]) -> str:
    """Words in a row: ``甲、乙``, in English ``a, b``."""
    return (", " if lang() == "en" else "、").join(map(str, parts))


def commas(parts: Iterable[object]) -> str:
    """Several particulars of one thing: ``甲，乙``, in English ``a, b``."""
    return (", " if lang() == "en" else "，").join(map(str, parts))


def semicolons(parts: Iterable[object]) -> str:
    """Several statements in one line."""
    return ("; " if lang() == "en" else "；").join(map(str, parts))


def titled(title: object, text: object) -> str:
    """A text with what it speaks of before it: ``甲：乙``, in English ``a: b``."""
    return f"{title}: {text}" if lang() == "en" else f"{title}：{text}"


def aside(text: str, more: str) -> str:
    """A text with a remark in brackets; the text alone where there is none."""
    if not more:
        return text
    return f"{text} ({more})" if lang() == "en" else f"{text}（{more}）"
