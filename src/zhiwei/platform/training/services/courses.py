"""Courses: a commissioned body offers, changes and cancels them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from zhiwei.platform.accounts.divisions import level_of, name_of
from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.kit import clock
from zhiwei.platform.training.models import Commission, Course, Topic
from zhiwei.platform.training.services.common import Fault, Refused, record_course

FIELDS = (
    "title", "topic", "text", "teacher", "division", "place", "starts_on", "ends_on", "hours", "seats",
)  # fmt: skip


def publish(viewer: Viewer, commission: Commission, **given: Any) -> Course:
    """Offer a course under a commission; ``given`` are the fields of :class:`Course` named in ``FIELDS``.

    Raises Refused with every fault: days outside the commission, a county it does not cover; PermissionDenied for
    another's commission.
    """
    must_teach(viewer, commission)
    made = Course(commission=commission, made_by_id=viewer.user_id, **_tidy(given))
    wrong = _faults(made)
    if made.starts_on < clock.today():
        wrong.append(Fault("starts_on", _("开课日期不能早于今天")))
    if wrong:
        raise Refused(wrong)
    with transaction.atomic():
        made.save(force_insert=True)
        record_course(viewer, "training.publish", "training.teach", made, **_said(made))
    return made


def change(viewer: Viewer, course: Course, **given: Any) -> Course:
    """Change a course that has not begun; seats never fall below those taken."""
    must_teach(viewer, course.commission)
    with transaction.atomic():
        held = Course.objects.select_for_update().select_related("commission").get(pk=course.pk)
        moved = given.get("starts_on", held.starts_on) != held.starts_on or (
            given.get("ends_on", held.ends_on) != held.ends_on
        )
        began = held.starts_on <= clock.today()
        for name, value in _tidy(given).items():
            setattr(held, name, value)
        wrong = _faults(held)
        if held.state != Course.State.OPEN or began:
            wrong.append(Fault("", _("已开课或已取消的课程不能再改")))
        if held.starts_on < clock.today():
            wrong.append(Fault("starts_on", _("开课日期不能早于今天")))
        if held.seats < held.taken:
            wrong.append(Fault("seats", _("已有 %(n)d 人报名，名额不能少于这个数") % {"n": held.taken}))
        if moved and held.taken:
            wrong.append(Fault("starts_on", _("已有人报名，不能改期；请取消后重新发布，让学员重新选择")))
        if wrong:
            raise Refused(wrong)
        held.save()
        record_course(viewer, "training.change", "training.teach", held, **_said(held))
    return held


def cancel(viewer: Viewer, course: Course, why: str) -> Course:
    """Cancel a course that has not begun: everybody's enrolment ends, and each sees why."""
    must_teach(viewer, course.commission)
    with transaction.atomic():
        held = Course.objects.select_for_update().select_related("commission").get(pk=course.pk)
        wrong = [] if why.strip() else [Fault("why", _("请写明取消原因，学员会看到"))]
        if held.state == Course.State.CANCELLED:
            return held
        if held.starts_on <= clock.today():
            wrong.append(Fault("", _("已开课的课程不能取消")))
        if wrong:
            raise Refused(wrong)
        held.state, held.cancelled_why, held.taken = Course.State.CANCELLED, why.strip(), 0
        held.save()
        freed = held.enrolments.filter(withdrawn_at=None).update(withdrawn_at=clock.now())
        record_course(
            viewer, "training.cancel", "training.teach", held, why=held.cancelled_why, enrolled=freed
        )
    return held


def must_teach(viewer: Viewer, commission: Commission) -> None:
    """Raise PermissionDenied for who is not of the commission's body."""
    own = commission.body.organisation_id
    if not viewer.is_system and (own is None or not viewer.may("training.teach", organisation_id=own)):
        raise PermissionDenied(_("您只能管理自己机构的课程"))


def _tidy(given: dict[str, Any]) -> dict[str, Any]:
    return {n: v.strip() if isinstance(v, str) else v for n, v in given.items() if n in FIELDS}


def _faults(one: Course) -> list[Fault]:
    commission, wrong = one.commission, []
    for name in ("title", "place", "teacher"):
        if not getattr(one, name):
            label = Course._meta.get_field(name).verbose_name  # type: ignore[union-attr]
            wrong.append(Fault(name, _("请填写%(name)s") % {"name": label}))
    if one.topic not in Topic.values:
        wrong.append(Fault("topic", _("请选择课程领域")))
    if level_of(one.division) != 3:
        wrong.append(Fault("division", _("课程须写明所在的县（市、区）")))
    elif not commission.covers(one.division):
        said = _("委托文件 %(document)s 只管%(place)s，不能在%(there)s开课")
        names = {
            "document": commission.document,
            "place": name_of(commission.division),
            "there": name_of(one.division),
        }
        wrong.append(Fault("division", said % names))
    if one.ends_on < one.starts_on:
        wrong.append(Fault("ends_on", _("结束日期早于开课日期")))
    elif not one.qualified:
        wrong.append(Fault("starts_on", _("委托期是 %(first)s 至 %(last)s，这段日期以外机构没有资格开课（第 16.2 句）") % {
            "first": commission.from_day, "last": commission.last_day,
        }))  # fmt: skip
    if one.hours < 1:
        wrong.append(Fault("hours", _("学时须大于零")))
    if one.seats < 1:
        wrong.append(Fault("seats", _("名额须大于零")))
    return wrong


def _said(one: Course) -> dict[str, Any]:
    days: dict[str, date] = {"starts_on": one.starts_on, "ends_on": one.ends_on}
    return {
        "title": one.title,
        "topic": one.topic,
        "seats": one.seats,
        "commission": str(one.commission_id),
        **days,
    }
