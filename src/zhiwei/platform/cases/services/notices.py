"""Objections to a public notice: made by anybody who gives his name, answered by the office."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.audit import log
from zhiwei.platform.cases import casetypes
from zhiwei.platform.cases.faults import Fault, Refused
from zhiwei.platform.cases.models import Notice, Objection
from zhiwei.platform.kit import clock


def object_to(viewer: Viewer, notice_id: UUID, *, person: str, contact: str, text: str) -> Objection:
    """An objection to a running notice. Raises Refused without name, contact or reason, and after the last day."""
    with transaction.atomic():
        notice = Notice.objects.select_for_update().get(pk=notice_id)
        wrong = []
        if notice.state != Notice.State.RUNNING or not notice.first_day <= clock.today() <= notice.last_day:
            wrong.append(
                Fault("", _("公示已于 %(day)s 期满或已终止，不再受理异议") % {"day": notice.last_day})
            )
        if not person.strip():
            wrong.append(Fault("person", _("请写明姓名或单位；匿名异议不予受理")))
        if not contact.strip():
            wrong.append(Fault("contact", _("请写明联系方式，以便告知处理结果")))
        if not text.strip():
            wrong.append(Fault("text", _("请写明异议的内容和理由")))
        if wrong:
            raise Refused(wrong)
        made = Objection.objects.create(
            notice=notice, person=person.strip(), contact=contact.strip(), text=text.strip(),
            made_by_id=viewer.user_id,
        )  # fmt: skip
        detail = {"case": str(notice.case_id), "notice": str(notice.pk)}
        log.record(
            viewer,
            "cases.object",
            kind="objection",
            key=str(made.pk),
            division=notice.division,
            detail=detail,
        )
    return made


def answer_objection(viewer: Viewer, objection_id: UUID, *, upheld: bool, answer: str) -> Objection:
    """Say whether an objection is right, with the reason; by a role that the case type names.

    Raises Refused without a reason or for one answered before, PermissionDenied for anybody else.
    """
    with transaction.atomic():
        found = (
            Objection.objects.select_for_update(of=("self",)).select_related("notice").get(pk=objection_id)
        )
        notice = found.notice
        if not may_answer(viewer, notice):
            raise PermissionDenied(_("异议由办理该事项的机关处理"))
        if found.state != Objection.State.OPEN:
            raise Refused([_("这项异议已经处理过")])
        if not answer.strip():
            raise Refused([Fault("answer", _("请写明处理结果和理由"))])
        found.state = Objection.State.UPHELD if upheld else Objection.State.REJECTED
        found.answer, found.answered_by_id, found.answered_at = answer.strip(), viewer.user_id, clock.now()
        found.save()
        detail = {"case": str(notice.case_id), "state": found.state, "answer": found.answer}
        log.record(
            viewer, "cases.answer_objection", kind="objection", key=str(found.pk), division=notice.division,
            detail=detail, permission="cases.act",
        )  # fmt: skip
    return found


def may_answer(viewer: Viewer, notice: Notice) -> bool:
    """Whether the viewer holds a role that answers objections of this kind of case."""
    rule = casetypes.get(notice.type).notice
    return rule is not None and any(viewer.covers(notice.division, Role(role)) for role in rule.answers)
