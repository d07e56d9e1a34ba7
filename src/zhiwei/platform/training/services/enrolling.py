"""Choosing a course: by the account of the owner himself, and by nobody else's."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.kit import clock
from zhiwei.platform.ledger.faults import quoted
from zhiwei.platform.subjects.models import Subject
from zhiwei.platform.training import law, queries
from zhiwei.platform.training.models import Course, Enrolment, Kind, Place
from zhiwei.platform.training.services.common import Fault, Refused, record_course
from zhiwei.platform.training.services.places import hold_case


def enrol(viewer: Viewer, course: Course, firm: Subject) -> Enrolment:
    """Choose a course for oneself, as an owner of a firm; chosen again, the same enrolment.

    There is no way to name another person. Raises Refused with every fault (a body without a commission in force, no
    seat left, a firm that is not small, a funded course without a place); PermissionDenied for who is no owner of the firm.
    """
    own = firm.organisation_id
    if viewer.user_id is None or own is None or not viewer.may("training.enrol", organisation_id=own):
        raise PermissionDenied(_("课程由企业主本人的账号选择，培训机构、会计和政府都不能代选（第 16.2 句）"))
    with transaction.atomic():
        place = _place(viewer.user_id, course)
        held = (
            Course.objects.select_for_update(of=("self",))
            .select_related("commission__body")
            .get(pk=course.pk)
        )
        there = Enrolment.objects.filter(course=held, person=viewer.user_id, withdrawn_at=None).first()
        if there is not None:
            return there
        wrong = _faults(held, firm, place)
        if wrong:
            raise Refused(wrong)
        try:
            with transaction.atomic():
                Course.objects.filter(pk=held.pk).update(taken=F("taken") + 1)
                made = Enrolment.objects.create(
                    course=held, person_id=viewer.user_id, chosen_by_id=viewer.user_id, firm=firm,
                    division=firm.division, made_at=clock.now(),
                )  # fmt: skip
        except IntegrityError:  # the database's own word on seats and persons
            raise Refused([Fault("", _("名额刚被报满，或您刚刚已经报名，请刷新"))]) from None
        record_course(
            viewer, "training.enrol", "training.enrol", held, enrolment=str(made.pk), firm=str(firm.pk)
        )
    return made


def withdraw(viewer: Viewer, one: Enrolment) -> Enrolment:
    """Leave a course that has not begun; the seat is free again."""
    if viewer.user_id is None or one.person_id != viewer.user_id:
        raise PermissionDenied(_("只有报名的企业主本人可以退出"))
    with transaction.atomic():
        course = Course.objects.select_for_update().get(pk=one.course_id)
        held = Enrolment.objects.select_for_update().get(pk=one.pk)
        if held.withdrawn_at is not None:
            return held
        if course.starts_on <= clock.today():
            raise Refused([Fault("", _("课程已经开始，不能退出；没有参加的不计人次"))])
        held.withdrawn_at = clock.now()
        held.save(update_fields=["withdrawn_at"])
        Course.objects.filter(pk=course.pk).update(taken=F("taken") - 1)
        record_course(viewer, "training.withdraw", "training.enrol", course, enrolment=str(held.pk))
    return held


def _place(person_id: int, course: Course) -> Place | None:
    """The funded place that a course in start-up ability is taken with, its case held."""
    if course.commission.kind != Kind.ABILITY:
        return None
    found = queries.place_held(person_id, course.starts_on.year)
    return hold_case(found) if found is not None else None


def _faults(course: Course, firm: Subject, place: Place | None) -> list[Fault]:
    wrong = []
    if course.state != Course.State.OPEN:
        wrong.append(Fault("", _("这门课程已取消")))
    elif course.starts_on < clock.today():
        wrong.append(Fault("", _("这门课程已于 %(day)s 开课") % {"day": course.starts_on}))
    if not course.qualified or course.commission.body.state != Subject.State.ACTIVE:
        said = _("“%(body)s”在开课期间没有有效的委托，不能选择：%(text)s")
        wrong.append(Fault("", said % {"body": course.commission.body, "text": quoted(law.SHORT)}))
    if firm.organisation_id is not None and firm.organisation_id == course.commission.body.organisation_id:
        wrong.append(Fault("firm", _("培训机构不能为自己单位的企业培训并计入补助人次")))
    if course.left <= 0:
        wrong.append(Fault("", _("名额已满（%(seats)d 人）") % {"seats": course.seats}))
    if law.firm_is_small(firm, course.starts_on) is False:
        wrong.append(Fault("firm", _("“%(firm)s”按现有数据不是小型、微型企业，不能参加（第 16.2、16.3 句）") % {
            "firm": firm.name,
        }))  # fmt: skip
    if course.commission.kind == Kind.ABILITY:
        if place is None:
            wrong.append(Fault("", _("创业能力提升课程凭本年度的资助名额参加，请先申请名额（第 16.3 句）")))
        elif place.firm_id != firm.pk:
            wrong.append(Fault("firm", _("资助名额是以“%(firm)s”申请的") % {"firm": place.firm.name}))
        elif _other(place, course):
            wrong.append(Fault("", _("一个资助名额参加一门课程；改选请先退出已报的课程")))
    return wrong


def _other(place: Place, course: Course) -> bool:
    """Whether the place is used for another course of its year already."""
    rows = Enrolment.objects.filter(
        person=place.person_id, withdrawn_at=None, course__commission__kind=Kind.ABILITY,
        course__starts_on__year=place.year_id,
    )  # fmt: skip
    return rows.exclude(course=course).exists()
