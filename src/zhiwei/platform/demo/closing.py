"""Funds whose days are over in the demonstration: settled and closed as an office does it, but where something is still owed."""

from __future__ import annotations

from datetime import date

from zhiwei.platform.accounts.viewer import SYSTEM
from zhiwei.platform.kit import clock
from zhiwei.platform.ledger import services as ledger
from zhiwei.platform.ledger.chart import UNPAID, Place
from zhiwei.platform.ledger.models import Entry, Fund

SETTLED = (3, 31)
"""Month and day of the next year on which the books of a fund are closed."""
OWED = (*UNPAID, Place.RECEIVABLE)


def write() -> int:
    """Close what is settled; gives the number of funds that stay open with money owed."""
    stay = 0
    for fund in Fund.objects.filter(state=Fund.State.OPEN, to_day__lt=clock.today()).order_by("key"):
        if fund.accounts.filter(place__in=OWED).exclude(balance=0).exists():
            stay += 1
            continue
        last = Entry.objects.filter(fund=fund).order_by("-booked_on").values_list("booked_on", flat=True)[0]
        day = max(date(fund.to_day.year + 1, *SETTLED), last)
        if day <= clock.today():
            with clock.stopped(day):
                document = f"（示例）结〔{day.year}〕{int(fund.division[2:])}号"
                ledger.close_fund(SYSTEM, fund, document=document, key=f"{fund.key}/closed")
    return stay
