"""What a platform opens: resources with their prices, and the slots of its instruments."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from django.db import IntegrityError, transaction
from django.utils import translation
from django.utils.translation import gettext as _

from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.instruments import rules
from zhiwei.platform.instruments.models import Kind, Platform, Resource, Slot
from zhiwei.platform.instruments.services.common import Fault, Refused, keeper, record
from zhiwei.platform.kit import clock
from zhiwei.platform.kit.money import yuan
from zhiwei.platform.ledger.faults import quoted

MOST = 400
"""Slots made at once."""


def offer(
    viewer: Viewer, platform: Platform, *, kind: str, title: str, tariff: int, small_price: int | None = None,
    text: str = "", one: Resource | None = None,
) -> Resource:  # fmt: skip
    """Open a resource, or ``one`` that is there, its title too, as it is to be; prices in fen for one use. Without ``one`` a
    title that the platform has already is changed and opened again.

    A platform formed with public money sets no price of its own for small firms: they pay nothing (19.3). Raises Refused
    with every fault; PermissionDenied for another's platform.
    """
    keeper(viewer, platform)
    faults = []
    if kind not in Kind.values:
        faults.append(Fault("kind", _("资源类别须为第 19.3 句所列三类之一")))
    if not title.strip():
        faults.append(Fault("title", _("请填写资源名称")))
    if tariff < 0:
        faults.append(Fault("tariff", _("收费标准不能小于零")))
    if small_price is not None and not 0 <= small_price <= tariff:
        faults.append(Fault("small_price", _("对小微企业的价格须在零和收费标准之间")))
    public = rules.public_money(platform, clock.today())
    if public is None:
        faults.append(Fault("", _("还没有登记平台是否由财政投入支持形成，不能开放资源")))
    if public and small_price is not None:
        text_of = quoted(rules.FREE)
        faults.append(
            Fault("small_price", _("对小微企业免费，不能另定价格；依据%(text)s") % {"text": text_of})
        )
    if faults:
        raise Refused(faults)
    with transaction.atomic():
        rows = Resource.objects.select_for_update().filter(platform=platform)
        found = rows.filter(title=title.strip()).first() if one is None else rows.get(pk=one.pk)
        made = found or Resource(platform=platform)
        made.title = title.strip()
        made.kind, made.tariff, made.small_price, made.text = kind, tariff, small_price, text.strip()
        made.state = Resource.State.LISTED
        try:
            with transaction.atomic():
                made.save()
        except IntegrityError:
            raise Refused([Fault("title", _("本平台已有同名资源"))]) from None
        _record(viewer, "instruments.offer", made)
    return made


def withdraw(viewer: Viewer, resource: Resource) -> Resource:
    """Take no more bookings of a resource; those made stay."""
    keeper(viewer, resource.platform)
    with transaction.atomic():
        held = Resource.objects.select_for_update().get(pk=resource.pk)
        if held.state != Resource.State.WITHDRAWN:
            held.state = Resource.State.WITHDRAWN
            held.save()
            _record(viewer, "instruments.withdraw", held)
    return held


def _record(viewer: Viewer, act: str, one: Resource) -> None:
    small = None if one.small_price is None else yuan(one.small_price)
    with translation.override("zh-hans"):  # the audit is written in Chinese
        kind, state = str(one.get_kind_display()), str(one.get_state_display())
    record(
        viewer, act, one.platform, "instruments.keep", title=one.title, kind=kind, tariff=yuan(one.tariff),
        small_firm_price=small, state=state,
    )  # fmt: skip


def add_slots(
    viewer: Viewer, resource: Resource, *, first: date, last: date, opens: time, closes: time, minutes: int,
    weekends: bool = False,
) -> list[Slot]:  # fmt: skip
    """Open an instrument from day to day between two times, in slots of so many minutes.

    Raises Refused with every fault, also where a slot would overlap one that is there; then none is made.
    """
    keeper(viewer, resource.platform)
    faults = []
    if not resource.by_slot:
        faults.append(Fault("", _("科学数据和科技文献随时可以申请，不用设时段")))
    if first < clock.today():
        faults.append(Fault("first", _("首日不能早于今天")))
    if last < first:
        faults.append(Fault("last", _("末日不能早于首日")))
    if minutes <= 0 or _minutes(closes) - _minutes(opens) < minutes:
        faults.append(Fault("minutes", _("开放时间里放不下一个时段")))
    if faults:
        raise Refused(faults)
    made = [
        Slot(resource=resource, starts_at=starts, ends_at=starts + timedelta(minutes=minutes))
        for day in _days(first, last, weekends)
        for starts in _starts(day, opens, closes, minutes)
    ]
    if not made:
        raise Refused([Fault("last", _("这些日子里没有工作日；周末开放请勾选"))])
    if len(made) > MOST:
        raise Refused([Fault("last", _("一次最多设 %(n)d 个时段") % {"n": MOST})])
    with transaction.atomic():
        held = Resource.objects.select_for_update().get(pk=resource.pk)  # two who add wait for each other
        there = list(held.slots.filter(closed_at=None, ends_at__gt=made[0].starts_at))
        for new in made:
            if clash := next(
                (o for o in there if o.starts_at < new.ends_at and new.starts_at < o.ends_at), None
            ):
                raise Refused([Fault("", _("与已设的时段 %(slot)s 重叠") % {"slot": clash})])
        Slot.objects.bulk_create(made)
        record(
            viewer, "instruments.slots", held.platform, "instruments.keep", title=held.title,
            slots=f"{made[0]} … {made[-1]}", lines=len(made),
        )  # fmt: skip
    return made


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute


def _days(first: date, last: date, weekends: bool) -> Iterator[date]:
    day = first
    while day <= last:
        if weekends or day.weekday() < 5:
            yield day
        day += timedelta(days=1)


def _starts(day: date, opens: time, closes: time, minutes: int) -> Iterator[datetime]:
    starts, end = (datetime.combine(day, at, clock.ZONE) for at in (opens, closes))
    while starts + timedelta(minutes=minutes) <= end:
        yield starts
        starts += timedelta(minutes=minutes)


def close_slot(viewer: Viewer, slot: Slot) -> Slot:
    """Take back a slot that nobody holds. Raises Refused where somebody does."""
    keeper(viewer, slot.resource.platform)
    with transaction.atomic():
        held = Slot.objects.select_for_update().get(pk=slot.pk)
        if held.bookings.filter(live=True).exists():
            raise Refused([_("这个时段已有预约，不能取消；请在预约里写明理由")])
        if held.closed_at is None:
            held.closed_at = clock.now()
            held.save(update_fields=["closed_at"])
            record(
                viewer, "instruments.close_slot", held.resource.platform, "instruments.keep", title=held.resource.title, slots=str(held),
            )  # fmt: skip
    return held
