"""Live counts that public pages show: from the register of decisions."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count

from zhiwei.platform.decisions.models import Filing, State
from zhiwei.platform.kit import clock

PUBLIC_STATES = (State.APPROVED, State.SUPERSEDED, State.WITHDRAWN)


def _effective() -> list[str]:
    return [str(state) for state in PUBLIC_STATES]


@dataclass(frozen=True, slots=True)
class SentenceDecisions:
    """The public decisions on a sentence: how many hold today, how many decline, the newest few."""

    in_force: int
    declined: int
    latest: tuple[Filing, ...]


def public_filings() -> object:
    """Filings that took effect, newest first."""
    return Filing.objects.filter(filed_on__isnull=False, state__in=_effective()).order_by("-filed_on", "-made_at")


def latest_decisions(count: int = 5) -> tuple[Filing, ...]:
    """The newest public decisions."""
    return tuple(public_filings()[:count])


def decision_counts() -> dict[str, int]:
    """Decisions in force by sentence."""
    rows = Filing.objects.filter(state=State.APPROVED).values_list("sentence").annotate(n=Count("id"))
    return dict(rows.order_by())


def decisions_of(sentence: str) -> SentenceDecisions:
    """The public decisions on a sentence."""
    today = clock.today()
    filings = tuple(public_filings().filter(sentence=sentence)[:200])
    holding = [
        f
        for f in filings
        if f.state == State.APPROVED and f.from_day <= today and (f.to_day is None or today <= f.to_day)
    ]
    return SentenceDecisions(
        sum(not f.declines for f in holding), sum(f.declines for f in holding), filings[:5]
    )
