"""What the room's reports count under the difficulties of 2.1: bases serve those who begin (14)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zhiwei.platform.bases.models import Graduation, Residency
from zhiwei.platform.kit import clock
from zhiwei.platform.subjects.indicators import Indicator
from zhiwei.platform.subjects.models import Difficulty

REPORT, ADDRESS = _("创业基地"), "/office/bases/"


def counted(divisions: Collection[str], year: int) -> Iterator[Indicator]:
    """Firms residing at the year's end or today, and firms that graduated in the year."""
    last = min(date(year, 12, 31), clock.today())
    here = Q(base__subject__division__in=sorted(divisions), struck_at=None)
    lasting = Q(moved_out_on=None) | Q(moved_out_on__gt=last)
    residents = Residency.objects.filter(here, lasting, moved_in_on__lte=last)
    graduates = Graduation.objects.filter(here, graduated_on__year=year)
    for label, number in ((_("在基地的企业"), residents.count()), (_("从基地毕业的企业"), graduates.count())):
        yield Indicator(REPORT, label, "count", number, ADDRESS, Difficulty.START_UP)
