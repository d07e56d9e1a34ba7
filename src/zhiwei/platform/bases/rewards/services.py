"""Rewards follow the registers: a graduation opens its case, a struck one takes the reward back. Tax payments are entered."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from zhiwei.engine.errors import InputError
from zhiwei.platform.accounts.viewer import SYSTEM, Viewer
from zhiwei.platform.bases.models import Base, Graduation, Kind, TaxPayment
from zhiwei.platform.bases.rewards import law, matters
from zhiwei.platform.bases.services.common import Fault, Refused
from zhiwei.platform.bases.services.records import record_on, strike_row
from zhiwei.platform.cases import services as cases
from zhiwei.platform.cases.models import Case
from zhiwei.platform.kit import clock
from zhiwei.platform.programmes.money import promises
from zhiwei.platform.subjects.models import Subject

CHECKING, GRANTED, PAID = "checking", "granted", "paid"


def open_for(graduation: Graduation) -> Case | None:
    """The case of a graduation from an incubator, opened by itself where the reward is due; None where it is not."""
    if graduation.struck_at is not None or graduation.base.kind != Kind.INCUBATOR:
        return None
    return _opened(
        matters.GRADUATION, graduation.base, matters.graduation_key(graduation), graduation.graduated_on
    )


def open_year(base: Base, year: int) -> Case | None:
    """The case of an incubator's year that is over, opened where the reward of 14.7 is due; None where it is not."""
    if base.kind != Kind.INCUBATOR or date(year, 12, 31) >= clock.today():
        return None
    return _opened(matters.INCUBATION, base, matters.year_key(base, year), date(year, 12, 31))


def _opened(type_id: str, base: Base, key: str, as_of: date) -> Case | None:
    found = Case.objects.filter(key=key).first()
    if found is not None:
        return found
    try:
        return cases.open_case(SYSTEM, type_id, base.subject, key=key, origin="proactive", as_of=as_of)
    except cases.Refused:
        return None


def open_due(viewer: Viewer, bases: Iterable[Base], year: int) -> int:
    """Open what became due by a later decision or later facts, in the viewer's divisions; gives how many are new."""
    before = Case.objects.filter(type__in=(matters.GRADUATION, matters.INCUBATION)).count()
    for base in bases:
        if not viewer.may("bases.land", division=base.subject.division):
            raise PermissionDenied(_("您不能核定这个基地的奖励"))
        rows = base.graduations.filter(struck_at=None, graduated_on__year=year)
        for one in rows.select_related("base__subject", "firm"):
            open_for(one)
        open_year(base, year)
    return Case.objects.filter(type__in=(matters.GRADUATION, matters.INCUBATION)).count() - before


def struck(graduation: Graduation, why: str) -> None:
    """Follow a graduation that was struck: its reward is released or claimed back, and the year is counted again.

    Raises Refused where the bank is paying it just now.
    """
    case = Case.objects.filter(key=matters.graduation_key(graduation)).first()
    try:
        if case is not None:
            _take_away(case, why)
        follow_year(graduation.base, graduation.graduated_on.year, why)
    except cases.Refused as refused:
        raise Refused([Fault("", one.text) for one in refused.faults]) from refused


def follow_year(base: Base, year: int, why: str) -> None:
    """Compare the case of an incubator's year with what its registers say now; raises the cases' Refused."""
    case = Case.objects.filter(key=matters.year_key(base, year)).first()
    if case is None:
        return
    try:
        due = matters.due_fen(case, law.year_of(base, year).answer().measures[law.BY_TAX])
    except InputError:
        due = 0
    if due <= 0:
        _take_away(case, why)
    elif case.state == GRANTED and due != promises.waiting_fen(promises.promises(case)):
        _act(case, "revise", why)
    elif case.state == PAID and due < promises.paid_fen(promises.promises(case)):
        _act(case, "claim", why)


def _take_away(case: Case, why: str) -> None:
    if case.state in (CHECKING, GRANTED):
        _act(case, "strike", why)
    elif case.state == PAID:
        _act(case, "claim", why)


def _act(case: Case, step: str, why: str) -> None:
    cases.act(SYSTEM, case.pk, step, revision=case.revision, content={"reason": why})


def enter_payment(viewer: Viewer, firm: Subject, *, paid_on: date, fen: int, number: str) -> TaxPayment:
    """Enter a payment of tax as the tax office states it. Raises Refused with every fault; a receipt counts once."""
    if not viewer.may("bases.tax", division=firm.division):
        raise PermissionDenied(_("缴税记录由税务机关登记"))
    named, faults = "".join(number.split()).upper(), []
    if firm.entity != "enterprise":
        faults.append(Fault("firm", _("“%(name)s”不是企业") % {"name": firm.name}))
    if fen <= 0:
        faults.append(Fault("fen", _("税款须大于零")))
    if paid_on > clock.today():
        faults.append(Fault("paid_on", _("日期不能晚于今天")))
    if not named:
        faults.append(Fault("number", _("请填写完税凭证号")))
    elif TaxPayment.objects.filter(number=named, struck_at=None).exists():
        faults.append(Fault("number", _("完税凭证 %(number)s 已经登记") % {"number": named}))
    if faults:
        raise Refused(faults)
    with transaction.atomic():
        try:
            with transaction.atomic():
                made = TaxPayment.objects.create(
                    firm=firm, paid_on=paid_on, fen=fen, number=named, entered_by_id=viewer.user_id
                )
        except IntegrityError:  # somebody else was quicker
            raise Refused([Fault("number", _("完税凭证 %(number)s 已经登记") % {"number": named})]) from None
        record_on(viewer, "bases.tax", "subject", firm.pk, firm.division, "bases.tax", number=named, fen=fen)
    return made


def strike_payment(viewer: Viewer, payment: TaxPayment, why: str) -> None:
    """Strike a payment entered by mistake."""
    if not viewer.may("bases.tax", division=payment.firm.division):
        raise PermissionDenied(_("缴税记录由税务机关登记"))
    with transaction.atomic():
        held = strike_row(viewer, payment, why)
        record_on(
            viewer, "bases.strike", "subject", held.firm_id, held.firm.division, "bases.tax",
            entry="taxpayment", row=str(held.pk), why=held.struck_why,
        )  # fmt: skip
