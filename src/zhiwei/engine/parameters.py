"""参数: dated values, and which one applies on a day, as known on a day."""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from zhiwei.engine.errors import Defect
from zhiwei.engine.status import Status
from zhiwei.engine.types import Date, Piece, ValueType

ONE_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Value:
    """One dated value. Money in fen, rates as Fraction, tables as a mapping of key to value.

    ``ends`` is the last day it really applied, ``enacted_to`` the printed end where it differs; both inclusive,
    None = open. ``ended_by`` cites the text that ended it. ``state`` is ``value``, ``not_in_force`` or ``unknown``.
    ``published`` is the issue day of the source (None: not recorded).
    """

    starts: Date
    ends: Date | None
    value: Any
    source: str
    article: str
    evidence: str
    enacted_to: Date | None = None
    ended_by: str | None = None
    ended_published: Date | None = None
    published: Date | None = None
    recorded_on: Date | None = None
    state: str = "value"
    also: tuple[str, ...] = ()
    minimum: Any = None
    maximum: Any = None
    note: str = ""

    def covers(self, day: Date) -> bool:
        """Whether the day lies between the first and the last real day."""
        return self.starts <= day and (self.ends is None or day <= self.ends)

    @property
    def cite(self) -> str:
        """``document number#article``."""
        return f"{self.source}#{self.article}" if self.article and self.article != "-" else self.source


@dataclass(frozen=True, slots=True)
class Parameter:
    """A named parameter with its dated values in order of their first day."""

    name: str
    zh: str
    en: str
    type: ValueType
    values: tuple[Value, ...]
    unit: str = ""
    boundary: str = ""
    applies: str = "day"
    key: str | None = None
    match: str = "exact"
    reading: Mapping[str, str] | None = None
    delegated: Mapping[str, str] | None = None
    quotes: tuple[Mapping[str, Any], ...] = ()
    note: str = ""

    @property
    def table(self) -> bool:
        """Whether it is a table read by a key."""
        return self.key is not None


@dataclass(frozen=True, slots=True)
class Resolved:
    """What a parameter is on a day: a value or a status, with the entry it came from and why."""

    value: Any
    entry: Value | None
    reason: str = ""
    decision: Any = None
    bounds: tuple[Any, Any] = field(default=(None, None))


def resolve(parameter: Parameter, day: Date, known_on: Date | None = None) -> Resolved:
    """The value on a day; with ``known_on`` only texts issued by then count.

    ``not_in_force`` before the first value or after a text ended it; ``unknown_law`` after the last known end, in an
    unexplained hole, where the table records no text, or where an issue day is needed and not recorded.
    """
    entry = _entry(parameter, day, known_on)
    if isinstance(entry, Resolved):
        return entry
    if entry.state == "not_in_force":
        return Resolved(Status.NOT_IN_FORCE, entry, "ended")
    if entry.state == "unknown":
        return Resolved(Status.UNKNOWN_LAW, entry, "no text found")
    return Resolved(entry.value, entry, bounds=(entry.minimum, entry.maximum))


def _entry(parameter: Parameter, day: Date, known_on: Date | None) -> Value | Resolved:
    if known_on is not None:
        return _entry_known(parameter, day, known_on)
    before: Value | None = None
    for value in parameter.values:
        if value.covers(day):
            return value
        if value.starts <= day:
            before = value
    return _gap(before, before is not None and before.ended_by is not None)


def _entry_known(parameter: Parameter, day: Date, known_on: Date) -> Value | Resolved:
    """The entry as it stood on ``known_on``: a text issued later neither gives nor cuts a value."""
    covering, before = None, None
    for value in parameter.values:
        if value.starts > day:
            continue
        if value.published is None:
            if value.covers(day):
                return Resolved(Status.UNKNOWN_LAW, value, "issue day of the source not recorded")
            continue
        if value.published > known_on or (value.recorded_on is not None and value.recorded_on > known_on):
            continue
        before = value
        end = _end_as_known(parameter, value, known_on)
        if end is None or day <= end:
            covering = value
    if covering is not None:
        return covering
    ended = before is not None and before.ended_by is not None and _known(before.ended_published, known_on)
    return _gap(before, ended)


def _end_as_known(parameter: Parameter, value: Value, known_on: Date) -> Date | None:
    """The printed end, unless a text issued by then had already cut the value."""
    if value.ended_by is not None and _known(value.ended_published, known_on):
        return value.ends
    for later in parameter.values:
        if later.starts > value.starts and _known(later.published, known_on):
            return value.ends
    return value.enacted_to or (value.ends if value.ended_by is None else None)


def _known(published: Date | None, known_on: Date) -> bool:
    return published is not None and published <= known_on


def _gap(before: Value | None, ended: bool) -> Resolved:
    if before is None:
        return Resolved(Status.NOT_IN_FORCE, None, "not yet in force")
    if ended or before.state == "not_in_force":
        return Resolved(Status.NOT_IN_FORCE, before, "ended")
    return Resolved(Status.UNKNOWN_LAW, before, "after the last known end")


def pieces(
    parameter: Parameter, starts: Date, ends: Date, known_on: Date | None = None
) -> tuple[Piece[Any], ...] | Status:
    """The segments of a period with one value each, in order; a status if any day has none."""
    cuts = {starts}
    for value in parameter.values:
        lasts = [d for d in (value.ends, value.enacted_to) if d]
        cuts.update(d for d in (value.starts, *(d + ONE_DAY for d in lasts)) if starts < d <= ends)
    ordered = sorted(cuts)
    found: list[Piece[Any]] = []
    entry: Value | None = None
    for first, following in zip(ordered, [*ordered[1:], ends + ONE_DAY], strict=True):
        resolved = resolve(parameter, first, known_on)
        if isinstance(resolved.value, Status):
            return resolved.value
        # As known on an earlier day, a cut by a later text is none: the piece goes on.
        begun = found.pop().starts if found and resolved.entry is entry else first
        found.append(Piece(resolved.value, begun, following - ONE_DAY))
        entry = resolved.entry
    return tuple(found)


def overlaps(parameter: Parameter) -> list[Defect]:
    """Values whose days overlap, stand out of order, or end before they start."""
    found = []
    for value in parameter.values:
        if value.ends is not None and value.ends < value.starts:
            found.append(
                Defect(f"parameter {parameter.name}", f"the value from {value.starts} ends before it starts")
            )
    for earlier, later in itertools.pairwise(parameter.values):
        if earlier.ends is None or earlier.ends >= later.starts:
            found.append(
                Defect(
                    f"parameter {parameter.name}",
                    f"the values from {earlier.starts} and from {later.starts} overlap",
                    f"let the earlier one end on {later.starts - ONE_DAY}",
                )
            )
    return found
