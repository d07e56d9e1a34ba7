"""What the room's report counts under the difficulties of 2.1: owners learn to manage and to begin (16)."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.utils.translation import gettext_lazy as _

from zhiwei.platform.subjects.indicators import Indicator
from zhiwei.platform.subjects.models import Difficulty
from zhiwei.platform.training import report

REPORT, ADDRESS = _("经营者培训"), "/training/report/"


def counted(divisions: Collection[str], year: int) -> Iterator[Indicator]:
    """Person-times of the year with proof, and owners with a funded place."""
    lines = report.counties(year, divisions)
    for label, number in (
        (_("培训人次"), sum(one.attendances for one in lines)),
        (_("资助培训的经营者"), sum(one.funded for one in lines)),
    ):
        yield Indicator(REPORT, label, "count", number, ADDRESS, Difficulty.START_UP)
