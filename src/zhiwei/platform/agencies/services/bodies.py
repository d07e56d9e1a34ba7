"""The list of bodies under departments, and the plan by which they are separated and converted (15.5)."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.agencies.models import Body, Person, Stage, State
from zhiwei.platform.agencies.services.common import Fault, Refused, found_or_made, keeper, record
from zhiwei.platform.kit import clock
from zhiwei.platform.subjects.models import Subject

ENTITY = "agency"


def list_body(
    viewer: Viewer, *, name: str, division: str, department: str, person: str, since: date, document: str
) -> Body:
    """Take a body of a department into the list, as linked since a day by a document.

    Raises Refused with every fault, PermissionDenied outside the viewer's divisions.
    """
    keeper(viewer, division)
    faults = []
    if person not in Person.values:
        faults.append(Fault("person", _("请选择法人性质")))
    if since > clock.today():
        faults.append(Fault("since", _("日期不能晚于今天")))
    for field, said in (("department", department), ("document", document)):
        if not said.strip():
            faults.append(Fault(field, _("请填写这一项")))
    if faults:
        raise Refused(faults)
    with transaction.atomic():
        subject = found_or_made(ENTITY, name, division)
        Subject.objects.select_for_update().get(pk=subject.pk)
        if Body.objects.filter(subject=subject).exists():
            raise Refused([Fault("name", _("“%(name)s”已在清单里") % {"name": subject.name})])
        made = Body.objects.create(
            subject=subject, department=department.strip(), person=person, made_by_id=viewer.user_id
        )
        Stage.objects.create(
            body=made, state=State.LINKED, on=since, document=document.strip(), entered_by_id=viewer.user_id
        )
        record(viewer, "agencies.list", subject, department=made.department, person=person, since=since)
    return made


def plan(
    viewer: Viewer, body: Body, *, document: str, separate_by: date | None, convert_by: date | None
) -> Body:
    """Enter the plan of a body: by which day it is separated and, where it must be, converted.

    Raises Refused with every fault, PermissionDenied outside the viewer's divisions.
    """
    keeper(viewer, body.subject.division)
    faults = []
    if not document.strip():
        faults.append(Fault("document", _("请填写工作方案的文号")))
    if separate_by is None:
        faults.append(Fault("separate_by", _("请填写计划分离日期")))
    if body.must_convert and convert_by is None:
        faults.append(Fault("convert_by", _("不是企业法人的，请填写计划转制日期")))
    if not body.must_convert and convert_by is not None:
        faults.append(Fault("convert_by", _("已是企业法人，不需要转制")))
    if separate_by and convert_by and convert_by < separate_by:
        faults.append(Fault("convert_by", _("转制不能早于分离")))
    if faults:
        raise Refused(faults)
    with transaction.atomic():
        held = Body.objects.select_for_update().get(pk=body.pk)
        held.plan_document, held.separate_by, held.convert_by = document.strip(), separate_by, convert_by
        held.save()
        record(
            viewer, "agencies.plan", held.subject, document=held.plan_document, separate_by=separate_by,
            convert_by=convert_by,
        )  # fmt: skip
    return held


def advance(body: Body, state: State, on: date, document: str, **more: object) -> Stage:
    """Write a stage and the state of the list, within the caller's transaction."""
    held = Body.objects.select_for_update().get(pk=body.pk)
    made = Stage.objects.create(body=held, state=state, on=on, document=document, **more)
    held.state = state
    held.save()
    return made


def day_of(body: Body, state: str) -> date | None:
    """Since when a body is in a state; None where it never was."""
    found: date | None = body.stages.filter(state=state).values_list("on", flat=True).first()
    return found
