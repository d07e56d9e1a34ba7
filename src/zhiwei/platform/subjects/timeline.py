"""Which statement stands, given a day the facts apply to and a day whose knowledge is used. Pure; no database."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from zhiwei.platform.subjects.sources import Precedence

KNOWN, REFUSED, NOT_APPLICABLE, WITHDRAWN = "known", "refused", "not_applicable", "withdrawn"


@dataclass(frozen=True, slots=True)
class Statement:
    """What one source said of one fact and period. ``order`` tells statements of one day apart, the later is larger."""

    name: str
    period: str
    source: str
    status: str
    value: Any
    holds_from: date | None
    known_from: date
    received_on: date
    expires_on: date | None
    legal_basis: str
    order: int

    @property
    def label(self) -> str:
        """``revenue`` or ``revenue@2011``."""
        return f"{self.name}@{self.period}" if self.period else self.name

    @property
    def says(self) -> tuple[str, Any]:
        """What two sources are compared by."""
        return self.status, self.value

    @property
    def asserts(self) -> bool:
        """Whether it gives a value, or says that there is none to give; a refusal says nothing."""
        return self.status in (KNOWN, NOT_APPLICABLE)


def standing(said: Iterable[Statement], as_of: date, known_on: date | None) -> Statement | None:
    """The statement of one source that counts on ``as_of``, as known on ``known_on`` (None: as known now).

    A statement without ``holds_from`` replaces all that was said before it; one with it begins a stretch of time that
    lasts until the next. A withdrawn or expired one leaves nothing; what it replaced does not come back.
    """
    known = sorted(
        (s for s in said if known_on is None or s.known_from <= known_on),
        key=lambda s: (s.known_from, s.order),
    )
    counts: Statement | None = None
    for statement in known:
        if statement.holds_from is None or (
            statement.holds_from <= as_of
            and (counts is None or counts.holds_from is None or counts.holds_from <= statement.holds_from)
        ):
            counts = statement
    if counts is None or counts.status == WITHDRAWN or (counts.expires_on and counts.expires_on < as_of):
        return None
    return counts


@dataclass(frozen=True, slots=True)
class Choice:
    """What is used of a fact and period, what the other sources say, and by which order it was chosen."""

    used: Statement
    others: tuple[Statement, ...]
    precedence: Precedence

    @property
    def conflicting(self) -> tuple[Statement, ...]:
        """The other sources that say something else; a refusal contradicts nothing."""
        if not self.used.asserts:
            return ()
        return tuple(s for s in self.others if s.asserts and s.says != self.used.says)


def choose(standing_ones: Iterable[Statement], precedence: Precedence) -> Choice | None:
    """One value of those that stand, a source each: an assertion before a refusal, then by precedence."""
    ranked = sorted(standing_ones, key=lambda s: (not s.asserts, precedence.rank(s.source), s.source))
    return Choice(ranked[0], tuple(ranked[1:]), precedence) if ranked else None
