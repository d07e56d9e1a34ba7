"""Attendance: the trainer says who was there, each trainee says it himself; both together make a person-time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from secrets import compare_digest
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from zhiwei.engine.errors import InputError
from zhiwei.platform.accounts.viewer import SYSTEM, Viewer
from zhiwei.platform.answers import receipts
from zhiwei.platform.cases import services as cases
from zhiwei.platform.kit import clock
from zhiwei.platform.training import law, money, queries
from zhiwei.platform.training.models import Course, Enrolment, Kind, Place
from zhiwei.platform.training.services.common import Fault, Refused, record_course
from zhiwei.platform.training.services.courses import must_teach
from zhiwei.platform.training.services.places import hold_case


def mark(viewer: Viewer, course: Course, words: Mapping[UUID, bool]) -> Course:
    """The trainer's list: for each enrolment whether the trainee was there. Who is not enrolled cannot be on it.

    Raises Refused with every fault; PermissionDenied for another's course.
    """
    must_teach(viewer, course.commission)
    with transaction.atomic():
        rows = queries.sheet(course).filter(pk__in=list(words))
        places = _places(rows)
        there = _held(course.pk)
        held = {one.pk: one for one in rows.all()}  # read while the course is held, so that no word is missed
        wrong = [*_open(there)]
        if unknown := set(words) - set(held):
            wrong.append(Fault("", _("有 %(n)d 人没有报名这门课程，不能登记") % {"n": len(unknown)}))
        if there.ends_on > clock.today():
            wrong.append(Fault("", _("课程 %(day)s 结束，结束当天起登记到课") % {"day": there.ends_on}))
        if any(held[key].person_id == viewer.user_id for key in words if key in held):
            wrong.append(Fault("", _("您本人的到课须由培训机构的另一人登记")))
        for key, present in words.items():
            if key in held and held[key].counts and not present:
                wrong.append(
                    Fault("", _("“%(name)s”已有参训证明，不能改为未到") % {"name": held[key].person})
                )
        if wrong:
            raise Refused(wrong)
        changed = [held[key] for key, present in words.items() if held[key].present != present]
        for one in changed:
            one.present, one.present_by_id, one.present_at = words[one.pk], viewer.user_id, clock.now()
            one.course = there
        Enrolment.objects.bulk_update(changed, ["present", "present_by", "present_at"])
        for one in changed:
            _prove(one, places.get(one.pk))
        detail = {"present": sum(words.values()), "absent": len(words) - sum(words.values())}
        record_course(viewer, "training.mark", "training.teach", there, **detail)
    return there


def confirm(viewer: Viewer, one: Enrolment, code: str = "") -> Enrolment:
    """The trainee's own word: with the code told in the room, or with one click once the trainer has marked him present."""
    if viewer.user_id is None or one.person_id != viewer.user_id:
        raise PermissionDenied(_("只有学员本人可以确认参训"))
    with transaction.atomic():
        places = _places([one])
        course = _held(one.course_id)
        held = (
            Enrolment.objects.select_for_update(of=("self",)).select_related("person", "firm").get(pk=one.pk)
        )
        held.course = course
        if held.confirmed_at is not None:
            return held
        wrong = [*_open(course)]
        if held.withdrawn_at is not None:
            wrong.append(Fault("", _("您已退出这门课程")))
        if course.starts_on > clock.today():
            wrong.append(Fault("code", _("课程 %(day)s 开始，开课后才能签到") % {"day": course.starts_on}))
        if code and not compare_digest(code.strip().encode(), course.code.encode()):
            wrong.append(Fault("code", _("签到码不对，请看教室里公布的六位数字")))
        if not code and held.present is not True:
            wrong.append(
                Fault("code", _("请填写教室里公布的签到码；没有签到码的，等培训机构登记到课后再确认"))
            )
        if wrong:
            raise Refused(wrong)
        held.confirmed_at, held.by_code = clock.now(), bool(code)
        held.save(update_fields=["confirmed_at", "by_code"])
        _prove(held, places.get(held.pk))
        record_course(
            viewer, "training.confirm", "training.enrol", course, enrolment=str(held.pk), code=bool(code),
            counts=held.counts,
        )  # fmt: skip
    return held


def rejudge(course: Course) -> int:
    """Ask the law again of proved attendances that did not count, after facts were added; gives how many count now."""
    found = 0
    with transaction.atomic():
        rows = queries.sheet(course).filter(counts=False, present=True).exclude(confirmed_at=None)
        places = _places(rows)
        there = _held(course.pk)
        if there.settled_at is not None:
            return 0
        for one in rows.all():
            one.course = there
            _prove(one, places.get(one.pk))
            found += one.counts
    return found


def _held(key: UUID) -> Course:
    """The course, locked until the transaction ends."""
    return Course.objects.select_for_update(of=("self",)).select_related("commission__body").get(pk=key)


def _open(course: Course) -> Iterable[Fault]:
    if course.state != Course.State.OPEN:
        yield Fault("", _("这门课程已取消"))
    if course.settled_at is not None:
        yield Fault("", _("这门课程的费用已经核定，签到不能再改"))


def _places(rows: Iterable[Enrolment]) -> dict[UUID, Place]:
    """The funded places that attendances would use, by enrolment, their cases and funds held before anything else."""
    found = {}
    for one in sorted(rows, key=lambda each: each.person_id):
        if one.course.commission.kind != Kind.ABILITY:
            continue
        place = queries.place_held(one.person_id, one.course.starts_on.year)
        held = hold_case(place) if place is not None and place.firm_id == one.firm_id else None
        if held is not None:
            found[one.pk] = held
    money.hold_funds(found.values())
    return found


def _prove(one: Enrolment, place: Place | None) -> None:
    """Ask the law once both words are there: what it says is kept with the enrolment, its ground as a receipt."""
    if not one.proved or one.counts:
        return
    try:
        answer = law.attendance(one)
    except InputError as error:
        one.verdict, one.missing = "undetermined", [str(each) for each in error.defects]
        one.save(update_fields=["verdict", "missing"])
        return
    outcome = answer.measures[law.ATTENDANCE]
    one.verdict, one.deciding, one.missing = outcome.verdict, outcome.deciding or "", list(outcome.missing)
    one.counts = outcome.positive
    if one.counts:
        receipt = receipts.keep(
            SYSTEM,
            answer,
            subject=one.firm_id,
            purpose=f"{gettext_noop('小微企业经营者培训')}：{gettext_noop('参训证明')}",
            division=one.division,
        )
        one.receipt = receipt.pk
    one.save(update_fields=["verdict", "deciding", "missing", "counts", "receipt"])
    if one.counts and place is not None:
        step = "fund" if money.promises(place).exists() else "complete"
        cases.act(SYSTEM, place.pk, step, revision=place.case.revision)
