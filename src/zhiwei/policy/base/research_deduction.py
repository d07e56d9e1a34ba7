"""研发费用加计扣除: which research cost counts, and the extra share of it that is deducted, by tax year since 2008.

The share is one of the year. Only 2022 has two: the firm may take the cost of its last quarter as spent, or
the year's cost by months; the better of both is computed.
"""

from __future__ import annotations

from zhiwei.engine import Code, Date, Flag, Keyed, Money, Pieces, Rate, months_touched, rule
from zhiwei.policy.vocabulary import CollectionMethod, IndustryEdition


@rule(
    entity="research_claim",
    zh="申报企业缴纳企业所得税",
    en="the claimant pays corporate income tax",
    cites=("企业所得税法#一",),
)
def claimant_pays_income_tax(firm__corporate_income_taxpayer: Flag) -> Flag:
    """申报企业缴纳企业所得税: whoever is none has no taxable income to deduct from."""
    return firm__corporate_income_taxpayer


@rule(entity="research_claim", zh="查账征收", en="taxed on audited books", cites=("财税〔2015〕119号#五",))
def claimant_keeps_books(firm__collection_method: CollectionMethod) -> Flag:
    """查账征收: a firm on assessed income has no extra deduction."""
    return firm__collection_method == CollectionMethod.AUDITED


@rule(
    entity="research_claim",
    zh="所属行业可以加计扣除",
    en="in an industry that has the deduction",
    cites=("企业所得税法实施条例#九十五",),
    valid=("2008-01-01", "2015-12-31"),
)
def research_industry_open() -> Flag:
    """所属行业可以加计扣除: no industry was left out before 2016."""
    return True


@rule(
    entity="research_claim",
    variable="research_industry_open",
    zh="所属行业可以加计扣除",
    en="in an industry that has the deduction",
    cites=("财税〔2015〕119号#四",),
    valid=("2016-01-01", None),
)
def research_industry_open_since_2016(
    firm__industry_code: Code,
    firm__industry_edition: IndustryEdition,
    research_excluded_industry_2011: Keyed[Flag],
    research_excluded_industry_2017: Keyed[Flag],
) -> Flag:
    """所属行业可以加计扣除: none of the six industries left out."""
    if firm__industry_edition == IndustryEdition.GBT4754_2011:
        return firm__industry_code not in research_excluded_industry_2011
    return firm__industry_code not in research_excluded_industry_2017


@rule(
    entity="research_claim",
    zh="自主研发费用计入额",
    en="own research cost that counts",
    period="year",
    cites=("企业所得税法实施条例#九十五", "财税〔2015〕119号#一"),
)
def own_research_counted(
    core_research_cost: Money, other_research_cost: Money, other_research_cost_share_max: Rate
) -> Money:
    """自主研发费用计入额, fen: other related cost up to its share of the sum of both."""
    if other_research_cost == 0:
        return core_research_cost
    if other_research_cost_share_max < 1:
        return core_research_cost + min(
            other_research_cost,
            core_research_cost * other_research_cost_share_max / (1 - other_research_cost_share_max),
        )
    return core_research_cost + other_research_cost


@rule(
    entity="research_claim",
    zh="境内研发费用计入额",
    en="domestic research cost that counts",
    period="year",
    cites=("财税〔2015〕119号#二",),
)
def domestic_research_counted(
    own_research_counted: Money, domestic_commissioned_cost: Money, commissioned_research_share: Rate
) -> Money:
    """境内研发费用计入额, fen: own research, and the share of what was commissioned in the country."""
    if domestic_commissioned_cost == 0:
        return own_research_counted
    return own_research_counted + domestic_commissioned_cost * commissioned_research_share


@rule(
    entity="research_claim",
    zh="委托境外研发费用计入额",
    en="research commissioned abroad that counts",
    period="year",
    cites=("财税〔2018〕64号#一",),
)
def foreign_research_counted(
    foreign_commissioned_cost: Money,
    domestic_research_counted: Money,
    foreign_research_share: Rate,
    foreign_research_of_domestic_max: Rate,
) -> Money:
    """委托境外研发费用计入额, fen: a share of it, at most two thirds of the domestic research."""
    if foreign_commissioned_cost == 0:
        return 0
    return min(
        foreign_commissioned_cost * foreign_research_share,
        domestic_research_counted * foreign_research_of_domestic_max,
    )


@rule(
    entity="research_claim",
    zh="可加计扣除的研发费用",
    en="research cost with the extra deduction",
    period="year",
    cites=("企业所得税法实施条例#九十五",),
)
def deductible_research_cost(
    domestic_research_counted: Money, foreign_research_counted: Money, research_amortisation: Money
) -> Money:
    """可加计扣除的研发费用, fen: what counts of the year's cost, and the amortisation of the year."""
    return domestic_research_counted + foreign_research_counted + research_amortisation


@rule(
    entity="research_claim",
    zh="以制造业为主营业务",
    en="mainly a manufacturer",
    period="year",
    cites=("财政部 税务总局公告2021年第13号#一",),
)
def mainly_manufacturing(
    manufacturing_revenue: Money, total_revenue: Money, manufacturing_revenue_share_min: Rate
) -> Flag:
    """以制造业为主营业务: the share itself reaches it; nobody without revenue does."""
    return total_revenue > 0 and manufacturing_revenue >= total_revenue * manufacturing_revenue_share_min


@rule(
    entity="research_claim",
    zh="特定企业的加计扣除比例",
    en="extra share of special kinds of firms",
    period="year",
    cites=("企业所得税法实施条例#九十五",),
    valid=("2008-01-01", "2016-12-31"),
)
def special_research_share() -> Rate:
    """特定企业的加计扣除比例: no kind of firm had a share of its own before 2017."""
    return 0


@rule(
    entity="research_claim",
    variable="special_research_share",
    zh="特定企业的加计扣除比例",
    en="extra share of special kinds of firms",
    period="year",
    cites=("财税〔2017〕34号#一", "财税〔2018〕99号#一"),
    valid=("2017-01-01", "2020-12-31"),
)
def special_research_share_of_2017(
    technology_sme_registered: Flag, research_extra_share_technology_sme: Rate
) -> Rate:
    """特定企业的加计扣除比例: registered technology-based SMEs."""
    return research_extra_share_technology_sme if technology_sme_registered else 0


@rule(
    entity="research_claim",
    variable="special_research_share",
    zh="特定企业的加计扣除比例",
    en="extra share of special kinds of firms",
    period="year",
    cites=("财政部 税务总局公告2021年第13号#一", "财政部 税务总局 科技部公告2022年第16号#一"),
    valid=("2021-01-01", "2022-12-31"),
)
def special_research_share_of_2021(
    mainly_manufacturing: Flag,
    technology_sme_registered: Flag,
    research_extra_share_manufacturing: Rate,
    research_extra_share_technology_sme: Rate,
) -> Rate:
    """特定企业的加计扣除比例: manufacturers, else registered technology-based SMEs."""
    if mainly_manufacturing:
        return research_extra_share_manufacturing
    return research_extra_share_technology_sme if technology_sme_registered else 0


@rule(
    entity="research_claim",
    variable="special_research_share",
    zh="特定企业的加计扣除比例",
    en="extra share of special kinds of firms",
    period="year",
    cites=("财政部 税务总局 国家发展改革委 工业和信息化部公告2023年第44号#一",),
    valid=("2023-01-01", None),
)
def special_research_share_since_2023(chips_or_machine_tools: Flag, research_extra_share_chips: Rate) -> Rate:
    """特定企业的加计扣除比例: listed makers of integrated circuits and machine tools."""
    return research_extra_share_chips if chips_or_machine_tools else 0


@rule(
    entity="research_claim",
    zh="研发费用加计扣除额",
    en="extra deduction for research",
    period="year",
    cites=("6.1", "企业所得税法实施条例#九十五", "财税〔2018〕99号#一"),
    valid=("2008-01-01", "2021-12-31"),
)
def research_deduction(
    deductible_research_cost: Money, research_extra_share: Rate, special_research_share: Rate
) -> Money:
    """研发费用加计扣除额, fen: deducted from the income beside the cost itself; it is no payment."""
    return deductible_research_cost * max(research_extra_share, special_research_share)


@rule(
    entity="research_claim",
    zh="按实际发生额计算的加计扣除额",
    en="extra deduction by the cost as it was spent",
    period="year",
    cites=("财政部 税务总局 科技部公告2022年第28号#一",),
    valid=("2022-01-01", "2022-12-31"),
)
def research_deduction_as_spent(
    deductible_research_cost: Money,
    last_quarter_research_cost: Money,
    special_research_share: Rate,
    research_extra_share: Pieces[Rate],
    period_start: Date,
) -> Money:
    """按实际发生额计算的加计扣除额, fen: the last quarter at its share, the months before it at theirs."""
    return sum(
        max(piece.value, special_research_share)
        * (
            deductible_research_cost - min(last_quarter_research_cost, deductible_research_cost)
            if piece.starts == period_start
            else min(last_quarter_research_cost, deductible_research_cost)
        )
        for piece in research_extra_share
    )


@rule(
    entity="research_claim",
    zh="按月份计算的加计扣除额",
    en="extra deduction by months",
    period="year",
    cites=("财政部 税务总局 科技部公告2022年第28号#一",),
    valid=("2022-01-01", "2022-12-31"),
)
def research_deduction_by_months(
    deductible_research_cost: Money,
    special_research_share: Rate,
    research_extra_share: Pieces[Rate],
    firm__founded_on: Date,
    period_start: Date,
    period_end: Date,
) -> Money | None:
    """按月份计算的加计扣除额, fen: the year's cost by the months operated under each share."""
    operated = months_touched(max(firm__founded_on, period_start), period_end)
    if operated == 0:
        return None
    return deductible_research_cost * sum(
        max(piece.value, special_research_share)
        * (months_touched(max(firm__founded_on, piece.starts), piece.ends) / operated)
        for piece in research_extra_share
    )


@rule(
    entity="research_claim",
    variable="research_deduction",
    zh="研发费用加计扣除额",
    en="extra deduction for research",
    period="year",
    cites=("6.1", "财政部 税务总局 科技部公告2022年第28号#一"),
    valid=("2022-01-01", "2022-12-31"),
)
def research_deduction_of_2022(
    research_deduction_as_spent: Money, research_deduction_by_months: Money
) -> Money:
    """研发费用加计扣除额, fen: the firm chooses between the two ways; the better one."""
    return max(research_deduction_as_spent, research_deduction_by_months)


@rule(
    entity="research_claim",
    variable="research_deduction",
    zh="研发费用加计扣除额",
    en="extra deduction for research",
    period="year",
    cites=("6.1", "财政部 税务总局公告2023年第7号#一"),
    valid=("2023-01-01", None),
)
def research_deduction_since_2023(
    deductible_research_cost: Money, research_extra_share: Rate, special_research_share: Rate
) -> Money:
    """研发费用加计扣除额, fen: deducted from the income beside the cost itself; it is no payment."""
    return deductible_research_cost * max(research_extra_share, special_research_share)
