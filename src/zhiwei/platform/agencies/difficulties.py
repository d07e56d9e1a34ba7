"""What the room's report counts under the difficulties of 2.1: spending on research shows how firms upgrade (6.1)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from fractions import Fraction

from django.utils.translation import gettext_lazy as _

from zhiwei.platform.agencies.intensity import LEAST, of_year
from zhiwei.platform.subjects.indicators import Indicator
from zhiwei.platform.subjects.models import Difficulty

REPORT, ADDRESS = _("企业研发投入"), "/research-intensity/"


def counted(divisions: Collection[str], year: int) -> Iterator[Indicator]:
    """Research spending over revenue of the year; none without revenue or where too few firms stand behind it."""
    found = [one for one in of_year(year) if one.division in divisions]
    revenue, firms = sum(one.revenue for one in found), sum(one.firms for one in found)
    shown = revenue > 0 and firms >= LEAST
    share = Fraction(sum(one.spending for one in found), revenue) if shown else None
    yield Indicator(REPORT, _("研发费用占营业收入的比重"), "rate", share, ADDRESS, Difficulty.UPGRADE)
