"""Statuses as small numbers, so that of several the strongest is the greatest.

Even numbers are settled: 0 a value, the others a status in the order of :class:`Status`. An odd number says
that the result is missing and which statuses it may yet turn out to be: those below it. So 1 hides values
only, 3 also that no decision is filed (4), 11 every status up to 不适用 (12), 13 also that no completion is
admissible (14). The greatest of several is then what a strict operation on them comes to, hidden statuses included.
"""

from __future__ import annotations

from zhiwei.engine.status import Status

KNOWN, MISSING = 0, 1
NO_DECISION, NOT_OFFERED, UNKNOWN_LAW, NOT_IN_FORCE, NOT_APPLICABLE, UNDEFINED = 4, 6, 8, 10, 12, 14
MAYBE_ABSENT = NOT_APPLICABLE - 1
"""A missing fact that may be 不适用."""
MAYBE_UNDEFINED = UNDEFINED - 1

_NUMBERS = {
    Status.NO_DECISION: NO_DECISION,
    Status.NOT_OFFERED: NOT_OFFERED,
    Status.UNKNOWN_LAW: UNKNOWN_LAW,
    Status.NOT_IN_FORCE: NOT_IN_FORCE,
    Status.NOT_APPLICABLE: NOT_APPLICABLE,
    Status.UNDEFINED: UNDEFINED,
}
WORDS = {
    KNOWN: "known",
    **{number: status.value for status, number in _NUMBERS.items()},
    UNDEFINED: Status.NOT_APPLICABLE.value,
}
"""Words of the settled numbers; where no value is defined a result is reported as 不适用."""


def number_of(status: Status) -> int:
    """The number of a status."""
    return _NUMBERS[status]


def hiding(status: int) -> int:
    """The number of a missing result that may turn out to have this status; -1 below :data:`MISSING`."""
    return status if status % 2 else status - 1
