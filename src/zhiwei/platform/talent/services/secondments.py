"""An expert asks to move to a small firm (20.2). Consent, acceptance and filing are steps of the case."""

from __future__ import annotations

from datetime import date
from typing import cast

from django.utils.translation import gettext as _

from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.subjects.models import Subject
from zhiwei.platform.talent.models import Researcher, Secondment, WorkKind
from zhiwei.platform.talent.services.common import Fault, Refused, acts_for, begin

TYPE = "secondment"


def ask_to_move(
    viewer: Viewer, researcher: Researcher, firm: Subject, *, starts_on: date, work: str, task: str, key: str
) -> Secondment:
    """Ask the unit and the firm; somebody is seconded to one firm at a time. Raises Refused with every fault."""
    acts_for(viewer, researcher.organisation_id)
    faults = firm_faults(firm)
    if researcher.left_on is not None:
        faults.append(Fault("", _("您已登记离开原单位")))
    if researcher.unit.organisation_id is None:
        faults.append(Fault("", _("您的单位还没有账号，不能表示同意")))
    if firm.organisation_id is None:
        faults.append(Fault("firm", _("“%(name)s”还没有账号，不能确认接收") % {"name": firm.name}))
    if work not in WorkKind.values:
        faults.append(Fault("work", _("请选择在企业的工作")))
    if faults:
        raise Refused(faults)
    unit = researcher.unit

    def make(subject: Subject) -> Secondment:
        return Secondment.objects.create(
            subject=subject, researcher=researcher, unit=unit, firm=firm, starts_on=starts_on, work=work
        )

    made = begin(
        viewer, TYPE, name=f"{unit.name}离岗备案", division=unit.division,
        organisation_id=researcher.organisation_id, key=key, make=make,
        content={"starts_on": starts_on.isoformat(), "work": work, "task": task.strip()},
        twice=_("您已有一件在办或在期的离岗，结束后才能再提出"),
    )  # fmt: skip
    return cast(Secondment, made)


def firm_faults(firm: Subject) -> list[Fault]:
    """What is wrong with a firm that is named."""
    if firm.entity != "enterprise":
        return [Fault("firm", _("“%(name)s”不是企业") % {"name": firm.name})]
    if firm.state != Subject.State.ACTIVE:
        return [Fault("firm", _("“%(name)s”已经注销") % {"name": firm.name})]
    return []
