"""Booking a slot: one firm to a slot and a firm once in a session, held by the database however many try at once."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.experts.case_acts import LARGER, SENTENCE
from zhiwei.platform.experts.models import Booking, Session, Slot
from zhiwei.platform.experts.services.common import Fault, Refused, record
from zhiwei.platform.experts.services.sessions import may_run
from zhiwei.platform.kit import clock
from zhiwei.platform.ledger.faults import quoted
from zhiwei.platform.subjects.models import Difficulty, Subject

BOOK = "experts.book"


def book(viewer: Viewer, firm: Subject, slot: Slot, *, need: str, difficulty: str = "") -> Booking:
    """Book a slot for a firm; the same slot for the same firm again gives the booking made before.

    Raises Refused with every reason, PermissionDenied for another's firm.
    """
    own = firm.organisation_id
    if own is None or not viewer.may(BOOK, organisation_id=own):
        raise PermissionDenied(_("您只能为自己的企业预约"))
    with transaction.atomic():
        session = Session.objects.select_for_update().get(pk=slot.session_id)
        live = Booking.objects.filter(session=session).exclude(state=Booking.State.CANCELLED)
        mine = live.filter(firm=firm).first()
        if mine is not None and mine.slot_id == slot.pk:
            return mine
        faults = _faults(session, firm, need, difficulty)
        if mine is not None:
            faults.append(Fault("slot", _("这家企业已经预约了这一场（%(slot)s）") % {"slot": mine.slot}))
        if live.filter(slot=slot).exists():
            faults.append(_taken())
        if faults:
            raise Refused(faults)
        try:
            with transaction.atomic():
                made = Booking.objects.create(
                    session=session, slot=slot, firm=firm, division=firm.division, need=need.strip(),
                    difficulty=difficulty, booked_by_id=viewer.user_id, booked_at=clock.now(),
                )  # fmt: skip
        except IntegrityError:  # the constraint has the last word
            raise Refused([_taken()]) from None
        record(viewer, "experts.book", "booking", made.pk, made.division, BOOK, firm=str(firm.pk))
    return made


def cancel(viewer: Viewer, booking: Booking) -> Booking:
    """Give a slot back before it begins; it is free again at once."""
    own = booking.firm.organisation_id
    if own is None or not viewer.may(BOOK, organisation_id=own):
        raise PermissionDenied(_("您只能取消自己企业的预约"))
    with transaction.atomic():
        held = _held(booking.pk)
        if held.state != Booking.State.BOOKED or _begun(held):
            raise Refused([Fault("", _("已经开始或结束的预约不能取消"))])
        held.state, held.closed_at = Booking.State.CANCELLED, clock.now()
        held.save(update_fields=["state", "closed_at"])
        record(viewer, "experts.cancel", "booking", held.pk, held.division, BOOK)
    return held


def close(viewer: Viewer, booking: Booking, *, came: bool) -> Booking:
    """Say after its time whether the firm came; by the expert or officials of the place."""
    session = booking.session
    if not may_run(viewer, session.expert, session.division):
        raise PermissionDenied(_("只有主讲专家和当地经办人可以登记"))
    with transaction.atomic():
        held = _held(booking.pk)
        faults = []
        if held.state != Booking.State.BOOKED:
            faults.append(Fault("", _("这个预约已经办结")))
        if not _begun(held):
            faults.append(Fault("", _("还没有到预约的时间")))
        if faults:
            raise Refused(faults)
        held.state = Booking.State.HELD if came else Booking.State.MISSED
        held.closed_at = clock.now()
        held.save(update_fields=["state", "closed_at"])
        own = viewer.user_id == session.expert.user_id
        permission = "experts.advise" if own else "experts.keep"
        record(viewer, "experts.close", "booking", held.pk, session.division, permission, came=came)
    return held


def rate(viewer: Viewer, booking: Booking, *, grade: int, remark: str = "") -> Booking:
    """Grade advice that was had, once: 1 to 5."""
    own = booking.firm.organisation_id
    if own is None or not viewer.may(BOOK, organisation_id=own):
        raise PermissionDenied(_("您只能评价自己企业的咨询"))
    with transaction.atomic():
        held = _held(booking.pk)
        faults = []
        if held.state != Booking.State.HELD:
            faults.append(Fault("", _("咨询过才能评价")))
        if held.grade is not None:
            faults.append(Fault("", _("已经评价过")))
        if grade not in range(1, 6):
            faults.append(Fault("grade", _("请选择一个评价")))
        if faults:
            raise Refused(faults)
        held.grade, held.remark = grade, remark.strip()[:500]
        held.save(update_fields=["grade", "remark"])
        record(viewer, "experts.rate", "booking", held.pk, held.division, BOOK, grade=grade)
    return held


def _held(key: UUID) -> Booking:
    return (
        Booking.objects.select_for_update(of=("self",)).select_related("session__expert", "slot").get(pk=key)
    )


def _begun(one: Booking) -> bool:
    return datetime.combine(one.session.day, one.slot.begins, clock.ZONE) <= clock.now()


def _taken() -> Fault:
    return Fault("slot", _("这个号刚被别人约走，请选另一个"))


def _faults(session: Session, firm: Subject, need: str, difficulty: str) -> list[Fault]:
    faults = []
    if session.state != Session.State.OPEN:
        faults.append(Fault("", _("这个场次已经取消")))
    if datetime.combine(session.day, session.begins, clock.ZONE) <= clock.now():
        faults.append(Fault("", _("这个场次已经开始")))
    if firm.entity != "enterprise" or firm.state != Subject.State.ACTIVE:
        faults.append(Fault("firm", _("“%(name)s”不是存续的企业") % {"name": firm.name}))
    if firm.size_class in LARGER:
        said = _("专家咨询面向小型、微型企业（%(text)s）") % {"text": quoted(SENTENCE)}
        faults.append(Fault("firm", said))
    if not need.strip():
        faults.append(Fault("need", _("请写明想问什么")))
    if difficulty and difficulty not in Difficulty.values:
        faults.append(Fault("difficulty", _("请从所列各项中选择")))
    return faults
