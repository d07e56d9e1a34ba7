"""地方水利建设基金: what is levied before any relief."""

from __future__ import annotations

from zhiwei.engine import Money, Rate, rule


@rule(
    entity="enterprise",
    zh="水利建设专项基金应征额",
    en="levy of the water fund before relief",
    cites=("浙江省地方水利建设基金筹集和使用管理实施细则#四",),
)
def water_fund_levy(revenue__previous: Money, water_fund_rate: Rate) -> Money:
    """水利建设专项基金应征额, fen for a full year, at the rate of the day on last year's revenue.

    General payers only: banks and insurers pay on interest and premiums.
    """
    return revenue__previous * water_fund_rate
