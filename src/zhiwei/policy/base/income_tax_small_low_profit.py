"""小型微利企业: the test, and the tax of those that pass it.

To 2018 the whole income decided: up to a limit all of it was counted by half. From 2019 it is counted slice
by slice. Values bind the tax year; only 2015 has two limits, and an income between them is halved for the
months operated under the wider one.
"""

from __future__ import annotations

from zhiwei.engine import Date, Flag, Keyed, Money, Number, Pieces, Rate, months_touched, rule
from zhiwei.policy.vocabulary import AveragingMethod, CollectionMethod, TaxIndustry


@rule(
    entity="enterprise",
    zh="小型微利企业",
    en="small low-profit enterprise",
    period="year",
    cites=(
        "27.3",
        "企业所得税法#二十八",
        "企业所得税法实施条例#九十二",
        "财税〔2009〕69号#八",
        "国税函〔2008〕650号",
    ),
)
def small_low_profit(
    corporate_income_taxpayer: Flag,
    taxable_income: Money,
    average_employees: Number,
    average_total_assets: Money,
    tax_industry: TaxIndustry,
    restricted_or_prohibited_industry: Flag,
    collection_method: CollectionMethod,
    slp_income_limit: Money,
    slp_employees_limit: Keyed[Number],
    slp_assets_limit: Keyed[Money],
    slp_excludes_restricted_industries: Flag,
    slp_audited_books_only: Flag,
) -> Flag:
    """小型微利企业: income, staff and assets each within its limit, the numbers themselves included.

    A tax term, not the size class of 35.1. Until 2013 only taxpayers on audited books could be one.
    """
    return (
        corporate_income_taxpayer
        and taxable_income <= slp_income_limit
        and average_employees <= slp_employees_limit[tax_industry]
        and average_total_assets <= slp_assets_limit[tax_industry]
        and not (slp_excludes_restricted_industries and restricted_or_prohibited_industry)
        and not (slp_audited_books_only and collection_method == CollectionMethod.ASSESSED)
    )


@rule(
    entity="enterprise",
    zh="从业人数和资产总额的平均方法",
    en="how staff and assets are averaged",
    period="year",
    cites=("财税〔2009〕69号#七", "财税〔2015〕34号#二"),
)
def averaging_method(slp_averaging_method: AveragingMethod) -> AveragingMethod:
    """从业人数和资产总额的平均方法: how average_employees and average_total_assets are to be stated."""
    return slp_averaging_method


@rule(
    entity="enterprise",
    zh="所得计入应纳税所得额的比例",
    en="share of the income that is counted",
    period="year",
    cites=(
        "27.3",
        "财税〔2009〕133号#一",
        "财税〔2011〕117号#一",
        "财税〔2015〕99号#二",
        "国家税务总局公告2015年第61号",
    ),
    valid=("2010-01-01", "2018-12-31"),
)
def slp_counted_share(
    taxable_income: Money,
    founded_on: Date,
    slp_half_limit: Pieces[Money],
    slp_half_inclusion: Rate,
    period_start: Date,
    period_end: Date,
) -> Rate | None:
    """所得计入应纳税所得额的比例: the half up to the limit, all above it.

    Where the year has two limits and the income lies between them, the half counts for the months operated
    under the limit it fits, in all months operated; the month of founding is a month operated. 不适用 where
    none was operated.
    """
    within = sum(
        (months_touched(piece.starts, piece.ends) if taxable_income <= piece.value else 0)
        for piece in slp_half_limit
    )
    if within == 0:
        return 1
    if within == months_touched(period_start, period_end):
        return slp_half_inclusion
    operated = months_touched(max(founded_on, period_start), period_end)
    if operated == 0:
        return None
    halved = sum(
        (months_touched(max(founded_on, piece.starts), piece.ends) if taxable_income <= piece.value else 0)
        for piece in slp_half_limit
    )
    return 1 - (1 - slp_half_inclusion) * (halved / operated)


@rule(
    entity="enterprise",
    variable="slp_effective_rate",
    zh="小型微利企业实际税率",
    en="effective rate of a small low-profit enterprise",
    period="year",
    cites=("企业所得税法#二十八",),
    valid=("2008-01-01", "2009-12-31"),
)
def effective_rate_in_full(slp_rate: Rate) -> Rate:
    """小型微利企业实际税率: the rate itself, as all of the income was counted."""
    return slp_rate


@rule(
    entity="enterprise",
    variable="slp_effective_rate",
    zh="小型微利企业实际税率",
    en="effective rate of a small low-profit enterprise",
    period="year",
    cites=("27.3", "企业所得税法#二十八"),
    valid=("2010-01-01", "2018-12-31"),
)
def effective_rate_by_half(slp_counted_share: Rate, slp_rate: Rate) -> Rate:
    """小型微利企业实际税率: tax by income, exact; the rate on the share of the income that is counted."""
    return slp_counted_share * slp_rate


@rule(
    entity="enterprise",
    variable="small_low_profit_income_tax",
    zh="按小型微利企业应纳所得税",
    en="income tax of a small low-profit enterprise",
    period="year",
    cites=("27.3", "企业所得税法#二十八"),
    valid=("2008-01-01", "2018-12-31"),
)
def income_tax_by_whole_income(taxable_income: Money, slp_effective_rate: Rate) -> Money:
    """按小型微利企业应纳所得税, fen: one effective rate on the whole income."""
    if taxable_income <= 0:
        return 0
    return taxable_income * slp_effective_rate


@rule(
    entity="enterprise",
    variable="small_low_profit_income_tax",
    zh="按小型微利企业应纳所得税",
    en="income tax of a small low-profit enterprise",
    period="year",
    cites=(
        "27.3",
        "财税〔2019〕13号#二",
        "财政部 税务总局公告2021年第12号#一",
        "财政部 税务总局公告2022年第13号#一",
    ),
    valid=("2019-01-01", "2022-12-31"),
)
def income_tax_by_two_slices(
    taxable_income: Money,
    slp_lower_slice_limit: Money,
    slp_lower_slice_inclusion: Rate,
    slp_upper_slice_inclusion: Rate,
    slp_rate: Rate,
) -> Money:
    """按小型微利企业应纳所得税, fen: each slice of the income is counted by a share of its own."""
    if taxable_income <= 0:
        return 0
    lower = min(taxable_income, slp_lower_slice_limit)
    upper = taxable_income - lower
    return (lower * slp_lower_slice_inclusion + upper * slp_upper_slice_inclusion) * slp_rate


@rule(
    entity="enterprise",
    variable="small_low_profit_income_tax",
    zh="按小型微利企业应纳所得税",
    en="income tax of a small low-profit enterprise",
    period="year",
    cites=(
        "27.3",
        "财政部 税务总局公告2022年第13号#一",
        "财政部 税务总局公告2023年第6号#一",
        "财政部 税务总局公告2023年第12号#三",
    ),
    valid=("2023-01-01", None),
)
def income_tax_by_one_slice(taxable_income: Money, slp_lower_slice_inclusion: Rate, slp_rate: Rate) -> Money:
    """按小型微利企业应纳所得税, fen: one share of the whole income is counted again."""
    if taxable_income <= 0:
        return 0
    return taxable_income * slp_lower_slice_inclusion * slp_rate


@rule(
    entity="enterprise",
    variable="slp_income_reduced",
    zh="所得减按比例计入",
    en="income counted in part",
    period="year",
    cites=("27.3",),
    valid=("2010-01-01", "2018-12-31"),
)
def income_within_half_limit(taxable_income: Money, slp_half_limit: Pieces[Money]) -> Flag:
    """所得减按比例计入: the income fits a limit of the year up to which half of it is counted."""
    within = sum(
        (months_touched(piece.starts, piece.ends) if taxable_income <= piece.value else 0)
        for piece in slp_half_limit
    )
    return within > 0


@rule(
    entity="enterprise",
    variable="slp_income_reduced",
    zh="所得减按比例计入",
    en="income counted in part",
    period="year",
    cites=("27.3", "财税〔2019〕13号#二", "财政部 税务总局公告2023年第12号#三"),
    valid=("2019-01-01", None),
)
def income_within_slices(taxable_income: Money, slp_income_limit: Money) -> Flag:
    """所得减按比例计入: from 2019 the whole income of a small low-profit firm lies within the slices."""
    return taxable_income <= slp_income_limit
