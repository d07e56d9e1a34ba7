"""The provincial SME fund by year beside fiscal revenue (26.2)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction

from zhiwei.platform.funds.models import FiscalRevenue
from zhiwei.platform.funds.special.revenue import PROVINCE
from zhiwei.platform.funds.special.uses import Use, is_sme_fund, spent
from zhiwei.platform.ledger.chart import Level, Place
from zhiwei.platform.ledger.models import Account, Fund


@dataclass(frozen=True, slots=True)
class Year:
    """A budget year: what the province put into its SME funds, on what it went, and both growths; None where unknown.

    ``document`` is what the revenue is published in, empty where none is on record.
    """

    year: int
    fen: int
    uses: dict[Use, int]
    growth: Fraction | None
    revenue: int | None
    revenue_growth: Fraction | None
    document: str = ""

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
    published = {one.year: one for one in FiscalRevenue.objects.filter(division=PROVINCE)}
    revenue = {year: one.fen for year, one in published.items()}
    return [
        Year(
            year, put_in.get(year, 0), spent(held[year]) if year in held else dict.fromkeys(Use, 0),
            grown(put_in, year), revenue.get(year), grown(revenue, year),
            published[year].document if year in published else "",
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
