"""专精特新中小企业: the point table of 2022 (工信部企业〔2022〕63号附件2), 25 + 25 + 15 + 35 points."""

from __future__ import annotations

from zhiwei.engine import Count, Keyed, Money, Number, Rate, rule
from zhiwei.policy.base.graded_figures import ANNEX_2
from zhiwei.policy.vocabulary_programme import ScoreBand
from zhiwei.policy.vocabulary_recognition import (
    DigitalLevel,
    ProductField,
    ResearchInstitution,
    RightsGrade,
)

IN_FORCE = ("2022-08-01", "2026-03-31")


@rule(
    entity="graded_recognition",
    zh="主营业务收入占比得分",
    en="points for the share of the main business",
    period="year",
    cites=(ANNEX_2,),
    valid=IN_FORCE,
)
def main_share_points(
    main_share: Rate,
    specialised_share_min: Keyed[Rate],
    specialised_share_points: Keyed[Number],
) -> Number:
    """主营业务收入占比得分, out of five."""
    if main_share >= specialised_share_min[ScoreBand.FIRST]:
        return specialised_share_points[ScoreBand.FIRST]
    if main_share >= specialised_share_min[ScoreBand.SECOND]:
        return specialised_share_points[ScoreBand.SECOND]
    if main_share >= specialised_share_min[ScoreBand.THIRD]:
        return specialised_share_points[ScoreBand.THIRD]
    return 0


@rule(
    entity="graded_recognition",
    zh="主营业务平均增长率得分",
    en="points for average growth",
    cites=(ANNEX_2,),
    valid=IN_FORCE,
)
def average_growth_points(
    main_growth_two_years: Rate,
    specialised_growth_min: Keyed[Rate],
    specialised_growth_points: Keyed[Number],
) -> Number:
    """主营业务平均增长率得分, out of ten; none for a firm that shrank."""
    if main_growth_two_years >= specialised_growth_min[ScoreBand.FIRST]:
        return specialised_growth_points[ScoreBand.FIRST]
    if main_growth_two_years >= specialised_growth_min[ScoreBand.SECOND]:
        return specialised_growth_points[ScoreBand.SECOND]
    if main_growth_two_years >= specialised_growth_min[ScoreBand.THIRD]:
        return specialised_growth_points[ScoreBand.THIRD]
    if main_growth_two_years >= specialised_growth_min[ScoreBand.FOURTH]:
        return specialised_growth_points[ScoreBand.FOURTH]
    if main_growth_two_years >= specialised_growth_min[ScoreBand.FIFTH]:
        return specialised_growth_points[ScoreBand.FIFTH]
    return 0


@rule(
    entity="graded_recognition",
    zh="细分市场年限得分",
    en="points for years in the segment",
    cites=(ANNEX_2,),
    valid=IN_FORCE,
)
def segment_points(
    segment_years: Count,
    specialised_segment_band_min: Keyed[Count],
    specialised_segment_points: Keyed[Number],
) -> Number:
    """细分市场年限得分, out of five: a point for every two years."""
    if segment_years >= specialised_segment_band_min[ScoreBand.FIRST]:
        return specialised_segment_points[ScoreBand.FIRST]
    if segment_years >= specialised_segment_band_min[ScoreBand.SECOND]:
        return specialised_segment_points[ScoreBand.SECOND]
    if segment_years >= specialised_segment_band_min[ScoreBand.THIRD]:
        return specialised_segment_points[ScoreBand.THIRD]
    if segment_years >= specialised_segment_band_min[ScoreBand.FOURTH]:
        return specialised_segment_points[ScoreBand.FOURTH]
    if segment_years >= specialised_segment_band_min[ScoreBand.FIFTH]:
        return specialised_segment_points[ScoreBand.FIFTH]
    return 0


@rule(
    entity="graded_recognition",
    zh="专业化得分",
    en="points for specialisation",
    period="year",
    cites=(ANNEX_2,),
    valid=IN_FORCE,
)
def specialised_focus_points(
    main_share_points: Number,
    average_growth_points: Number,
    segment_points: Number,
    product_field: ProductField,
    specialised_field_points: Keyed[Number],
) -> Number:
    """专业化得分, out of twenty-five: share, growth, years in the segment and field of the product."""
    return (
        main_share_points + average_growth_points + segment_points + specialised_field_points[product_field]
    )


@rule(
    entity="graded_recognition",
    zh="净利润率得分",
    en="points for the profit margin",
    period="year",
    cites=(ANNEX_2,),
    valid=IN_FORCE,
)
def margin_points(
    net_margin: Rate,
    specialised_margin_min: Keyed[Rate],
    specialised_margin_points: Keyed[Number],
) -> Number:
    """净利润率得分, out of ten; none for a loss."""
    if net_margin >= specialised_margin_min[ScoreBand.FIRST]:
        return specialised_margin_points[ScoreBand.FIRST]
    if net_margin >= specialised_margin_min[ScoreBand.SECOND]:
        return specialised_margin_points[ScoreBand.SECOND]
    if net_margin >= specialised_margin_min[ScoreBand.THIRD]:
        return specialised_margin_points[ScoreBand.THIRD]
    if net_margin >= specialised_margin_min[ScoreBand.FOURTH]:
        return specialised_margin_points[ScoreBand.FOURTH]
    if net_margin >= specialised_margin_min[ScoreBand.FIFTH]:
        return specialised_margin_points[ScoreBand.FIFTH]
    return 0


@rule(
    entity="graded_recognition",
    zh="资产负债率得分",
    en="points for the debt ratio",
    cites=(ANNEX_2,),
    valid=IN_FORCE,
)
def debt_points(
    debt_ratio: Rate,
    specialised_debt_band_max: Keyed[Rate],
    specialised_debt_points: Keyed[Number],
) -> Number:
    """资产负债率得分, out of five; the lower the debt the more."""
    if debt_ratio <= specialised_debt_band_max[ScoreBand.FIRST]:
        return specialised_debt_points[ScoreBand.FIRST]
    if debt_ratio <= specialised_debt_band_max[ScoreBand.SECOND]:
        return specialised_debt_points[ScoreBand.SECOND]
    if debt_ratio <= specialised_debt_band_max[ScoreBand.THIRD]:
        return specialised_debt_points[ScoreBand.THIRD]
    return 0


@rule(
    entity="graded_recognition",
    zh="精细化得分",
    en="points for refinement",
    period="year",
    cites=(ANNEX_2,),
    valid=IN_FORCE,
)
def refinement_points(
    digital_level: DigitalLevel,
    quality_items: Count,
    margin_points: Number,
    debt_points: Number,
    specialised_digital_points: Keyed[Number],
    specialised_quality_points: Number,
    specialised_quality_points_max: Number,
) -> Number:
    """精细化得分, out of twenty-five: digital level, quality management, margin and debt."""
    quality = min(quality_items * specialised_quality_points, specialised_quality_points_max)
    return specialised_digital_points[digital_level] + quality + margin_points + debt_points


@rule(
    entity="graded_recognition",
    zh="研发投入得分",
    en="points for research",
    period="year",
    cites=(ANNEX_2,),
    valid=IN_FORCE,
)
def specialised_research_points(
    research_expense: Money,
    research_share: Rate,
    specialised_research_amount_min: Keyed[Money],
    specialised_research_ratio_min: Keyed[Rate],
    specialised_research_band_points: Keyed[Number],
) -> Number:
    """研发投入得分, out of ten: by amount or by share of revenue, the better of the two."""
    if research_expense >= specialised_research_amount_min[ScoreBand.FIRST] or (
        research_share >= specialised_research_ratio_min[ScoreBand.FIRST]
    ):
        return specialised_research_band_points[ScoreBand.FIRST]
    if research_expense >= specialised_research_amount_min[ScoreBand.SECOND] or (
        research_share >= specialised_research_ratio_min[ScoreBand.SECOND]
    ):
        return specialised_research_band_points[ScoreBand.SECOND]
    if research_expense >= specialised_research_amount_min[ScoreBand.THIRD] or (
        research_share >= specialised_research_ratio_min[ScoreBand.THIRD]
    ):
        return specialised_research_band_points[ScoreBand.THIRD]
    if research_expense >= specialised_research_amount_min[ScoreBand.FOURTH] or (
        research_share >= specialised_research_ratio_min[ScoreBand.FOURTH]
    ):
        return specialised_research_band_points[ScoreBand.FOURTH]
    if research_expense >= specialised_research_amount_min[ScoreBand.FIFTH] or (
        research_share >= specialised_research_ratio_min[ScoreBand.FIFTH]
    ):
        return specialised_research_band_points[ScoreBand.FIFTH]
    return 0


@rule(
    entity="graded_recognition",
    zh="研发人员得分",
    en="points for research staff",
    cites=(ANNEX_2,),
    valid=IN_FORCE,
)
def research_staff_points(
    research_staff_share: Rate,
    specialised_staff_min: Keyed[Rate],
    specialised_staff_points: Keyed[Number],
) -> Number:
    """研发人员得分, out of five."""
    if research_staff_share >= specialised_staff_min[ScoreBand.FIRST]:
        return specialised_staff_points[ScoreBand.FIRST]
    if research_staff_share >= specialised_staff_min[ScoreBand.SECOND]:
        return specialised_staff_points[ScoreBand.SECOND]
    if research_staff_share >= specialised_staff_min[ScoreBand.THIRD]:
        return specialised_staff_points[ScoreBand.THIRD]
    return 0


@rule(
    entity="graded_recognition",
    zh="创新能力得分（专精特新）",
    en="points for innovation (specialised)",
    period="year",
    cites=(ANNEX_2,),
    valid=IN_FORCE,
)
def specialised_innovation_points(
    rights_grade: RightsGrade,
    specialised_research_points: Number,
    research_staff_points: Number,
    research_institution: ResearchInstitution,
    specialised_rights_points: Keyed[Number],
    specialised_institution_points: Keyed[Number],
) -> Number:
    """创新能力得分, out of thirty-five: rights, research, its staff and its institution."""
    return (
        specialised_rights_points[rights_grade]
        + specialised_research_points
        + research_staff_points
        + specialised_institution_points[research_institution]
    )


@rule(
    entity="graded_recognition",
    zh="专精特新评价得分",
    en="score as a specialised SME",
    period="year",
    cites=(ANNEX_2,),
    valid=IN_FORCE,
)
def specialised_score(
    specialised_focus_points: Number,
    refinement_points: Number,
    specialised_innovation_points: Number,
    province_points: Number,
    specialised_province_points_max: Number,
) -> Number:
    """专精特新评价得分, out of a hundred; the province's points count up to their maximum."""
    return (
        specialised_focus_points
        + refinement_points
        + specialised_innovation_points
        + min(province_points, specialised_province_points_max)
    )
