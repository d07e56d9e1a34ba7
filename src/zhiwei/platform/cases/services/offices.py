"""Entering how the office that handles a matter is reached."""

from __future__ import annotations

import re
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.audit import log
from zhiwei.platform.cases.casetypes import registry
from zhiwei.platform.cases.faults import Fault, Refused
from zhiwei.platform.cases.models import Office
from zhiwei.platform.cases.offices import organisations
from zhiwei.platform.kit import clock

TELEPHONE = re.compile(r"[0-9０-９+＋()（）/、，,;； 转\-－—]{5,60}")
"""Signs that telephone numbers of an office are written with."""


def telephone_fault(text: str) -> str:
    """What is wrong with the telephone number of an office as it was written; '' where it is one."""
    return "" if TELEPHONE.fullmatch(text.strip()) else _("请写明办公电话，如 0571-12345678")


def set_office(
    viewer: Viewer, *, division: str, telephone: str, authority: str = "", organisation: UUID | None = None, type_id: str = "",
    address: str = "", hours: str = "",
) -> Office:  # fmt: skip
    """Enter the office of a division for a type of case, or for all; what was entered before is replaced.

    Raises PermissionDenied outside one's divisions, Refused without a name or organisation, without a telephone number, or
    for an organisation without officials in the division.
    """
    if not viewer.may("cases.assign", division=division):
        raise PermissionDenied(_("只能登记本辖区办理机关的联系方式"))
    wrong = []
    body = organisations(division).filter(pk=organisation).first() if organisation else None
    if organisation and body is None:
        wrong.append(Fault("organisation", _("这个单位在所选地区没有在任的经办人员")))
    if not authority.strip() and not organisation:
        wrong.append(Fault("authority", _("请写明办理机关的名称")))
    if said := telephone_fault(telephone):
        wrong.append(Fault("telephone", said))
    if type_id and type_id not in registry.all_types():
        wrong.append(Fault("type_id", _("请从列表中选择事项")))
    if wrong:
        raise Refused(wrong)
    values = {"organisation": body, "authority": authority.strip(), "telephone": telephone.strip(), "address": address.strip(), "hours": hours.strip()}  # fmt: skip
    with transaction.atomic():
        made, _new = Office.objects.update_or_create(
            division=division,
            type=type_id,
            defaults={**values, "entered_by_id": viewer.user_id, "entered_at": clock.now()},
        )
        log.record(
            viewer, "cases.office", kind="office", key=str(made.pk), division=division, permission="cases.assign",
            detail={"type": type_id, "name": made.name, "phone": made.telephone, "organisation": body.name if body else ""},
        )  # fmt: skip
    return made
