"""Statuses that stand in the place of a value."""

from __future__ import annotations

from enum import Enum


class Status(Enum):
    """Why there is no value, the strongest first: of two, an operation passes the stronger on."""

    UNDEFINED = "undefined"
    """No admissible completion of the missing facts leads here (a code outside its edition, a broken constraint)."""
    NOT_APPLICABLE = "not_applicable"
    NOT_IN_FORCE = "not_in_force"
    UNKNOWN_LAW = "unknown_law"
    NOT_OFFERED = "not_offered"
    NO_DECISION = "no_decision_filed"

    @property
    def rank(self) -> int:
        """Place in the order of strength, 0 the strongest."""
        return _RANK[self]


_RANK = {status: rank for rank, status in enumerate(Status)}


def strongest(*values: object) -> Status | None:
    """The strongest status among the values, or None if all are values."""
    found = [v for v in values if isinstance(v, Status)]
    return min(found, key=lambda s: s.rank) if found else None
