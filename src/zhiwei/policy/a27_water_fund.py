"""27.5: 水利建设专项基金 waived for three years from founding and halved in the two years after.

For small and micro firms that conform to industrial policy. Whether the years run by anniversary or by
calendar year, whether firms founded before 2012 have the years they have left, and which founding date counts
after 个转企, are named readings.
"""

from __future__ import annotations

from zhiwei.engine import (
    Count,
    Date,
    Flag,
    Force,
    Measure,
    Modality,
    Money,
    Pieces,
    Rate,
    add_days,
    add_years,
    end_of_year,
    months_touched,
    rule,
    year_of,
    years_between,
)
from zhiwei.policy.vocabulary import FoundingDate, ReliefCohort, YearCounting

WATER_FUND_RELIEF = Measure(
    id="27.5",
    entity="enterprise",
    modality=Modality.BENEFIT,
    force=Force.MUST,
    zh="水利建设专项基金免征、减半征收",
    en="water fund waived or halved in the first five years",
    window=("water_fund_relief_window", "water_fund_levied"),
    criteria=(
        "small_or_micro",
        "industrial_policy_conformity",
        "in_water_fund_cohort",
        "within_water_fund_relief_years",
    ),
    amount="water_fund_relief",
    cites=("27.5",),
)


@rule(
    entity="enterprise",
    zh="减免起算的创立日",
    en="founding date from which the relief runs",
    cites=("27.5",),
)
def water_fund_founded_on(
    founded_on: Date, predecessor_founded_on: Date | None, water_fund_founding_date: FoundingDate
) -> Date:
    """减免起算的创立日: the firm's own; by the other reading that of the individual business before it."""
    if water_fund_founding_date == FoundingDate.PREDECESSOR and predecessor_founded_on is not None:
        return predecessor_founded_on
    return founded_on


@rule(
    entity="enterprise",
    zh="创立以来已满年数",
    en="years since founding",
    unit="year",
    cites=("27.5",),
)
def water_fund_age(water_fund_founded_on: Date, as_of: Date, water_fund_year_counting: YearCounting) -> Count:
    """创立以来已满年数: anniversaries reached; by the other reading calendar years begun since. Below 0 before founding."""
    if water_fund_year_counting == YearCounting.CALENDAR_YEAR and water_fund_founded_on <= as_of:
        return year_of(as_of) - year_of(water_fund_founded_on)
    return years_between(water_fund_founded_on, as_of)


@rule(
    entity="enterprise",
    zh="属于减免适用的成立时间",
    en="founded in time for the relief",
    cites=("27.5",),
)
def in_water_fund_cohort(
    water_fund_founded_on: Date, water_fund_cohort: ReliefCohort, water_fund_relief_start: Date
) -> Flag:
    """属于减免适用的成立时间: any firm; by the other reading only one founded since the relief started."""
    return water_fund_cohort == ReliefCohort.ALL or water_fund_founded_on >= water_fund_relief_start


@rule(
    entity="enterprise",
    zh="在水利基金减免年限内",
    en="within the years of the water fund relief",
    cites=("27.5",),
)
def within_water_fund_relief_years(water_fund_age: Count, water_fund_relief_years: Count) -> Flag:
    """在水利基金减免年限内: founded, and before the end of the fifth year."""
    return 0 <= water_fund_age < water_fund_relief_years


@rule(
    entity="enterprise",
    zh="适用水利基金减免的企业",
    en="enterprise of the kind that the relief covers",
    cites=("27.5",),
)
def water_fund_relief_covers(
    small_or_micro: Flag, industrial_policy_conformity: Flag, in_water_fund_cohort: Flag
) -> Flag:
    """适用水利基金减免的企业: small or micro, conforming to industrial policy, founded in time."""
    return small_or_micro and industrial_policy_conformity and in_water_fund_cohort


@rule(
    entity="enterprise",
    zh="水利基金应征比例",
    en="share of the water fund that is due",
    cites=("27.5",),
    valid=("2012-01-01", None),
)
def water_fund_share_due(
    water_fund_relief_covers: Flag,
    water_fund_age: Count,
    water_fund_free_years: Count,
    water_fund_relief_years: Count,
    water_fund_half_share: Rate,
) -> Rate:
    """水利基金应征比例 on the day: nothing in the first three years, half in the next two, then all."""
    if not water_fund_relief_covers or water_fund_age < 0:
        return 1
    if water_fund_age < water_fund_free_years:
        return 0
    if water_fund_age < water_fund_relief_years:
        return water_fund_half_share
    return 1


@rule(
    entity="enterprise",
    variable="water_fund_payable",
    zh="应缴水利建设专项基金",
    en="water fund payable",
    cites=("27.5",),
    valid=("2011-01-01", "2011-12-31"),
)
def payable_before_relief(water_fund_levy: Money) -> Money:
    """应缴水利建设专项基金, fen: the whole levy, as the relief had not started."""
    return water_fund_levy


@rule(
    entity="enterprise",
    variable="water_fund_payable",
    zh="应缴水利建设专项基金",
    en="water fund payable",
    cites=("27.5",),
    valid=("2012-01-01", None),
)
def payable_under_relief(water_fund_levy: Money, water_fund_share_due: Rate) -> Money:
    """应缴水利建设专项基金, fen: a full year's levy by the share due on the day."""
    if water_fund_levy == 0:
        return 0
    return water_fund_levy * water_fund_share_due


@rule(
    entity="enterprise",
    zh="水利建设专项基金减免额",
    en="water fund relieved",
    cites=("27.5",),
    valid=("2012-01-01", None),
)
def water_fund_relief(water_fund_levy: Money, water_fund_payable: Money) -> Money:
    """水利建设专项基金减免额, fen: the levy less what is payable."""
    return water_fund_levy - water_fund_payable


@rule(
    entity="enterprise",
    zh="全年应缴水利建设专项基金",
    en="water fund payable for the calendar year",
    period="year",
    cites=("27.5", "浙江省地方水利建设基金筹集和使用管理实施细则#四"),
    valid=("2012-01-01", None),
)
def water_fund_payable_in_year(
    revenue__previous: Money,
    water_fund_relief_covers: Flag,
    water_fund_founded_on: Date,
    water_fund_year_counting: YearCounting,
    water_fund_rate: Pieces[Rate],
    water_fund_free_years: Count,
    water_fund_relief_years: Count,
    water_fund_half_share: Rate,
    period_start: Date,
    period_end: Date,
) -> Money:
    """全年应缴水利建设专项基金, fen: the levy of the calendar year, month by month.

    By anniversary the months are split there, the month in which it falls keeping the relief it began with;
    by calendar year the year of founding is the first of the five.
    """
    by_anniversary = water_fund_year_counting == YearCounting.ANNIVERSARY
    free_until = (
        add_days(add_years(water_fund_founded_on, water_fund_free_years), -1)
        if by_anniversary
        else end_of_year(add_years(water_fund_founded_on, water_fund_free_years - 1))
    )
    half_until = (
        add_days(add_years(water_fund_founded_on, water_fund_relief_years), -1)
        if by_anniversary
        else end_of_year(add_years(water_fund_founded_on, water_fund_relief_years - 1))
    )
    months = months_touched(period_start, period_end)
    whole = sum(piece.value * months_touched(piece.starts, piece.ends) for piece in water_fund_rate)
    free = sum(
        piece.value * months_touched(piece.starts, min(piece.ends, free_until)) for piece in water_fund_rate
    )
    within = sum(
        piece.value * months_touched(piece.starts, min(piece.ends, half_until)) for piece in water_fund_rate
    )
    if not water_fund_relief_covers:
        return revenue__previous * whole / months
    return revenue__previous * (whole - within + (within - free) * water_fund_half_share) / months
