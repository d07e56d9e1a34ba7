"""What may be claimed of a rulebook. A claim states law nowhere itself; it names variables, measures and conditions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from zhiwei.engine.raw import read_raw, shown
from zhiwei.engine.types import MONEY

PROVED, REFUTED, UNKNOWN, NOT_PROVABLE = "proved", "refuted", "unknown", "not_provable"
EMPTY = "empty"
"""Nothing admissible meets the claim's own assumptions, so that it says nothing."""


@dataclass(frozen=True, kw_only=True)
class Claim:
    """A property claimed of one entity under the law of one day.

    ``any_decision``: for every admissible local decision, else for those in ``decisions`` (none by default).
    ``division`` limits it to the subjects of one place, empty for all.
    ``given`` is a condition in the rule language to which the claim is limited; ``constants`` are amounts in yuan that
    conditions may name. ``expected`` is the outcome the claim is declared with, empty where it is only asked.
    """

    id: str
    zh: str
    en: str
    cites: tuple[str, ...]
    as_of: str
    entity: str = "enterprise"
    expected: str = PROVED
    any_decision: bool = False
    decisions: tuple[Mapping[str, Any], ...] = ()
    readings: Mapping[str, str] = field(default_factory=dict)
    division: str = ""
    given: str = "True"
    constants: Mapping[str, str] = field(default_factory=dict)
    large: bool = False

    def names(self) -> tuple[str, ...]:
        """The variables and measures it speaks of."""
        return ()


@dataclass(frozen=True, kw_only=True)
class Always(Claim):
    """The condition is never false; where it has no value (不适用, not in force) it claims nothing."""

    holds: str
    of: tuple[str, ...] = ()

    def names(self) -> tuple[str, ...]:
        """The variables it is filed under."""
        return self.of


@dataclass(frozen=True, kw_only=True)
class ExactlyOne(Claim):
    """Of the conditions one and only one is true."""

    conditions: tuple[str, ...]
    of: tuple[str, ...] = ()

    def names(self) -> tuple[str, ...]:
        """The variables it is filed under."""
        return self.of


@dataclass(frozen=True, kw_only=True)
class Settled(Claim):
    """The variable has a value for all complete facts, or one of the allowed statuses."""

    variable: str
    allowed: tuple[str, ...] = ()

    def names(self) -> tuple[str, ...]:
        """The variable."""
        return (self.variable,)


@dataclass(frozen=True, kw_only=True)
class Monotone(Claim):
    """The variable never falls (``rising``) or never rises when the one fact grows and all others stay."""

    variable: str
    fact: str
    rising: bool = True

    def names(self) -> tuple[str, ...]:
        """The variable."""
        return (self.variable,)


@dataclass(frozen=True, slots=True)
class Notch:
    """断崖: one more fen of the fact leaves less of it.

    ``at`` is the last amount before, ``size`` the largest drop, ``dominated_to`` the largest amount that leaves some
    subject with less than it had at ``at``; yuan.
    """

    at: str
    size: str
    dominated_to: str

    @property
    def level_from(self) -> str:
        """The amount from which on nobody is left with less than at ``at``: a fen above ``dominated_to``."""
        return shown(MONEY, read_raw(MONEY, self.dominated_to, {}) + 1)

    def __str__(self) -> str:
        return f"{self.at} (-{self.size}, to {self.dominated_to})"


@dataclass(frozen=True, kw_only=True)
class Notches(Claim):
    """All notches of what is left of a money fact, less some variables, plus what some measures grant.

    ``notches`` is the declared list; None where it is only asked for.
    """

    fact: str
    less: tuple[str, ...] = ()
    plus: tuple[str, ...] = ()
    notches: tuple[Notch, ...] | None = None

    def names(self) -> tuple[str, ...]:
        """The variables and measures that make the difference."""
        return (*self.less, *self.plus)


@dataclass(frozen=True, kw_only=True)
class SameLaw(Claim):
    """The variable is the same under the law of ``as_of`` and of ``other`` for the same facts, outside a region.

    The region is a condition under the law of ``as_of``; a region given must hold a difference, or it is too wide.
    """

    variable: str
    other: str
    outside: str = "False"

    def names(self) -> tuple[str, ...]:
        """The variable."""
        return (self.variable,)


@dataclass(frozen=True, kw_only=True)
class Stable(Claim):
    """A verdict that is settled although facts are missing is the verdict of every completion of them."""

    measure: str

    def names(self) -> tuple[str, ...]:
        """The measure."""
        return (self.measure,)
