"""The reader's language as the engine and the law's data name it."""

from __future__ import annotations

from django.utils.translation import get_language


def lang() -> str:
    """``en`` for an English page, else ``zh``."""
    return "en" if (get_language() or "").startswith("en") else "zh"
