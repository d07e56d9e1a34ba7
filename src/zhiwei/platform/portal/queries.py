"""Live counts that public pages show, from the registers below."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q

from zhiwei.platform.decisions import queries as decisions
from zhiwei.platform.decisions.models import Filing, State
from zhiwei.platform.kit import clock
from zhiwei.platform.subjects.models import Enquiry, Subject
from zhiwei.platform.subjects.queries import actors

SHOWN = 5
"""Decisions listed beside a count."""


@dataclass(frozen=True, slots=True)
class SentenceDecisions:
    """The public decisions on a sentence: how many hold today, how many of those decline, the newest few."""

    in_force: int
    declined: int
    latest: tuple[Filing, ...]


def latest_decisions(count: int = SHOWN) -> tuple[Filing, ...]:
    """The newest public decisions."""
    return tuple(decisions.public()[:count])


def decision_counts() -> dict[str, int]:
    """Decisions that took effect and were not replaced or withdrawn, by sentence."""
    rows = decisions.public().filter(state=State.APPROVED).order_by()
    return dict(rows.values_list("sentence").annotate(n=Count("id")))


def decisions_of(sentence: str) -> SentenceDecisions:
    """The public decisions on a sentence."""
    today = clock.today()
    filings = tuple(decisions.filings_for(sentence))
    holding = [
        f
        for f in filings
        if f.state == State.APPROVED and f.from_day <= today and (f.to_day is None or today <= f.to_day)
    ]
    declined = sum(f.declines for f in holding)
    return SentenceDecisions(len(holding) - declined, declined, filings[:SHOWN])


@dataclass(frozen=True, slots=True)
class LiveCounts:
    """What the registers hold now."""

    subjects: int
    decisions: int
    divisions: int


def live_counts() -> LiveCounts:
    """Enterprises and bodies that exist (no filings), decisions in force, divisions that decided: counts only, nobody is
    named."""
    today = clock.today()
    holding = decisions.public().filter(
        Q(to_day__isnull=True) | Q(to_day__gte=today), state=State.APPROVED, from_day__lte=today
    )
    found = holding.order_by().aggregate(n=Count("id"), places=Count("division", distinct=True))
    there = Subject.objects.filter(entity__in=actors(), state=Subject.State.ACTIVE)
    return LiveCounts(there.count(), found["n"], found["places"])


def enquiries_under(difficulty: str) -> int:
    """How many questions, needs and complaints were raised under a difficulty."""
    return Enquiry.objects.filter(difficulty=difficulty).count()
