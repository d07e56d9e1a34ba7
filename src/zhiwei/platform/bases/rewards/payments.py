"""Payments of tax by incubators' firms, as the tax office states them; a year's reward follows them."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.bases.models import Base, Kind, TaxPayment
from zhiwei.platform.bases.rewards import services as following
from zhiwei.platform.bases.services.common import Fault, Refused
from zhiwei.platform.bases.services.records import record_on, strike_row
from zhiwei.platform.kit import clock
from zhiwei.platform.subjects.models import Subject


def receipt(number: str) -> str:
    """The number of a tax receipt as it is kept: whatever blanks and small letters somebody wrote."""
    return "".join(number.split()).upper()


def enter_payment(viewer: Viewer, firm: Subject, *, paid_on: date, fen: int, number: str) -> TaxPayment:
    """Enter a payment of tax as the tax office states it. Raises Refused with every fault; a receipt counts once."""
    if not viewer.may("bases.tax", division=firm.division):
        raise PermissionDenied(_("缴税记录由税务机关登记"))
    named, faults = receipt(number), []
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
        _follow(firm, paid_on, _("登记了完税凭证 %(number)s") % {"number": named})
        record_on(viewer, "bases.tax", "subject", firm.pk, firm.division, "bases.tax", number=named, fen=fen)
    return made


def _follow(firm: Subject, day: date, why: str) -> None:
    """Count the incubators of the firm anew. Raises Refused while the bank pays the reward of such a year."""
    rows = Base.objects.filter(kind=Kind.INCUBATOR, residencies__firm=firm, residencies__struck_at=None)
    for base in rows.select_related("subject").distinct():
        following.follow_since(base, day, why)


def strike_payment(viewer: Viewer, payment: TaxPayment, why: str) -> None:
    """Strike a payment entered by mistake."""
    if not viewer.may("bases.tax", division=payment.firm.division):
        raise PermissionDenied(_("缴税记录由税务机关登记"))
    with transaction.atomic():
        held = strike_row(viewer, payment, why)
        _follow(held.firm, held.paid_on, held.struck_why)
        record_on(
            viewer, "bases.strike", "subject", held.firm_id, held.firm.division, "bases.tax",
            entry="taxpayment", row=str(held.pk), why=held.struck_why,
        )  # fmt: skip
