"""What the room's report counts under the difficulties of 2.1: people who bring technology help firms to upgrade (18, 20)."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.utils.translation import gettext_lazy as _

from zhiwei.platform.kit import clock
from zhiwei.platform.subjects.indicators import Indicator
from zhiwei.platform.subjects.models import Difficulty
from zhiwei.platform.talent.report import lines

REPORT, ADDRESS = _("人才激励"), "/talent/"
SHOWN = (("running", _("年末在企业的科技人员")), ("shares", _("技术股份折算")), ("splits", _("收益分配定案")))


def counted(divisions: Collection[str], year: int) -> Iterator[Indicator]:
    """Researchers at firms at the year's end, shares and splits of the year."""
    found = lines(year, clock.today(), divisions)
    for name, label in SHOWN:
        number = sum(one.counts[name] for one in found)
        yield Indicator(REPORT, label, "count", number, ADDRESS, Difficulty.UPGRADE)
