"""What the room counts under the difficulties of 2.1: shared instruments help firms to upgrade (19)."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from zhiwei.platform.instruments.indicators import CONFIRMED
from zhiwei.platform.instruments.models import Booking
from zhiwei.platform.subjects.indicators import Indicator
from zhiwei.platform.subjects.models import Difficulty

REPORT, ADDRESS = _("科技资源共享"), "/office/instruments/"


def counted(divisions: Collection[str], year: int) -> Iterator[Indicator]:
    """Confirmed uses of the year by firms of the divisions, and those of small and micro firms."""
    rows = Booking.objects.filter(
        case__state=CONFIRMED, used_on__year=year, firm__division__in=sorted(divisions)
    )
    found = rows.aggregate(all=Count("pk"), small=Count("pk", filter=Q(small=True)))
    yield Indicator(REPORT, _("使用科技资源的次数"), "count", found["all"], ADDRESS, Difficulty.UPGRADE)
    yield Indicator(REPORT, _("其中小型、微型企业"), "count", found["small"], ADDRESS, Difficulty.UPGRADE)
