"""Institutions, their investments and exits are entered once. What a fund holds at a time never exceeds its capital."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import QuerySet, Sum
from django.utils.translation import gettext as _

from zhiwei.platform.accounts.viewer import SYSTEM, Viewer
from zhiwei.platform.funds.models import Investment, Transfer, VentureFund
from zhiwei.platform.kit import clock, money, refusals
from zhiwei.platform.kit.refusals import Fault
from zhiwei.platform.subjects import trail
from zhiwei.platform.subjects.entities import ENTERPRISE
from zhiwei.platform.subjects.models import Relation, Subject
from zhiwei.platform.subjects.queries import limited
from zhiwei.platform.subjects.services import create_subject, relate
from zhiwei.platform.subjects.services.records import KEEP, may_keep
from zhiwei.platform.subjects.sources import SELF

VENTURE = "venture_fund"
"""The kind of subject."""
ENTITY = "venture_investment"
PROVINCE = "330000"


class Refused(refusals.Refused):
    """An entry that cannot be made."""


def register(
    viewer: Viewer, subject: Subject, *, fen: int, established_on: date, document: str, talent: bool
) -> VentureFund:
    """Keep a subject of the kind 创业投资机构 with its capital. Raises Refused with every fault."""
    _must(viewer, subject)
    faults = []
    if subject.entity != VENTURE:
        faults.append(Fault("", _("“%(name)s”不是创业投资机构") % {"name": subject.name}))
    if fen <= 0:
        faults.append(Fault("fen", _("金额须大于零")))
    if established_on > clock.today():
        faults.append(Fault("established_on", _("日期不能晚于今天")))
    if VentureFund.objects.filter(subject=subject).exists():
        faults.append(Fault("", _("这家机构已经登记")))
    if faults:
        raise Refused(faults)
    with transaction.atomic():
        made = VentureFund.objects.create(
            subject=subject, fen=fen, established_on=established_on, document=document.strip(), talent=talent,
            entered_by_id=viewer.user_id,
        )  # fmt: skip
        _log(viewer, "ventures.register", subject, fen=fen, document=made.document)
    return made


def invest(
    viewer: Viewer, fund: VentureFund, firm: Subject, *, agreement: str, fen: int, on_day: date
) -> Investment:
    """Enter an investment. Raises Refused with every fault: beyond the capital that is free, or an agreement entered before."""
    _must(viewer, fund.subject)
    number = agreement.strip()
    with transaction.atomic():
        held = VentureFund.objects.select_for_update(of=("self",)).select_related("subject").get(pk=fund.pk)
        if faults := _investment_faults(held, firm, number, fen, on_day):
            raise Refused(faults)
        try:
            with transaction.atomic():
                made = _invested(viewer, held, firm, number, fen, on_day)
        except IntegrityError:  # entered a moment ago
            raise Refused([Fault("agreement", _("这份投资协议已经登记"))]) from None
    return made


def leave(
    viewer: Viewer,
    investment: Investment,
    *,
    way: str,
    on_day: date,
    fen: int,
    buyer: str = "",
    document: str,
) -> Transfer:
    """Enter the exit; the investment then stands on the open list no more. Raises Refused with every fault."""
    _must(viewer, investment.investor.subject)
    with transaction.atomic():
        held = Investment.objects.select_for_update(of=("self",)).get(pk=investment.pk)
        faults = [] if way in Transfer.Way.values else [Fault("way", _("没有这种退出方式"))]
        if Transfer.objects.filter(investment=held).exists():
            faults.append(Fault("", _("这笔投资已经退出")))
        if not held.on_day <= on_day <= clock.today():
            faults.append(Fault("on_day", _("退出日期应在投资日期和今天之间")))
        if fen < 0:
            faults.append(Fault("fen", _("收回金额不能小于零")))
        if not document.strip():
            faults.append(Fault("document", _("请填写凭证号")))
        if faults:
            raise Refused(faults)
        made = Transfer.objects.create(
            investment=held, way=way, on_day=on_day, fen=fen, buyer=buyer.strip(), document=document.strip(),
            entered_by_id=viewer.user_id,
        )  # fmt: skip
        _log(viewer, "ventures.exit", held.subject, way=way, on=on_day, fen=fen, document=made.document)
    return made


def open_on(rows: QuerySet[Investment], day: date) -> QuerySet[Investment]:
    """Those made by a day and not given up by then."""
    return rows.filter(on_day__lte=day).exclude(transfer__on_day__lte=day)


def funds(viewer: Viewer) -> QuerySet[VentureFund]:
    """The institutions of the official's divisions, and the viewer's own."""
    rows = VentureFund.objects.filter(limited(viewer, "subjects.read", "subject__"))
    return rows.select_related("subject").order_by("subject__name")


def investments(viewer: Viewer) -> QuerySet[Investment]:
    """The investments of the institutions the viewer sees."""
    rows = Investment.objects.filter(limited(viewer, "subjects.read", "investor__subject__"))
    return rows.select_related("subject", "investor__subject", "firm", "transfer")


def _investment_faults(held: VentureFund, firm: Subject, number: str, fen: int, on_day: date) -> list[Fault]:
    faults = [] if number else [Fault("agreement", _("请填写投资协议编号"))]
    if firm.entity != ENTERPRISE:
        faults.append(Fault("firm", _("“%(name)s”不是企业") % {"name": firm.name}))
    if not held.established_on <= on_day <= clock.today():
        faults.append(Fault("on_day", _("投资日期应在机构设立日期和今天之间")))
    if held.investments.filter(agreement=number).exists():
        faults.append(Fault("agreement", _("这份投资协议已经登记")))
    placed = held.investments.filter(transfer=None).aggregate(sum=Sum("fen"))["sum"] or 0
    if fen <= 0:
        faults.append(Fault("fen", _("金额须大于零")))
    elif placed + fen > held.fen:
        left = money.short(held.fen - placed)
        faults.append(Fault("fen", _("超过尚未投出的资金 %(left)s 元") % {"left": left}))
    return faults


def _invested(
    viewer: Viewer, held: VentureFund, firm: Subject, number: str, fen: int, on_day: date
) -> Investment:
    place, day = held.subject.division, clock.today()
    # The record of a thing: whoever keeps it has just been asked; registering subjects is another right.
    subject = create_subject(
        SYSTEM, entity=ENTITY, name=f"{number}：{firm.name}"[:200], division=place, received_on=day,
        personal_name=firm.personal_name,
    )  # fmt: skip
    relate(
        SYSTEM,
        subject,
        firm,
        Relation.Kind.LINK,
        link="investee",
        on_day=on_day,
        source=SELF,
        received_on=day,
    )
    made = Investment.objects.create(
        subject=subject, investor=held, firm=firm, agreement=number, fen=fen, on_day=on_day,
        entered_by_id=viewer.user_id,
    )  # fmt: skip
    _log(viewer, "ventures.invest", subject, firm=str(firm.pk), fen=fen, on=on_day, agreement=number)
    return made


def _must(viewer: Viewer, party: Subject) -> None:
    if not may_keep(viewer, party, party.division):
        raise PermissionDenied(_("您不能登记这家机构的业务"))


def _log(viewer: Viewer, act: str, subject: Subject, **detail: Any) -> None:
    trail.record(viewer, act, subject, KEEP, **detail)
