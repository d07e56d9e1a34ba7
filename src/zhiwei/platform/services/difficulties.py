"""What the room's report counts under the difficulties of 2.1: vouchers buy services for firms that begin (15.1)."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.utils.translation import gettext_lazy as _

from zhiwei.platform.services import report
from zhiwei.platform.subjects.indicators import Indicator
from zhiwei.platform.subjects.models import Difficulty

REPORT, ADDRESS = _("创业服务"), "/services/report/"


def counted(divisions: Collection[str], year: int) -> Iterator[Indicator]:
    """Confirmed services of the year and what was settled for them."""
    lines = [one for one in report.lines(year) if one.division in divisions]
    confirmed, settled = sum(one.confirmed for one in lines), sum(one.subsidy for one in lines)
    yield Indicator(REPORT, _("企业确认的服务"), "count", confirmed, ADDRESS, Difficulty.START_UP)
    yield Indicator(REPORT, _("服务补贴"), "money", settled, ADDRESS, Difficulty.START_UP)
