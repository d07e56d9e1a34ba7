"""How long cases of a type took, from their opening to their end; medians are published."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from zhiwei.platform.cases.models import Case
from zhiwei.platform.kit import clock

LEAST = 5
"""Cases below which no median is shown."""
LATEST = 1_000
"""Ended cases looked at, the newest."""


@dataclass(frozen=True, slots=True)
class Durations:
    """Ended cases of the last year, open ones, and the median of calendar days; None where there are too few."""

    ended: int
    open: int
    median_days: int | None


def durations(type_id: str) -> Durations:
    """Of one type over the last 365 days."""
    since = clock.now() - timedelta(days=365)
    rows = Case.objects.filter(type=type_id)
    ended = rows.filter(ended_at__gte=since)
    spans = sorted(
        (end - begin).days
        for begin, end in ended.order_by("-ended_at").values_list("opened_at", "ended_at")[:LATEST]
        if end is not None
    )
    median = spans[len(spans) // 2] if len(spans) >= LEAST else None
    return Durations(ended.count(), rows.filter(ended_at=None).count(), median)
