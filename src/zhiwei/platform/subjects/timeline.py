"""Which statement stands, given a day the facts apply to and a day whose knowledge is used. Pure; no database."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from zhiwei.platform.subjects.sources import Precedence

KNOWN, REFUSED, NOT_APPLICABLE, WITHDRAWN = "known", "refused", "not_applicable", "withdrawn"


class Statement(NamedTuple):
    """What one source said of one fact and period. ``order`` tells statements of one day apart, the later is larger.

    A tuple, since a run makes some ten of each subject it looks at.
    """

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


def latest(said: Iterable[Statement], as_of: date, known_on: date | None) -> Statement | None:
    """The last word of one source for ``as_of``, as known on ``known_on`` (None: as known now), withdrawn or not.

    Later is what was received later; of one day what was recorded later, which corrects the earlier. A statement without
    ``holds_from`` replaces all before it; one with it begins a stretch of time that lasts until the next.
    """
    known = [s for s in said if known_on is None or s.known_from <= known_on]
    if len(known) > 1:
        known.sort(key=lambda s: (s.received_on, s.known_from, s.order))
    last: Statement | None = None
    for statement in known:
        begins = statement.holds_from
        if begins is None or (
            begins <= as_of and (last is None or last.holds_from is None or last.holds_from <= begins)
        ):
            last = statement
    return last


def standing(said: Iterable[Statement], as_of: date, known_on: date | None) -> Statement | None:
    """The statement of one source that counts; a withdrawn or expired one leaves nothing, and revives nothing."""
    last = latest(said, as_of, known_on)
    if last is None or last.status == WITHDRAWN or (last.expires_on and last.expires_on < as_of):
        return None
    return last


def content(said: Any) -> tuple[Any, ...]:
    """What makes two statements of one source the same; on what ground and when it was received is not part of it."""
    return said.status, said.value, said.holds_from, said.expires_on


def corrected(own: Iterable[Statement], new: Any) -> Statement | None:
    """What the source said before on the day the new statement was received: the new one corrects it, or repeats it."""
    same_day = (s for s in own if s.received_on == new.received_on and s.holds_from == new.holds_from)
    return max(same_day, key=lambda s: s.order, default=None)


def repeated(own: Iterable[Statement], new: Any) -> Statement | None:
    """The statement of the same source that says already what a new one says; None where it says something new."""
    own = list(own)
    before = corrected(own, new) or latest(own, new.holds_from or new.received_on, new.received_on)
    return before if before is not None and content(before) == content(new) else None


@dataclass(frozen=True, slots=True)
class Choice:
    """What is used of a fact and period, what the other sources say, and by which order it was chosen."""

    used: Statement
    others: tuple[Statement, ...]
    precedence: Precedence

    @property
    def conflicting(self) -> tuple[Statement, ...]:
        """The other sources that say something else; a refusal contradicts nothing."""
        if not self.others or not self.used.asserts:
            return ()
        return tuple(s for s in self.others if s.asserts and s.says != self.used.says)


def choose(standing_ones: Iterable[Statement], precedence: Precedence) -> Choice | None:
    """One value of those that stand, a source each: an assertion before a refusal, then by precedence."""
    ranked = list(standing_ones)
    if len(ranked) > 1:
        ranked.sort(key=lambda s: (not s.asserts, precedence.rank(s.source), s.source))
    return Choice(ranked[0], tuple(ranked[1:]), precedence) if ranked else None
