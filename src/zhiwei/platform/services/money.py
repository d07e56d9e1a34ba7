"""The money of an order: which fund of each level pays, what is promised, what a firm has drawn in a year."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext as _

from zhiwei.law.divisions import load_divisions
from zhiwei.platform.accounts.divisions import name_of
from zhiwei.platform.accounts.viewer import SYSTEM
from zhiwei.platform.kit import clock
from zhiwei.platform.ledger import purposes
from zhiwei.platform.ledger import services as ledger
from zhiwei.platform.ledger.chart import LEVEL_OF_DIVISION, Level
from zhiwei.platform.ledger.faults import Fault, Refused
from zhiwei.platform.ledger.models import ENDED, Commitment, Fund
from zhiwei.platform.services.models import Order
from zhiwei.platform.services.rules import PURPOSE
from zhiwei.platform.subjects.models import Subject

VOUCHER, INVOICE = "service_order", "invoice"
"""Kinds of basis: a voucher is reserved for the order; what is paid rests on the invoice."""


def funds_for(division: str, levels: Mapping[Level, int]) -> dict[Level, Fund]:
    """The open fund of each level that pays for services in a county; the one that ends first goes first.

    Raises Refused naming every level without one.
    """
    divisions, today = load_divisions(), clock.today()
    near = {divisions[code].level: code for code in (division, *divisions.ancestors(division))}
    found, wrong = {}, []
    for level in levels:
        code = near.get(LEVEL_OF_DIVISION[level], "")
        rows = Fund.objects.filter(
            level=level, division=code, state=Fund.State.OPEN, from_day__lte=today, to_day__gte=today
        ).order_by("to_day", "pk")
        able = [one for one in rows if purposes.allows(one.purposes, PURPOSE)]
        if able:
            found[level] = able[0]
        else:
            said = _("%(place)s还没有可用于第 %(id)s 句的%(level)s资金")
            place = name_of(code) if code else ""
            wrong.append(Fault("fund", said % {"place": place, "id": PURPOSE, "level": level.label}, PURPOSE))
    if wrong:
        raise Refused(wrong)
    return found


def reserve(order: Order, parts: Mapping[Level, int], basis: ledger.Basis, *, step: str) -> list[Commitment]:
    """Set each level's part aside for the agency. The rule books, nobody's hand; the case stands in the entry."""
    held = []
    for level, fund in funds_for(order.case.division, parts).items():
        held.append(ledger.reserve(
            SYSTEM, fund, parts[level], basis=basis, sentence=PURPOSE, subject=order.agency,
            case=str(order.case_id), receipt=order.receipt, key=f"{order.case_id}:{step}:{level}",
        ))  # fmt: skip
    return held


def promises(order: Order) -> list[Commitment]:
    """The commitments of an order that still count."""
    rows = Commitment.objects.filter(case=str(order.case_id)).exclude(state__in=ENDED)
    return list(rows.select_related("fund").order_by("made_at", "level"))


def release(order: Order, reason: str, *, step: str) -> None:
    """Free everything that is promised and not being paid."""
    for one in promises(order):
        if one.reserved or one.committed:
            ledger.release(SYSTEM, one, key=f"{one.pk}:{step}:release", reason=reason)


def drawn(firm: Subject, year: int) -> int:
    """The subsidies that a firm's orders of a year have drawn or reserved, fen; what was cancelled is not counted."""
    rows = Order.objects.filter(firm=firm, made_at__gte=_first(year), made_at__lt=_first(year + 1))
    live = rows.exclude(case__state="cancelled")
    return sum(one.reserved if one.subsidy is None else one.subsidy for one in live)


def _first(year: int) -> datetime:
    """The first moment of a year in Zhejiang."""
    return datetime(year, 1, 1, tzinfo=clock.ZONE)
