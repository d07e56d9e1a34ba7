"""Enterprises that are late with their contributions (17.1: 加强风险监管); for officials only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.registration import law
from zhiwei.platform.registration.models import Contribution
from zhiwei.platform.subjects.models import Subject
from zhiwei.platform.subjects.queries import divisions_for


@dataclass(frozen=True, slots=True)
class Risk:
    """An enterprise with what is overdue, fen, since the earliest day it was due; ``statutory`` by the rule of 17.1.

    ``deadline`` is the last day of the law of its founding; where ``statutory`` is False only an agreed day has passed.
    """

    enterprise: Subject
    instalments: int
    fen: int
    since: date
    days: int
    statutory: bool
    deadline: date | None


def overdue(viewer: Viewer, today: date) -> list[Risk]:
    """The risk list of the viewer's divisions, the oldest first. The day after the due day is the first on the list."""
    rows = Contribution.objects.filter(
        enterprise__state=Subject.State.ACTIVE, ended_on=None, paid_on=None, due_on__lt=today
    )
    if not viewer.is_system:
        rows = rows.filter(enterprise__division__in=sorted(divisions_for(viewer, "subjects.read")))
    found = []
    ordered = rows.select_related("enterprise").order_by("enterprise_id", "due_on")
    for _key, group in groupby(ordered, key=lambda one: one.enterprise_id):
        late = list(group)
        enterprise, first = late[0].enterprise, late[0].due_on
        assert enterprise is not None
        assert first is not None
        beyond, deadline = law.overdue(enterprise, today)
        found.append(
            Risk(
                enterprise, len(late), sum(one.fen for one in late), first, (today - first).days,
                beyond is True and any(one.from_day == enterprise.founded_on for one in late), deadline,
            )
        )  # fmt: skip
    return sorted(found, key=lambda one: (one.since, one.enterprise.name))
