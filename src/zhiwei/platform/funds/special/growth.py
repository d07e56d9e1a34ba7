"""The provincial SME fund by year beside fiscal revenue (26.2), and who enters the revenue."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.audit import log
from zhiwei.platform.funds.models import FiscalRevenue
from zhiwei.platform.funds.special.uses import Use, is_sme_fund, spent
from zhiwei.platform.kit import refusals
from zhiwei.platform.kit.refusals import Fault
from zhiwei.platform.ledger.chart import Level, Place
from zhiwei.platform.ledger.models import Account, Fund

PROVINCE = "330000"
ENTER = "ledger.open"


class Refused(refusals.Refused):
    """A figure that cannot be entered."""


@dataclass(frozen=True, slots=True)
class Year:
    """A budget year: what the province put into its SME funds, on what it went, and both growths; None where unknown."""

    year: int
    fen: int
    uses: dict[Use, int]
    growth: Fraction | None
    revenue: int | None
    revenue_growth: Fraction | None

    @property
    def keeps_up(self) -> bool | None:
        """Whether the fund grew in a year in which revenue grew, as the sentence asks; None where either is unknown."""
        if self.growth is None or self.revenue_growth is None:
            return None
        return self.growth > 0 or self.revenue_growth <= 0


def years() -> list[Year]:
    """Every budget year with a provincial SME fund or a revenue on record, the latest first."""
    held: dict[int, list[Fund]] = defaultdict(list)
    for fund in Fund.objects.filter(level=Level.PROVINCE):
        if is_sme_fund(fund):
            held[fund.budget_year].append(fund)
    put_in = {year: appropriated(funds) for year, funds in held.items()}
    revenue = dict(FiscalRevenue.objects.filter(division=PROVINCE).values_list("year", "fen"))
    return [
        Year(
            year, put_in.get(year, 0), spent(held[year]) if year in held else dict.fromkeys(Use, 0),
            grown(put_in, year), revenue.get(year), grown(revenue, year),
        )
        for year in sorted({*held, *revenue}, reverse=True)
    ]  # fmt: skip


def appropriated(funds: list[Fund]) -> int:
    """What was put into some funds, fen."""
    rows = Account.objects.filter(fund__in=funds, place=Place.APPROPRIATED).values_list("balance", flat=True)
    return -sum(rows)


def grown(by_year: dict[int, int], year: int) -> Fraction | None:
    """The growth over the year before as a fraction of it; None where either year is not on record."""
    before, now = by_year.get(year - 1), by_year.get(year)
    return Fraction(now - before, before) if before and now is not None else None


def enter_revenue(viewer: Viewer, *, division: str, year: int, fen: int, document: str) -> FiscalRevenue:
    """Enter a published figure with where it is published. Raises Refused; PermissionDenied outside the viewer's divisions."""
    if not viewer.may(ENTER, division=division):
        raise PermissionDenied(_("财政收入由本级财政登记"))
    faults = [] if document.strip() else [Fault("document", _("请填写出处"))]
    if fen <= 0:
        faults.append(Fault("fen", _("金额须大于零")))
    if FiscalRevenue.objects.filter(division=division, year=year).exists():
        faults.append(Fault("year", _("%(year)d 年已经登记") % {"year": year}))
    if faults:
        raise Refused(faults)
    try:
        with transaction.atomic():
            made = FiscalRevenue.objects.create(
                division=division, year=year, fen=fen, document=document.strip(), made_by_id=viewer.user_id
            )
            log.record(
                viewer, "funds.revenue", kind="revenue", key=str(made.pk), division=division,
                detail={"year": year, "fen": fen, "document": made.document}, permission=ENTER,
            )  # fmt: skip
    except IntegrityError:
        raise Refused([Fault("year", _("%(year)d 年已经登记") % {"year": year})]) from None
    return made
