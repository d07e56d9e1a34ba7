"""高新技术企业认定: the conditions that can be computed, of 2008 and of 2016; the experts' score is a fact."""

from __future__ import annotations

from zhiwei.engine import Count, Date, Flag, Keyed, Money, Number, Rate, rule, years_between
from zhiwei.policy.vocabulary_programme import SalesTier


@rule(
    entity="recognition",
    zh="销售收入档次",
    en="tier of sales",
    period="year",
    cites=("国科发火〔2008〕172号#十",),
    valid=("2008-01-01", "2015-12-31"),
)
def sales_tier(sales__previous: Money, high_tech_tier_low: Money, high_tech_tier_high: Money) -> SalesTier:
    """销售收入档次 by the last year's sales: below the first limit, up to the second, above."""
    if sales__previous < high_tech_tier_low:
        return SalesTier.LOW
    if sales__previous <= high_tech_tier_high:
        return SalesTier.MIDDLE
    return SalesTier.HIGH


@rule(
    entity="recognition",
    zh="销售收入档次",
    en="tier of sales",
    period="year",
    cites=("国科发火〔2016〕32号#十一",),
    variable="sales_tier",
    valid=("2016-01-01", None),
)
def sales_tier_since_2016(
    sales__previous: Money, high_tech_tier_low: Money, high_tech_tier_high: Money
) -> SalesTier:
    """销售收入档次 by the last year's sales: up to the first limit, up to the second, above."""
    if sales__previous <= high_tech_tier_low:
        return SalesTier.LOW
    if sales__previous <= high_tech_tier_high:
        return SalesTier.MIDDLE
    return SalesTier.HIGH


@rule(
    entity="recognition",
    zh="研发投入强度达标",
    en="R&D ratio reached",
    period="year",
    cites=("国科发火〔2008〕172号#十", "国科发火〔2016〕32号#十一"),
)
def high_tech_research_met(
    research_expense_three_years: Money,
    sales_three_years: Money,
    sales_tier: SalesTier,
    high_tech_research_min: Keyed[Rate],
) -> Flag:
    """研发投入强度达标: R&D of three years against sales of three years, by tier; the limit itself is enough."""
    return (
        sales_three_years > 0
        and research_expense_three_years >= sales_three_years * high_tech_research_min[sales_tier]
    )


@rule(
    entity="recognition",
    zh="人员比例达标",
    en="staff shares reached",
    cites=("国科发火〔2008〕172号#十",),
    valid=("2008-01-01", "2015-12-31"),
)
def high_tech_staff_met(
    college_staff: Count,
    research_staff: Count,
    all_staff: Count,
    high_tech_college_min: Rate,
    high_tech_research_staff_min: Rate,
) -> Flag:
    """人员比例达标: technology staff with a degree, and research staff, of all staff."""
    if all_staff > 0:
        return (
            college_staff / all_staff >= high_tech_college_min
            and research_staff / all_staff >= high_tech_research_staff_min
        )
    return False


@rule(
    entity="recognition",
    zh="人员比例达标",
    en="staff share reached",
    cites=("国科发火〔2016〕32号#十一",),
    variable="high_tech_staff_met",
    valid=("2016-01-01", None),
)
def high_tech_staff_met_since_2016(
    technology_staff_share: Rate | None, high_tech_research_staff_min: Rate
) -> Flag:
    """人员比例达标: technology staff of all staff."""
    if technology_staff_share is None:
        return False
    return technology_staff_share >= high_tech_research_staff_min


@rule(
    entity="recognition",
    zh="高新技术企业可计算条件达标",
    en="computable conditions of high-tech enterprises met",
    period="year",
    cites=("国科发火〔2008〕172号#十", "国科发火〔2016〕32号#十一", "27.4"),
)
def high_tech_gates_met(
    firm__founded_on: Date,
    owns_core_rights: Flag,
    high_tech_staff_met: Flag,
    high_tech_research_met: Flag,
    domestic_research_share: Rate,
    high_tech_income_share: Rate,
    high_tech_age_min: Count,
    high_tech_domestic_min: Rate,
    high_tech_income_min: Rate,
    as_of: Date,
) -> Flag:
    """高新技术企业可计算条件达标: everything but the experts' score."""
    return (
        years_between(firm__founded_on, as_of) >= high_tech_age_min
        and owns_core_rights
        and high_tech_staff_met
        and high_tech_research_met
        and domestic_research_share >= high_tech_domestic_min
        and high_tech_income_share >= high_tech_income_min
    )


@rule(
    entity="recognition",
    zh="符合高新技术企业认定条件",
    en="meets the conditions of a high-tech enterprise",
    period="year",
    cites=("国科发火〔2008〕172号#十", "国科发火〔2016〕32号#十一", "27.4"),
)
def high_tech_recognition_met(
    high_tech_gates_met: Flag, expert_score: Number, high_tech_score_above: Number
) -> Flag:
    """符合高新技术企业认定条件: the computable conditions, and a score above the limit."""
    return high_tech_gates_met and expert_score > high_tech_score_above
