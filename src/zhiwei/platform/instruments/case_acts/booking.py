"""A booking (19.3): the price is the rulebook's, a slot is held by one firm, a refusal has its reason, a use counts when both
sides confirmed it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TypeVar
from uuid import UUID

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from zhiwei.engine.errors import InputError
from zhiwei.platform.answers import receipts
from zhiwei.platform.cases.acts import Context, effect, entrance, guard
from zhiwei.platform.cases.faults import Refused
from zhiwei.platform.instruments import rules
from zhiwei.platform.instruments.models import Booking, Resource, Slot
from zhiwei.platform.instruments.services.booking import invite_keepers
from zhiwei.platform.kit import clock
from zhiwei.platform.kit.language import lang

entrance("instrument_booking", "/instruments/")
M = TypeVar("M", bound=models.Model)


def _named(kind: type[M], text: object) -> M | None:
    try:
        return kind._default_manager.filter(pk=UUID(str(text or ""))).first()
    except ValueError:
        return None


def _resource(context: Context) -> Resource | None:
    found = _named(Resource, context.content.get("resource"))
    return found if found is not None and found.state == Resource.State.LISTED else None


@guard("booking_open")
def _open(context: Context) -> Iterator[str]:
    """An open resource of another body, a slot of it that is free and to come, and a price that the firm's data settle."""
    firm, resource = context.case.subject, _resource(context)
    if resource is None:
        yield _("目录里没有这项资源，或已暂停开放；请从目录中选择")
        return
    if resource.platform.subject.organisation_id in {None, firm.organisation_id}:
        yield _("不能预约自己单位的平台，也不能预约还没有人管理的平台")
    slot = _named(Slot, context.content.get("slot"))
    if resource.by_slot:
        if slot is None or slot.resource_id != resource.pk or slot.closed_at is not None:
            yield _("请选择这台仪器的一个时段")
        elif slot.starts_at <= clock.now():
            yield _("这个时段已经开始")
        elif slot.bookings.filter(live=True).exists():
            yield TAKEN()
    elif slot is not None:
        yield _("科学数据和科技文献不用选时段")
    try:
        found = rules.price(firm, resource, clock.today())
    except InputError as error:
        yield from (one.text(lang()) for one in error.defects)
        return
    if found.fen is None:
        yield _("还不知道本企业是不是小型、微型企业，不能确定是否免费；请先在企业页面补充人数、收入等数据")


def TAKEN() -> str:  # noqa: N802  # a text that is asked for in the reader's language
    """What somebody is told who was not quick enough."""
    return _("这个时段已被预约，请选另一个时段")


@effect("booking_make")
def _make(context: Context) -> None:
    """Keep the booking with its price and the verdicts it rests on, hold the slot, and let the platform's people in."""
    case, today, resource = context.case, clock.today(), _resource(context)
    assert resource is not None  # the guard has looked
    found = rules.price(case.subject, resource, today)
    assert found.fen is not None
    answer = rules.ground(case.subject, resource, found.fen, today)
    case.receipt = receipt = receipts.keep(
        context.viewer, answer, subject=case.subject_id, purpose=context.type.title.zh, division=case.division
    )
    made = Booking(
        case=case, resource=resource, platform=resource.platform, firm=case.subject, tariff=resource.tariff,
        slot=_named(Slot, context.content.get("slot")), price=found.fen, small=found.small, receipt=receipt.pk,
        made_at=context.now,
    )  # fmt: skip
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:  # another firm was quicker
        raise Refused([TAKEN()]) from None
    invite_keepers(made)


@guard("booking_party")
def _party(context: Context) -> Iterator[str]:
    """Somebody who keeps the platform today, not who once did."""
    own = context.case.instrument_booking.platform.subject.organisation_id
    if not context.viewer.may("instruments.keep", organisation_id=own):
        yield _("只有平台的管理单位可以办理")


@guard("booking_explained")
def _explained(context: Context) -> Iterator[str]:
    """A refusal is explained in more than a word."""
    if len(str(context.content.get("explanation", "")).strip()) < 5:
        yield _("拒绝预约须写明具体理由，不少于五个字")


@effect("booking_refused")
def _refused(context: Context) -> None:
    """Keep the reason and free the slot."""
    said = context.content
    _keep(context, live=False, reason=said["reason"], explanation=said["explanation"])


@effect("booking_free")
def _free(context: Context) -> None:
    """Free the slot."""
    _keep(context, live=False)


@guard("booking_use")
def _use(context: Context) -> Iterator[str]:
    """A use on a day that is over or today; of an instrument on the slot's day and no longer than the slot."""
    booking: Booking = context.case.instrument_booking
    day, minutes = context.content.get("used_on"), context.content.get("minutes")
    if day is not None and date.fromisoformat(day) > clock.today():
        yield _("使用日期不能晚于今天")
    if day is not None and date.fromisoformat(day) < clock.day_of(booking.made_at):
        yield _("使用日期不能早于预约日期")
    if minutes is not None and minutes <= 0:
        yield _("使用时长须大于零")
    if booking.slot is None:
        return
    if clock.now() < booking.slot.starts_at:
        yield _("预约的时段还没有开始")
    if day is not None and date.fromisoformat(day) != clock.day_of(booking.slot.starts_at):
        yield _("使用日期须是预约时段的日期")
    if minutes is not None and minutes > booking.slot.minutes:
        yield _("使用时长不能超过预约时段的 %(n)d 分钟") % {"n": booking.slot.minutes}


@effect("booking_used")
def _used(context: Context) -> None:
    """Keep what the platform says of the use."""
    said = context.content
    _keep(context, used_on=date.fromisoformat(said["used_on"]), minutes=said["minutes"])


@effect("booking_disputed")
def _disputed(context: Context) -> None:
    """The record of the use is open again."""
    _keep(context, used_on=None, minutes=None)


@effect("booking_confirmed")
def _confirmed(context: Context) -> None:
    """Keep the grade; from now on the use counts."""
    _keep(context, grade=int(context.content["grade"]))


def _keep(context: Context, **fields: object) -> None:
    booking = context.case.instrument_booking
    for name, value in fields.items():
        setattr(booking, name, value)
    booking.save(update_fields=list(fields))
