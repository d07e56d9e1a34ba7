"""Who works on a case: the official it is assigned to, and experts invited to it."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from zhiwei.platform.accounts import queries as people
from zhiwei.platform.accounts.models import User
from zhiwei.platform.accounts.roles import OFFICIALS, Role
from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.audit import log
from zhiwei.platform.cases.faults import Refused
from zhiwei.platform.cases.models import Case, Participant
from zhiwei.platform.cases.services.acting import held


def assign(viewer: Viewer, case_id: UUID, user: User | None) -> Case:
    """Give a case to an official who may act in its division; None gives it back to all of them."""
    with transaction.atomic():
        case = held(case_id)
        taking = (
            user is not None and user.pk == viewer.user_id and viewer.may("cases.act", division=case.division)
        )
        if not taking and not viewer.may("cases.assign", division=case.division):
            raise PermissionDenied(_("您不能分派本件"))
        if user is not None and not people.viewer(user).may("cases.act", division=case.division):
            raise Refused([_("%(name)s 不能办理本地区的事项") % {"name": user}])
        case.assignee = user
        case.save(update_fields=["assignee"])
        detail = {"assignee": "" if user is None else str(user.pk)}
        log.record(
            viewer, "cases.assign", kind="case", key=str(case.pk), division=case.division, detail=detail,
            permission="cases.act" if taking else "cases.assign",
        )  # fmt: skip
    return case


def invite(viewer: Viewer, case_id: UUID, user: User, role: str) -> Participant:
    """Invite somebody of no office, such as an expert, to one case; again does nothing."""
    with transaction.atomic():
        case = held(case_id)
        if not viewer.may("cases.assign", division=case.division):
            raise PermissionDenied(_("您不能为本件邀请专家"))
        if role not in Role.values or Role(role) in OFFICIALS or not people.viewer(user).has(Role(role)):
            raise Refused([_("%(name)s 不是可以受邀的角色") % {"name": user}])
        made, new = Participant.objects.get_or_create(
            case=case, user=user, role=role, defaults={"invited_by_id": viewer.user_id}
        )
        if new:
            detail = {"user": str(user.pk), "role": role}
            log.record(
                viewer, "cases.invite", kind="case", key=str(case.pk), division=case.division, detail=detail,
                permission="cases.assign",
            )  # fmt: skip
    return made
