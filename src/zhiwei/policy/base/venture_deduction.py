"""创业投资抵扣: 70 % of an investment is deducted from the investor's income once it was held for two years.

Two kinds of firms count: high-tech enterprises of small and medium size since 2008, technology start-ups since
2018. What is not used in a year is carried on.
"""

from __future__ import annotations

from zhiwei.engine import Count, Date, Flag, Money, Rate, add_months, add_years, rule
from zhiwei.policy.vocabulary_tax import VentureInvestorKind


@rule(
    entity="venture_investment",
    zh="投资人属于抵扣适用范围",
    en="the investor has the deduction",
    cites=("企业所得税法实施条例#九十七",),
    valid=("2008-01-01", "2015-09-30"),
)
def venture_investor_reached(venture_investor_kind: VentureInvestorKind) -> Flag:
    """投资人属于抵扣适用范围: venture capital companies."""
    return venture_investor_kind == VentureInvestorKind.VENTURE_COMPANY


@rule(
    entity="venture_investment",
    variable="venture_investor_reached",
    zh="投资人属于抵扣适用范围",
    en="the investor has the deduction",
    cites=("企业所得税法实施条例#九十七", "财税〔2015〕116号#一"),
    valid=("2015-10-01", None),
)
def venture_investor_reached_since_2015(venture_investor_kind: VentureInvestorKind) -> Flag:
    """投资人属于抵扣适用范围: companies, and the corporate partners of venture partnerships."""
    return venture_investor_kind in (
        VentureInvestorKind.VENTURE_COMPANY,
        VentureInvestorKind.CORPORATE_PARTNER,
    )


@rule(
    entity="venture_investment",
    zh="投资人属于投资初创企业抵扣的适用范围",
    en="the investor has the deduction for start-ups",
    cites=("财税〔2018〕55号#一", "财税〔2018〕55号#三"),
    valid=("2018-01-01", "2018-06-30"),
)
def start_up_investor_reached(venture_investor_kind: VentureInvestorKind) -> Flag:
    """投资人属于投资初创企业抵扣的适用范围: companies and all partners; angels half a year later."""
    return venture_investor_kind in (
        VentureInvestorKind.VENTURE_COMPANY,
        VentureInvestorKind.CORPORATE_PARTNER,
        VentureInvestorKind.INDIVIDUAL_PARTNER,
    )


@rule(
    entity="venture_investment",
    variable="start_up_investor_reached",
    zh="投资人属于投资初创企业抵扣的适用范围",
    en="the investor has the deduction for start-ups",
    cites=("财税〔2018〕55号#一", "财税〔2018〕55号#三"),
    valid=("2018-07-01", None),
)
def start_up_investor_reached_with_angels(venture_investor_kind: VentureInvestorKind) -> Flag:
    """投资人属于投资初创企业抵扣的适用范围: companies, partners and angels."""
    return venture_investor_kind != VentureInvestorKind.OTHER


@rule(
    entity="venture_investment",
    zh="被投资企业为高新技术企业",
    en="the investee is a high-tech enterprise",
    cites=("企业所得税法实施条例#九十七",),
)
def investee_is_high_tech(investee__high_tech_certified: Flag) -> Flag:
    """被投资企业为高新技术企业, by its certificate."""
    return investee__high_tech_certified


@rule(
    entity="venture_investment",
    zh="被投资企业符合中小企业规模",
    en="the investee is of small or medium size",
    period="year",
    cites=("国税发〔2009〕87号#二",),
)
def venture_target_size_met(
    investee_staff: Count,
    investee_sales: Money,
    investee_assets: Money,
    venture_target_staff_max: Count,
    venture_target_sales_max: Money,
    venture_target_assets_max: Money,
) -> Flag:
    """被投资企业符合中小企业规模: each number itself is within."""
    return (
        investee_staff <= venture_target_staff_max
        and investee_sales <= venture_target_sales_max
        and investee_assets <= venture_target_assets_max
    )


@rule(
    entity="venture_investment",
    zh="当年持有满规定月数",
    en="held for the months required by the end of the year",
    period="year",
    cites=("企业所得税法实施条例#九十七", "国税发〔2009〕87号#二"),
)
def venture_holding_reached(
    invested_on: Date, disposed_on: Date | None, venture_holding_months: Count, period_end: Date
) -> Flag:
    """当年持有满规定月数: in this tax year or before, and not sold earlier."""
    if disposed_on is None:
        return add_months(invested_on, venture_holding_months) <= period_end
    return add_months(invested_on, venture_holding_months) <= min(disposed_on, period_end)


@rule(
    entity="venture_investment",
    zh="当年投资满规定年数",
    en="invested for the years required by the end of the year",
    period="year",
    cites=("财税〔2018〕55号#一",),
)
def start_up_holding_reached(
    invested_on: Date, disposed_on: Date | None, start_up_holding_years: Count, period_end: Date
) -> Flag:
    """当年投资满规定年数: in this tax year or before, and not sold earlier."""
    if disposed_on is None:
        return add_years(invested_on, start_up_holding_years) <= period_end
    return add_years(invested_on, start_up_holding_years) <= min(disposed_on, period_end)


@rule(
    entity="venture_investment",
    zh="被投资企业符合初创企业规模和年限",
    en="the investee has the size and age of a start-up",
    period="year",
    cites=("财税〔2018〕55号#二", "财税〔2019〕13号#五"),
)
def start_up_size_met(
    investee_staff: Count,
    investee_sales: Money,
    investee_assets: Money,
    investee__founded_on: Date,
    invested_on: Date,
    start_up_staff_max: Count,
    start_up_sales_max: Money,
    start_up_assets_max: Money,
    start_up_age_max: Count,
) -> Flag:
    """被投资企业符合初创企业规模和年限: each number itself is within, the anniversary too."""
    return (
        investee_staff <= start_up_staff_max
        and investee_sales <= start_up_sales_max
        and investee_assets <= start_up_assets_max
        and invested_on <= add_years(investee__founded_on, start_up_age_max)
    )


@rule(
    entity="venture_investment",
    zh="被投资企业符合科技型条件",
    en="the investee is technology-based",
    period="year",
    cites=("财税〔2018〕55号#二",),
)
def start_up_technology_met(
    investee_graduate_share: Rate,
    investee_research_share: Rate,
    start_up_graduate_share_min: Rate,
    start_up_research_share_min: Rate,
) -> Flag:
    """被投资企业符合科技型条件: graduates among the staff, and research in the costs."""
    return (
        investee_graduate_share >= start_up_graduate_share_min
        and investee_research_share >= start_up_research_share_min
    )


@rule(
    entity="venture_investment",
    zh="投资人当年有可供抵扣的所得",
    en="the investor has income to deduct from",
    period="year",
    cites=("企业所得税法实施条例#九十七",),
)
def has_investor_income(investor_income: Money) -> Flag:
    """投资人当年有可供抵扣的所得: more than nothing; else the deduction waits for a later year."""
    return investor_income > 0


@rule(
    entity="venture_investment",
    zh="当年抵扣额（中小高新技术企业）",
    en="deduction of the year for a high-tech SME",
    period="year",
    cites=("13.2", "企业所得税法实施条例#九十七"),
)
def venture_deduction(
    invested_amount: Money, venture_deduction_share: Rate, deducted_before: Money, investor_income: Money
) -> Money:
    """当年抵扣额, fen: the share of the investment less what was deducted before, at most the income."""
    return max(min(invested_amount * venture_deduction_share - deducted_before, investor_income), 0)


@rule(
    entity="venture_investment",
    zh="结转以后年度抵扣的金额（中小高新技术企业）",
    en="carried on to later years, for a high-tech SME",
    period="year",
    cites=("13.2", "企业所得税法实施条例#九十七"),
)
def venture_deduction_carried(
    invested_amount: Money, venture_deduction_share: Rate, deducted_before: Money, venture_deduction: Money
) -> Money:
    """结转以后年度抵扣的金额, fen: without limit of years."""
    return max(invested_amount * venture_deduction_share - deducted_before - venture_deduction, 0)


@rule(
    entity="venture_investment",
    zh="当年抵扣额（初创科技型企业）",
    en="deduction of the year for a technology start-up",
    period="year",
    cites=("13.2", "财税〔2018〕55号#一"),
)
def start_up_deduction(
    invested_amount: Money, start_up_deduction_share: Rate, deducted_before: Money, investor_income: Money
) -> Money:
    """当年抵扣额, fen: the share of the investment less what was deducted before, at most the income."""
    return max(min(invested_amount * start_up_deduction_share - deducted_before, investor_income), 0)
