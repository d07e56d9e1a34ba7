"""Days as addresses and forms write them."""

from __future__ import annotations

from datetime import date

FIRST = date(2012, 1, 1)
"""The first day that the pages offer; the Opinions were issued in that year and some of their windows open on it."""


def read_day(raw: str) -> date | None:
    """A day written 2012-06-30; None for anything else."""
    try:
        return date.fromisoformat(raw.strip())
    except ValueError:
        return None
