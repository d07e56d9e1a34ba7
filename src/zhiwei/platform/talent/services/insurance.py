"""由原单位继续缴纳单位部分的社会保险 (20.2): months that the unit paid."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.kit import clock
from zhiwei.platform.talent import queries
from zhiwei.platform.talent.models import InsuranceMonth, Secondment
from zhiwei.platform.talent.services.common import Fault, Refused, keeps, note


def pay_insurance(viewer: Viewer, secondment: Secondment, *, through: date) -> int:
    """Enter that the unit paid its part for every month up to one; gives how many are new. Raises Refused."""
    keeps(viewer, secondment.unit)
    with transaction.atomic():
        held = Secondment.objects.select_for_update().select_related("subject", "unit").get(pk=secondment.pk)
        faults = []
        if held.filed_on is None:
            faults.append(Fault("", _("备案以后才有由原单位缴纳的月份")))
        if through > clock.today():
            faults.append(Fault("through", _("月份不能晚于今天")))
        if faults:
            raise Refused(faults)
        wanted = queries.months_due(held, through)
        there = set(held.insurance.values_list("month", flat=True))
        new = [one for one in wanted if one not in there]
        if not new:
            raise Refused([Fault("through", _("到这个月为止都已登记"))])
        InsuranceMonth.objects.bulk_create(
            [InsuranceMonth(secondment=held, month=one, entered_by_id=viewer.user_id) for one in new]
        )
        note(viewer, "talent.insure", held, months=[one.isoformat()[:7] for one in new])
    return len(new)
