"""Funded places (16.3): a year is announced, an owner applies, freed places go down the waiting list.

Locks are taken in one order: the case of whoever acts, the year, cases of the waiting list, courses, then money and audit.
"""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from zhiwei.engine.answer import Answer
from zhiwei.engine.errors import InputError
from zhiwei.platform.accounts.viewer import SYSTEM, Viewer
from zhiwei.platform.cases import services as cases
from zhiwei.platform.cases.models import Case, Origin
from zhiwei.platform.cases.services.acting import held as held_case
from zhiwei.platform.kit import clock
from zhiwei.platform.subjects.models import Subject
from zhiwei.platform.training import law, queries
from zhiwei.platform.training.models import Course, Enrolment, Kind, Place, Year
from zhiwei.platform.training.services.common import Fault, Refused, record

TYPE, PROVINCE = "funded_training", "330000"
WAITING = "waiting"
FUND = "training.fund"
"""The act of the table of permissions."""


def announce(
    viewer: Viewer, *, year: int, document: str, criteria: str, opens_on: date, closes_on: date,
    amount: int | None = None,
) -> Year:  # fmt: skip
    """Announce a year's places; their number is the law's on the first day, ``amount`` (fen) only what the document says.

    Raises Refused with every fault; PermissionDenied for who is not of the province.
    """
    _must(viewer)
    wrong = []
    if not document.strip():
        wrong.append(Fault("document", _("请填写通知文号")))
    if not criteria.strip():
        wrong.append(Fault("criteria", _("第 16.3 句没有写明什么是“有发展潜力”，请按通知写明认定标准")))
    if not opens_on <= closes_on:
        wrong.append(Fault("closes_on", _("截止日早于起始日")))
    if {opens_on.year, closes_on.year} != {year}:
        wrong.append(Fault("year", _("受理日期须在 %(year)d 年内") % {"year": year}))
    if amount is not None and amount <= 0:
        wrong.append(Fault("amount", _("资助金额须大于零；通知没有写的，请留空")))
    if Year.objects.filter(pk=year).exists():
        wrong.append(Fault("year", _("%(year)d 年度已经公布") % {"year": year}))
    places = 0 if wrong else _places(opens_on, wrong)
    if wrong:
        raise Refused(wrong)
    with transaction.atomic():
        try:
            with transaction.atomic():
                made = Year.objects.create(
                    year=year, document=document.strip(), criteria=criteria.strip(), amount=amount, opens_on=opens_on,
                    closes_on=closes_on, places=places, made_by_id=viewer.user_id,
                )  # fmt: skip
        except IntegrityError:
            raise Refused([Fault("year", _("%(year)d 年度已经公布") % {"year": year})]) from None
        record(
            viewer, "training.announce", FUND, kind="training_year", key=year, division=PROVINCE, document=made.document,
            places=places, amount=amount,
        )  # fmt: skip
    return made


def _places(day: date, wrong: list[Fault]) -> int:
    """The number of places by the law of a day; a fault where the sentence was not yet in force."""
    try:
        return law.number(law.PLACES, day)
    except StopIteration:
        wrong.append(Fault("opens_on", _("第 16.3 句当日尚未施行")))
        return 0


def apply(viewer: Viewer, firm: Subject, *, key: str, plan: str) -> Case:
    """An owner applies for himself. Raises the cases' Refused with every reason; the same key gives the same case."""
    return cases.open_case(viewer, TYPE, firm, key=key, origin=Origin.APPLICANT.value, content={"plan": plan})


def fill(viewer: Viewer, year: Year) -> int:
    """Give every free place to the waiting list, first come first; gives how many moved up."""
    _must(viewer)
    moved = 0
    with transaction.atomic():
        held = hold(year)
        while held.left:
            following = next_due(held)
            if following is None or not move_up(following):
                break
            moved += 1
            held = hold(year)
        record(
            viewer, "training.fill", FUND, kind="training_year", key=year.pk, division=PROVINCE, moved=moved
        )
    return moved


def hold(year: Year | int) -> Year:
    """The row of a year, held until the transaction ends: one place after the other is given."""
    return Year.objects.select_for_update().get(pk=year.pk if isinstance(year, Year) else year)


def hold_case(one: Place) -> Place | None:
    """An unused place with its case held; None where it was used or given up meanwhile."""
    one.case = held_case(one.pk)
    return one if one.case.state == "placed" else None


def asked(one: Place, potential: bool) -> Answer | InputError:
    """The law's word on a place today."""
    try:
        return law.place(one.person_id, one.firm, one.year, potential)
    except InputError as error:
        return error


def over(year: Year) -> bool:
    """Whether a year is over: its places are given no more."""
    return clock.today().year > year.year


def next_due(year: Year) -> Place | None:
    """The first of the waiting list whom the law still gives a place, his case held; others wait on.

    The caller holds the year. None where no place is free, nobody is due, or the year is over.
    """
    if over(year):
        return None
    for one in queries.waiting(year):
        case = held_case(one.pk)
        if case.state != WAITING:
            continue
        answer = asked(one, potential=True)
        if isinstance(answer, Answer) and answer.measures[law.PLACE].positive:
            one.case = case
            return one
    return None


def move_up(one: Place) -> bool:
    """Give a freed place to somebody of the waiting list; False where it is refused (no money), and he waits on."""
    try:
        with transaction.atomic():
            cases.act(SYSTEM, one.pk, "move_up", revision=one.case.revision)
    except cases.Refused:
        return False
    return True


def leave_courses(one: Place, at: datetime) -> None:
    """Who gives a place up leaves the courses he chose with it."""
    rows = Enrolment.objects.filter(
        person=one.person_id, firm=one.firm_id, withdrawn_at=None, counts=False,
        course__commission__kind=Kind.ABILITY, course__starts_on__year=one.year_id,
    )  # fmt: skip
    for each in rows:
        Course.objects.select_for_update().get(pk=each.course_id)
        if Enrolment.objects.filter(pk=each.pk, withdrawn_at=None).update(withdrawn_at=at):
            Course.objects.filter(pk=each.course_id).update(taken=F("taken") - 1)


def _must(viewer: Viewer) -> None:
    if not viewer.may(FUND, division=PROVINCE):
        raise PermissionDenied(_("资助培训由省级经办公布和递补"))
