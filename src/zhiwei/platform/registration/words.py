"""Numbers of the room as people read them."""

from __future__ import annotations

from fractions import Fraction


def days_text(days: Fraction | None) -> str:
    """A median of whole days: ``3`` or ``3.5``; '' for none."""
    if days is None:
        return ""
    return f"{days.numerator}" if days.denominator == 1 else f"{float(days):.1f}"
