"""在企业的业绩 (20.2): stated by the expert, confirmed by the firm."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.kit import clock
from zhiwei.platform.talent.models import Secondment, WorkDone
from zhiwei.platform.talent.services.common import Fault, Refused, acts_for, note


def state_work(
    viewer: Viewer, secondment: Secondment, *, title: str, done_on: date, text: str = ""
) -> WorkDone:
    """State work done at the firm, of a day within the secondment. Raises Refused with every fault."""
    acts_for(viewer, secondment.researcher.organisation_id)
    faults = []
    if secondment.filed_on is None:
        faults.append(Fault("", _("备案以后才能登记在企业的业绩")))
    if not title.strip():
        faults.append(Fault("title", _("请填写业绩名称")))
    last = min(one for one in (clock.today(), secondment.ended_on, secondment.kept_until) if one)
    if not secondment.starts_on <= done_on <= last:
        faults.append(
            Fault(
                "done_on",
                _("完成日期应在 %(first)s 和 %(last)s 之间") % {"first": secondment.starts_on, "last": last},
            )
        )
    if faults:
        raise Refused(faults)
    with transaction.atomic():
        made = WorkDone.objects.create(
            secondment=secondment, title=title.strip(), done_on=done_on, text=text.strip()
        )
        note(viewer, "talent.state_work", secondment, work=str(made.pk), title=made.title, on=done_on)
    return made


def confirm_work(viewer: Viewer, work: WorkDone) -> WorkDone:
    """The firm confirms a piece of work; again changes nothing. Raises PermissionDenied for another firm."""
    acts_for(viewer, work.secondment.firm.organisation_id)
    with transaction.atomic():
        held = WorkDone.objects.select_for_update(of=("self",)).get(pk=work.pk)
        if held.confirmed_at is None:
            held.confirmed_at, held.confirmed_by_id = clock.now(), viewer.user_id
            held.save(update_fields=["confirmed_at", "confirmed_by"])
            note(viewer, "talent.confirm_work", work.secondment, work=str(held.pk), title=held.title)
    return held
