"""The programmes that pay without an application: case types that a run opens by itself."""

from __future__ import annotations

from datetime import date

PROGRAMMES = ("reward",)
"""Ids of case types with the steps revise, drop, revive, raise, lower and proceed."""


def key_of(type_id: str, subject: object, as_of: date) -> str:
    """The key of a subject's case for a year, so that no run opens a second one."""
    return f"{type_id}/{as_of.year}/{subject}"
