"""Staff of two years in the demonstration: made-up shares of the registered employees, some numbers missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from zhiwei.platform.accounts.viewer import SYSTEM
from zhiwei.platform.kit import clock
from zhiwei.platform.staff import services
from zhiwei.platform.staff.models import Report
from zhiwei.platform.subjects import queries as subjects
from zhiwei.platform.subjects.models import Subject

FIRMS, YEARS = 80, 2
LACKING = 9
"""Every so many firms one number is missing."""


def write(rich: Sequence[Mapping[str, Any]]) -> int:
    """Report the last years of some firms with rich files; gives the number of reports."""
    keys = [one["key"] for one in sorted(rich, key=lambda one: (one["division"], str(one["key"])))[:FIRMS]]
    firms = list(Subject.objects.filter(pk__in=keys).order_by("division", "pk"))
    today = clock.today()
    facts = subjects.facts_of_many(firms, as_of=date(today.year - 1, 12, 31), names=["employees"])
    for number, firm in enumerate(firms):
        stated = facts[firm.pk].get("employees", {}).get("value")
        if stated is None:
            continue
        total = int(stated)
        for back in range(YEARS):
            technology = total * (3 + number % 5 + YEARS - back) // 40
            skilled = None if number % LACKING == 0 else total * (2 + number % 4) // 30
            services.report(
                SYSTEM, firm, year=today.year - 1 - back, technology=technology, skilled=skilled, total=total
            )
    return Report.objects.count()
