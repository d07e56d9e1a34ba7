"""Reminding the applicant of a case that waits for him."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.audit import log
from zhiwei.platform.cases import permissions, standing
from zhiwei.platform.cases.faults import Refused
from zhiwei.platform.cases.models import Case, Reminder
from zhiwei.platform.cases.services.acting import held
from zhiwei.platform.kit import clock


def remind(viewer: Viewer, case_id: UUID) -> Reminder:
    """Ask the applicant once more for what his case waits for; again on the same day does nothing.

    It adds no demand to what a return told. Raises Refused where the case does not wait for the applicant, PermissionDenied
    for who is no office of the case.
    """
    with transaction.atomic():
        case = held(case_id)
        if viewer.user_id is None or not may_remind(viewer, case):
            raise PermissionDenied(_("您不能办理这一项"))
        if not standing.waits_for_applicant(case):
            raise Refused([_("本件现在不是在等申请人办理")])
        earlier: Reminder | None = case.reminders.first()
        if earlier is not None and clock.day_of(earlier.made_at) == clock.today():
            return earlier
        made = Reminder.objects.create(case=case, made_by_id=viewer.user_id)
        log.record(
            viewer, "cases.remind", kind="case", key=str(case.pk), division=case.division,
            detail={"type": case.type, "number": case.number, "state": case.state}, permission=permissions.ACT,
        )  # fmt: skip
    return made


def may_remind(viewer: Viewer, case: Case) -> bool:
    """Whether the viewer is an official who takes some step of such a case by his office."""
    return not viewer.is_system and permissions.of_office(viewer, case)
