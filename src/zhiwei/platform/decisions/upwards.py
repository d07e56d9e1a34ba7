"""What rooms above know of figures that no fact of the register holds: they hand it in when they start; decisions know no case."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Pending:
    """A matter with open applications whose figures stand with the application alone.

    ``subjects`` are those who applied, ``unsettled`` those of them whose figures no official has settled yet.
    """

    matter: str
    subjects: frozenset[UUID]
    unsettled: frozenset[UUID]
    address: str


Finder = Callable[[Collection[str], Collection[str]], Iterable[Pending]]
"""From measures and divisions to the matters with such applications."""
_finders: list[Finder] = []


def add_pending(find: Finder) -> None:
    """Hand in how a room finds such applications, in its ``AppConfig.ready``."""
    if find not in _finders:
        _finders.append(find)


def pending(measures: Collection[str], divisions: Collection[str]) -> list[Pending]:
    """The matters of some measures and divisions whose applications hold figures of their own."""
    return [one for find in _finders for one in find(measures, divisions)]
