"""Differences (对比): what the parameters are on one day and on another."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from zhiwei.engine.parameters import Parameter, Resolved, Value, resolve
from zhiwei.engine.status import Status


@dataclass(frozen=True, slots=True)
class Side:
    """A parameter on a day. ``status`` is ``known``, ``not_in_force``, ``unknown_law`` or ``delegated`` (left to
    localities, no value of its own); money is in fen, rates are Fractions, tables mappings."""

    day: date
    status: str
    value: Any
    entry: Value | None

    @property
    def source(self) -> str:
        """The citation of the value, '' where there is none."""
        return self.entry.cite if self.entry else ""

    @property
    def ends(self) -> date | None:
        """The last day on which the value really applied, None where open or unknown."""
        return self.entry.ends if self.entry else None

    @property
    def enacted_to(self) -> date | None:
        """The end printed in the text: the real one unless it differs."""
        return (self.entry.enacted_to or self.entry.ends) if self.entry else None


@dataclass(frozen=True, slots=True)
class Change:
    """A parameter that is not the same on two days. ``keys`` are the changed keys of a table (old, new; None: no
    entry), empty for anything else."""

    parameter: Parameter
    old: Side
    new: Side
    keys: Mapping[str, tuple[Any, Any]]

    @property
    def of_status(self) -> bool:
        """Whether the status changed: a value came into force, ended or became unknown."""
        return self.old.status != self.new.status

    @property
    def of_source(self) -> bool:
        """Whether only the text changed, not what it says."""
        return not self.of_status and self.old.value == self.new.value


def diff(
    parameters: Iterable[Parameter], old: date, new: date, known_on: date | None = None
) -> tuple[Change, ...]:
    """Return the parameters whose status, value or source differ between two days, in the order given.

    With ``known_on`` both days are seen with the texts issued by then.
    """
    changes = []
    for parameter in parameters:
        before, after = side(parameter, old, known_on), side(parameter, new, known_on)
        if (before.status, before.value, before.source) != (after.status, after.value, after.source):
            changes.append(Change(parameter, before, after, _keys(before.value, after.value)))
    return tuple(changes)


def side(parameter: Parameter, day: date, known_on: date | None = None) -> Side:
    """Return what a parameter is on a day."""
    resolved: Resolved = resolve(parameter, day, known_on)
    if isinstance(resolved.value, Status):
        return Side(day, resolved.value.value, None, resolved.entry)
    if resolved.value is None and parameter.delegated:
        return Side(day, "delegated", None, resolved.entry)
    return Side(day, "known", resolved.value, resolved.entry)


def _keys(old: Any, new: Any) -> dict[str, tuple[Any, Any]]:
    if not (isinstance(old, Mapping) and isinstance(new, Mapping)):
        return {}
    return {key: (old.get(key), new.get(key)) for key in {**old, **new} if old.get(key) != new.get(key)}
