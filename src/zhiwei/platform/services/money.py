"""The money of an order: which fund of each level pays, what is promised, what a firm has drawn in a year."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from zhiwei.platform.accounts.viewer import SYSTEM
from zhiwei.platform.kit import clock
from zhiwei.platform.kit.money import parse
from zhiwei.platform.ledger import services as ledger
from zhiwei.platform.ledger.chart import Level
from zhiwei.platform.ledger.models import Commitment
from zhiwei.platform.programmes.money import funds
from zhiwei.platform.programmes.money import promises as held
from zhiwei.platform.services.models import Order
from zhiwei.platform.services.rules import PURPOSE
from zhiwei.platform.subjects.models import Subject

VOUCHER, INVOICE = "service_order", "invoice"
"""Kinds of basis: a voucher is reserved for the order; what is paid rests on the invoice."""


def fen_of(text: object) -> int | None:
    """An amount of a form's content, fen; None where nothing is said."""
    return None if text in (None, "") else parse(str(text))


def reserve(order: Order, parts: Mapping[Level, int], basis: ledger.Basis, *, step: str) -> list[Commitment]:
    """Set each level's part aside for the agency. The rule books, nobody's hand; the case stands in the entry."""
    made = []
    for level, fund in funds.of_levels(parts, order.case.division, PURPOSE).items():
        made.append(ledger.reserve(
            SYSTEM, fund, parts[level], basis=basis, sentence=PURPOSE, subject=order.agency,
            case=str(order.case_id), receipt=order.receipt, key=f"{order.case_id}:{step}:{level}",
        ))  # fmt: skip
    return made


def promises(order: Order) -> list[Commitment]:
    """The commitments of an order that still count."""
    return held.promises(order.case)


def release(order: Order, reason: str) -> None:
    """Free everything that is promised and not being paid."""
    held.release(order.case, reason)


def to_come_back(order: Order, fen: int) -> dict[Level, int]:
    """How a claim is shared: each level asks back in the shares in which it paid, never more than its part."""
    parts = {level: order.parts.get(level.value, 0) for level in (Level.COUNTY, Level.CITY, Level.PROVINCE)}
    wished = order.scheme.split(fen)
    found = {level: min(part, wished.get(level, 0)) for level, part in parts.items()}
    left = fen - sum(found.values())
    for level, part in parts.items():  # a fen that one level has not paid is asked of the next
        more = min(left, part - found[level])
        found[level] += more
        left -= more
    return {level: part for level, part in found.items() if part}


def owing(order: Order) -> int:
    """What was claimed back and has not come yet, fen."""
    return sum(one.receivable for one in promises(order))


def ever_paid(order: Order) -> int:
    """What the bank paid of an order at all levels and did not send back, fen; what was claimed back since is part of it."""
    rows = Commitment.objects.filter(case=str(order.case_id))
    return sum(one.ever_paid for one in rows)


def came_back(order: Order) -> int:
    """What came back of what was claimed, fen; a claim that a level gave up is not among it."""
    rows = Commitment.objects.filter(case=str(order.case_id))
    return sum(rows.values_list("returned", flat=True))


def drawn(firm: Subject, year: int) -> int:
    """The subsidies that a firm's orders of a year have drawn or reserved, fen; what was cancelled is not counted."""
    rows = Order.objects.filter(firm=firm, made_at__gte=_first(year), made_at__lt=_first(year + 1))
    live = rows.exclude(case__state="cancelled")
    return sum(one.standing for one in live)


def _first(year: int) -> datetime:
    """The first moment of a year in Zhejiang."""
    return datetime(year, 1, 1, tzinfo=clock.ZONE)
