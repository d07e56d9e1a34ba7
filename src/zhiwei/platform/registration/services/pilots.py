"""Filing a pilot area of sea-use rights (17.3), by the document that says so."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from zhiwei.law.divisions import load_divisions
from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.audit import log
from zhiwei.platform.registration.models import PilotArea
from zhiwei.platform.registration.refused import Fault
from zhiwei.platform.registration.services.common import refuse_all

ACT = "registration.keep"


def file_pilot(
    viewer: Viewer, *, division: str, document: str, from_day: date, to_day: date | None = None
) -> PilotArea:
    """File a place as a pilot area; the same document again is kept. Raises Refused with every fault."""
    if not viewer.may(ACT, division=division):
        raise PermissionDenied(_("您只能登记本地区的试点"))
    faults = []
    if division not in load_divisions():
        faults.append(Fault("division", _("没有这个行政区划")))
    if not document.strip():
        faults.append(Fault("document", _("请填写文号")))
    if to_day is not None and to_day < from_day:
        faults.append(Fault("to_day", _("终止日早于起始日")))
    refuse_all(faults)
    with transaction.atomic():
        made, new = PilotArea.objects.get_or_create(
            division=division, document=document.strip(),
            defaults={"from_day": from_day, "to_day": to_day, "made_by_id": viewer.user_id},
        )  # fmt: skip
        if new:
            detail = {"document": made.document, "from_day": from_day, "to_day": to_day}
            log.record(
                viewer, "registration.pilot", kind="pilot_area", key=str(made.pk), division=division, detail=detail,
                permission=ACT,
            )  # fmt: skip
    return made
