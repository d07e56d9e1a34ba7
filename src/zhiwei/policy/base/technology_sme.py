"""科技型中小企业: Zhejiang's rule of 2002, its practice since 2016, and the national point table of 2017."""

from __future__ import annotations

from zhiwei.engine import Count, Date, Flag, Keyed, Money, Number, Rate, rule, years_between
from zhiwei.policy.vocabulary import SizeClass
from zhiwei.policy.vocabulary_programme import ScoreBand


@rule(
    entity="recognition",
    zh="科技人员占比",
    en="share of technology staff",
    cites=("浙科发高〔2002〕201号", "国科发政〔2017〕115号#七"),
)
def technology_staff_share(technology_staff: Count, all_staff: Count) -> Rate | None:
    """科技人员占比, exact; not applicable without staff."""
    if all_staff > 0:
        return technology_staff / all_staff
    return None


@rule(
    entity="recognition",
    zh="研发费用占销售收入比",
    en="R&D as a share of sales",
    period="year",
    cites=("国科发政〔2017〕115号#七",),
)
def research_share_of_sales(research_expense: Money, sales: Money) -> Rate | None:
    """研发费用占销售收入比 of the year, exact; not applicable without sales."""
    if sales > 0:
        return research_expense / sales
    return None


@rule(
    entity="recognition",
    zh="研发费用占成本费用比",
    en="R&D as a share of costs",
    period="year",
    cites=("国科发政〔2017〕115号#七",),
)
def research_share_of_cost(research_expense: Money, cost_expense: Money) -> Rate | None:
    """研发费用占成本费用比 of the year, exact; not applicable without costs."""
    if cost_expense > 0:
        return research_expense / cost_expense
    return None


@rule(
    entity="recognition",
    zh="符合浙江科技型中小企业条件（2002年办法）",
    en="meets Zhejiang's rule of 2002 on technology-based SMEs",
    period="year",
    cites=("浙科发高〔2002〕201号",),
    valid=("2002-01-01", "2015-12-31"),
)
def zhejiang_technology_sme_met(
    all_staff: Count,
    technology_staff_share: Rate | None,
    research_share_of_sales: Rate | None,
    technology_income_share: Rate,
    firm__founded_on: Date,
    purely_commercial: Flag,
    pollution_up_to_standard: Flag,
    zhejiang_sme_staff_max: Count,
    zhejiang_sme_technology_staff_min: Rate,
    zhejiang_sme_research_min: Rate,
    zhejiang_sme_technology_income_min: Rate,
    zhejiang_sme_age_min: Count,
    as_of: Date,
) -> Flag:
    """符合浙江科技型中小企业条件: every condition; a firm without staff or sales meets none."""
    if technology_staff_share is None or research_share_of_sales is None:
        return False
    return (
        all_staff <= zhejiang_sme_staff_max
        and technology_staff_share >= zhejiang_sme_technology_staff_min
        and research_share_of_sales >= zhejiang_sme_research_min
        and technology_income_share >= zhejiang_sme_technology_income_min
        and years_between(firm__founded_on, as_of) >= zhejiang_sme_age_min
        and pollution_up_to_standard
        and not purely_commercial
    )


@rule(
    entity="recognition",
    zh="符合浙江科技型中小企业条件（2016年起）",
    en="meets Zhejiang's practice since 2016 on technology-based SMEs",
    period="year",
    cites=("浙江省科技型中小企业认定(2016)", "工信部联企业〔2011〕300号#四"),
    variable="zhejiang_technology_sme_met",
    valid=("2016-01-01", None),
)
def zhejiang_technology_sme_met_since_2016(
    technology_staff_share: Rate | None,
    firm__founded_on: Date,
    firm__size_class: SizeClass,
    owns_core_rights: Flag,
    research_expense: Money,
    zhejiang_sme_technology_staff_min: Rate,
    zhejiang_sme_age_min: Count,
    as_of: Date,
) -> Flag:
    """符合浙江科技型中小企业条件: an SME of the size standard with rights of its own and some research."""
    if technology_staff_share is None:
        return False
    return (
        technology_staff_share >= zhejiang_sme_technology_staff_min
        and years_between(firm__founded_on, as_of) >= zhejiang_sme_age_min
        and firm__size_class in (SizeClass.MICRO, SizeClass.SMALL, SizeClass.MEDIUM)
        and owns_core_rights
        and research_expense > 0
    )


@rule(entity="recognition", zh="科技人员指标得分", en="points for staff", cites=("国科发政〔2017〕115号#七",))
def staff_points(
    technology_staff_share: Rate | None, sme_staff_share_min: Keyed[Rate], sme_staff_points: Keyed[Number]
) -> Number:
    """科技人员指标得分, out of twenty: the points of the highest band reached."""
    if technology_staff_share is None:
        return 0
    if technology_staff_share >= sme_staff_share_min[ScoreBand.FIRST]:
        return sme_staff_points[ScoreBand.FIRST]
    if technology_staff_share >= sme_staff_share_min[ScoreBand.SECOND]:
        return sme_staff_points[ScoreBand.SECOND]
    if technology_staff_share >= sme_staff_share_min[ScoreBand.THIRD]:
        return sme_staff_points[ScoreBand.THIRD]
    if technology_staff_share >= sme_staff_share_min[ScoreBand.FOURTH]:
        return sme_staff_points[ScoreBand.FOURTH]
    if technology_staff_share >= sme_staff_share_min[ScoreBand.FIFTH]:
        return sme_staff_points[ScoreBand.FIFTH]
    return 0


@rule(
    entity="recognition",
    zh="研发投入得分（按销售收入）",
    en="points for R&D by sales",
    period="year",
    cites=("国科发政〔2017〕115号#七",),
)
def research_points_by_sales(
    research_share_of_sales: Rate | None,
    sme_research_sales_min: Keyed[Rate],
    sme_research_points: Keyed[Number],
) -> Number:
    """研发投入得分 by sales, out of fifty."""
    if research_share_of_sales is None:
        return 0
    if research_share_of_sales >= sme_research_sales_min[ScoreBand.FIRST]:
        return sme_research_points[ScoreBand.FIRST]
    if research_share_of_sales >= sme_research_sales_min[ScoreBand.SECOND]:
        return sme_research_points[ScoreBand.SECOND]
    if research_share_of_sales >= sme_research_sales_min[ScoreBand.THIRD]:
        return sme_research_points[ScoreBand.THIRD]
    if research_share_of_sales >= sme_research_sales_min[ScoreBand.FOURTH]:
        return sme_research_points[ScoreBand.FOURTH]
    if research_share_of_sales >= sme_research_sales_min[ScoreBand.FIFTH]:
        return sme_research_points[ScoreBand.FIFTH]
    return 0


@rule(
    entity="recognition",
    zh="研发投入得分（按成本费用）",
    en="points for R&D by costs",
    period="year",
    cites=("国科发政〔2017〕115号#七",),
)
def research_points_by_cost(
    research_share_of_cost: Rate | None,
    sme_research_cost_min: Keyed[Rate],
    sme_research_points: Keyed[Number],
) -> Number:
    """研发投入得分 by costs, out of fifty."""
    if research_share_of_cost is None:
        return 0
    if research_share_of_cost >= sme_research_cost_min[ScoreBand.FIRST]:
        return sme_research_points[ScoreBand.FIRST]
    if research_share_of_cost >= sme_research_cost_min[ScoreBand.SECOND]:
        return sme_research_points[ScoreBand.SECOND]
    if research_share_of_cost >= sme_research_cost_min[ScoreBand.THIRD]:
        return sme_research_points[ScoreBand.THIRD]
    if research_share_of_cost >= sme_research_cost_min[ScoreBand.FOURTH]:
        return sme_research_points[ScoreBand.FOURTH]
    if research_share_of_cost >= sme_research_cost_min[ScoreBand.FIFTH]:
        return sme_research_points[ScoreBand.FIFTH]
    return 0


@rule(entity="recognition", zh="科技成果得分", en="points for results", cites=("国科发政〔2017〕115号#七",))
def result_points(
    class_one_rights: Count,
    class_two_rights: Count,
    sme_class_one_min: Count,
    sme_class_two_min: Keyed[Count],
    sme_result_points: Keyed[Number],
) -> Number:
    """科技成果得分, out of thirty: one right of class I, else by the number of class II."""
    if class_one_rights >= sme_class_one_min:
        return sme_result_points[ScoreBand.FIRST]
    if class_two_rights >= sme_class_two_min[ScoreBand.SECOND]:
        return sme_result_points[ScoreBand.SECOND]
    if class_two_rights >= sme_class_two_min[ScoreBand.THIRD]:
        return sme_result_points[ScoreBand.THIRD]
    if class_two_rights >= sme_class_two_min[ScoreBand.FOURTH]:
        return sme_result_points[ScoreBand.FOURTH]
    if class_two_rights >= sme_class_two_min[ScoreBand.FIFTH]:
        return sme_result_points[ScoreBand.FIFTH]
    return 0


@rule(
    entity="recognition",
    zh="科技型中小企业评价得分",
    en="score as a technology-based SME",
    period="year",
    cites=("国科发政〔2017〕115号#七",),
)
def technology_sme_score(
    staff_points: Number,
    research_points_by_sales: Number,
    research_points_by_cost: Number,
    result_points: Number,
) -> Number:
    """科技型中小企业评价得分, out of a hundred; for R&D the better of the two ways counts."""
    return staff_points + max(research_points_by_sales, research_points_by_cost) + result_points


@rule(
    entity="recognition",
    zh="符合科技型中小企业评价条件",
    en="a technology-based SME by the national evaluation",
    period="year",
    cites=("国科发政〔2017〕115号#六", "国科发政〔2017〕115号#八"),
    valid=("2017-05-03", None),
)
def technology_sme_met(
    all_staff: Count,
    sales: Money,
    firm__total_assets: Money,
    major_incident: Flag,
    direct_route: Flag,
    technology_sme_score: Number,
    staff_points: Number,
    sme_staff_max: Count,
    sme_sales_max: Money,
    sme_assets_max: Money,
    sme_score_min: Number,
) -> Flag:
    """符合科技型中小企业评价条件: the three limits, no incident, and the score (with points for staff) or a direct route."""
    within = all_staff <= sme_staff_max and sales <= sme_sales_max and firm__total_assets <= sme_assets_max
    scored = technology_sme_score >= sme_score_min and staff_points > 0
    return within and not major_incident and (direct_route or scored)
