"""What the room's reports count under the difficulties of 2.1: rewards help to earn (27), guarantees to borrow (32)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from django.db.models import Count, Sum
from django.utils.translation import gettext_lazy as _

from zhiwei.platform.funds import queries
from zhiwei.platform.subjects.indicators import Indicator
from zhiwei.platform.subjects.models import Difficulty, Guarantee

REWARDS, GUARANTEES = _("免申即享"), _("担保业务")


def counted(divisions: Collection[str], year: int) -> Iterator[Indicator]:
    """Rewards for the tax year that were paid, and the guarantees of the year's loans by the guarantors of the divisions."""
    here = sorted(divisions)
    paid = (
        queries.rewards(year)
        .filter(subject__division__in=here, paid__gt=0)
        .aggregate(fen=Sum("paid"), firms=Count("subject", distinct=True))
    )
    address = "/office/programmes/"
    yield Indicator(REWARDS, _("拿到奖励的企业"), "count", paid["firms"], address, Difficulty.PROFIT)
    yield Indicator(REWARDS, _("已付的奖励"), "money", paid["fen"] or 0, address, Difficulty.PROFIT)
    given = Guarantee.objects.filter(
        guarantor__division__in=here,
        from_day__gte=date(year, 1, 1),
        from_day__lte=date(year, 12, 31),
        struck_at=None,
    ).aggregate(fen=Sum("fen"), number=Count("pk"))
    address = "/office/funds/guarantees/"
    yield Indicator(GUARANTEES, _("新增担保笔数"), "count", given["number"], address, Difficulty.FINANCE)
    yield Indicator(GUARANTEES, _("新增担保金额"), "money", given["fen"] or 0, address, Difficulty.FINANCE)
