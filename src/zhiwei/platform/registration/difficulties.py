"""What the room's report counts under the difficulties of 2.1: registering is where a firm begins (17)."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.utils.translation import gettext_lazy as _

from zhiwei.platform.kit import clock
from zhiwei.platform.registration.statistics import total
from zhiwei.platform.subjects.indicators import Indicator
from zhiwei.platform.subjects.models import Difficulty

REPORT, ADDRESS = _("企业登记"), "/registration/"


def counted(divisions: Collection[str], year: int) -> Iterator[Indicator]:
    """Filings decided in the year and the share decided on the spot."""
    found = total(clock.today(), year, divisions)
    yield Indicator(REPORT, _("办结的登记申请"), "count", found.decided, ADDRESS, Difficulty.START_UP)
    yield Indicator(REPORT, _("当场办结的比重"), "rate", found.share, ADDRESS, Difficulty.START_UP)
