"""Sessions: an expert opens hours of his own, officials of the place open them for him; slots are cut at once."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from zhiwei.platform.accounts.divisions import covered_by
from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.experts.models import Booking, Channel, Expert, Session, Slot
from zhiwei.platform.experts.services.common import Fault, Refused, record
from zhiwei.platform.kit import clock

MOST = 500
"""Slots of one session."""


def may_run(viewer: Viewer, expert: Expert, division: str) -> bool:
    """Whether the viewer opens, cancels and closes sessions of an expert in a division."""
    own = viewer.user_id == expert.user_id and viewer.may("experts.advise")
    return own or viewer.may("experts.keep", division=division)


def open_session(
    viewer: Viewer, expert: Expert, *, channel: str, field: str, division: str, topic: str, place: str, day: date,
    begins: time, ends: time, seats: int | None = None, minutes: int | None = None,
) -> Session:  # fmt: skip
    """Open a session with its slots: ``seats`` of a special session, else as many slots of ``minutes`` as fit.

    Raises Refused with every fault (a field not his, a place he does not serve, hours he holds already),
    PermissionDenied for who may not.
    """
    if not may_run(viewer, expert, division):
        raise PermissionDenied(_("您不能为这位专家安排场次"))
    with transaction.atomic():
        held = Expert.objects.select_for_update().get(pk=expert.pk)  # two who open at once wait here
        faults = _faults(held, channel, field, division, day, begins, ends)
        slots = times(channel, begins, ends, seats, minutes)
        if not slots:
            wanted = "seats" if channel == Channel.SPECIAL else "minutes"
            faults.append(Fault(wanted, _("请填写名额或每位时长，至少排出一个号")))
        elif len(slots) > MOST:
            faults.append(Fault("seats", _("一场最多 %(n)d 个号") % {"n": MOST}))
        if not topic.strip() or not place.strip():
            faults.append(Fault("topic", _("请填写主题和地点")))
        if faults:
            raise Refused(faults)
        made = Session.objects.create(
            channel=channel, expert=held, field=field, division=division, topic=topic.strip(), place=place.strip(),
            day=day, begins=begins, ends=ends, made_by_id=viewer.user_id,
        )  # fmt: skip
        Slot.objects.bulk_create(
            Slot(session=made, number=number, begins=first, ends=last)
            for number, (first, last) in enumerate(slots, 1)
        )
        _record(viewer, "experts.open_session", made, channel=channel, field=field, slots=len(slots))
    return made


def cancel_session(viewer: Viewer, session: Session, reason: str) -> Session:
    """Cancel a session with its bookings, with the reason the firms read."""
    if not may_run(viewer, session.expert, session.division):
        raise PermissionDenied(_("您不能取消这个场次"))
    with transaction.atomic():
        held = Session.objects.select_for_update(of=("self",)).select_related("expert").get(pk=session.pk)
        faults = [] if reason.strip() else [Fault("reason", _("请写明理由"))]
        if held.state != Session.State.OPEN:
            faults.append(Fault("", _("这个场次已经取消")))
        if held.bookings.filter(state=Booking.State.HELD).exists():
            faults.append(Fault("", _("已经有人咨询过，不能取消")))
        if faults:
            raise Refused(faults)
        held.state, held.reason = Session.State.CANCELLED, reason.strip()
        held.save(update_fields=["state", "reason"])
        gone = held.bookings.filter(state=Booking.State.BOOKED).update(
            state=Booking.State.CANCELLED, closed_at=clock.now()
        )
        _record(viewer, "experts.cancel_session", held, reason=held.reason, bookings=gone)
    return held


def _faults(
    expert: Expert, channel: str, field: str, division: str, day: date, begins: time, ends: time
) -> list[Fault]:
    faults = []
    if expert.state != Expert.State.ACTIVE:
        faults.append(Fault("", _("这位专家已经退出")))
    if channel not in Channel.values:
        faults.append(Fault("channel", _("请选择第 16.4 句所列三种方式之一")))
    if not expert.expertise.filter(field=field).exists():
        faults.append(Fault("field", _("这不是该专家的领域")))
    if division not in covered_by(expert.division):
        faults.append(Fault("division", _("该专家不在这个地区服务")))
    if datetime.combine(day, begins, clock.ZONE) <= clock.now():
        faults.append(Fault("day", _("开始时间须在现在以后")))
    if ends <= begins:
        faults.append(Fault("ends", _("结束须晚于开始")))
    same = expert.sessions.filter(state=Session.State.OPEN, day=day, begins__lt=ends, ends__gt=begins).first()
    if same is not None:
        faults.append(Fault("begins", _("与该专家的另一场“%(topic)s”时间重叠") % {"topic": same.topic}))
    return faults


def times(
    channel: str, begins: time, ends: time, seats: int | None, minutes: int | None
) -> list[tuple[time, time]]:
    """The times of the slots; every seat of a special session has the whole time."""
    if channel == Channel.SPECIAL:
        return [(begins, ends)] * (seats or 0)
    if not minutes or minutes < 1:
        return []
    first, found = datetime.combine(date.min, begins), []
    last, step = datetime.combine(date.min, ends), timedelta(minutes=minutes)
    while first + step <= last:
        found.append((first.time(), (first + step).time()))
        first += step
    return found


def _record(viewer: Viewer, act: str, session: Session, **detail: object) -> None:
    permission = "experts.advise" if viewer.user_id == session.expert.user_id else "experts.keep"
    record(viewer, act, "session", session.pk, session.division, permission, **detail)
