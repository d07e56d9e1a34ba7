"""How late a case is: its deadline is the first day on which a clock that is not over ends, or ended."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import DateField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from zhiwei.platform.cases.models import Case, Clock
from zhiwei.platform.kit import clock

DEADLINE = "deadline"
"""The name of the deadline on the rows of :func:`with_deadline`; it is None where no clock runs."""
FIRST = "deadline_or_never"
"""The order that puts the latest cases on top and those without a deadline at the end, on every database."""
NEVER = date.max


def with_deadline(rows: QuerySet[Case]) -> QuerySet[Case]:
    """Cases with their deadline and the order by it."""
    ends = running_ends().order_by("end").values("end")
    found = rows.annotate(**{DEADLINE: Subquery(ends[:1])})
    return found.annotate(**{FIRST: Coalesce(DEADLINE, Value(NEVER, DateField()), output_field=DateField())})


def running_ends() -> QuerySet[Any]:
    """The clocks of the outer query's case that are not over and have a day, ``end``, on which they end or ended."""
    clocks = Clock.objects.filter(case=OuterRef("pk"), ended_on=None)
    return clocks.annotate(end=Coalesce("lapsed_on", "due_on")).exclude(end=None)


def deadline_of(case: Case) -> date | None:
    """The deadline of one case, from its row where :func:`with_deadline` gave it one."""
    if case.ended:
        return None
    if hasattr(case, DEADLINE):
        found: date | None = getattr(case, DEADLINE)
        return found
    ends = [one.lapsed_on or one.due_on for one in case.clocks.filter(ended_on=None)]
    return min((one for one in ends if one is not None), default=None)


def days_late(case: Case) -> int:
    """The days since the deadline of a case that is not over; 0 where it has not passed."""
    end = deadline_of(case)
    return max(0, (clock.today() - end).days) if end is not None else 0
