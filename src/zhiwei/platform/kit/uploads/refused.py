"""Why a file is not taken, in words for the person who sent it."""

from __future__ import annotations


class Refused(ValueError):
    """The file is not taken; the text, in the reader's language, says why and what to do. ``code`` is for programs."""

    for_people = True

    def __init__(self, text: str, code: str) -> None:
        super().__init__(text)
        self.code = code


def megabytes(size: int) -> str:
    """A size as people say it: ``50 MB``, ``1.5 MB``; at least 0.1."""
    tenths = max(1, round(size * 10 / 1024 / 1024))
    return f"{tenths // 10}.{tenths % 10} MB".replace(".0 MB", " MB")
