"""创新型中小企业: the point table of 2022 (工信部企业〔2022〕63号附件1), a hundred points in three groups."""

from __future__ import annotations

from zhiwei.engine import Flag, Force, Keyed, Measure, Modality, Money, Number, Rate, rule
from zhiwei.policy.base.graded_figures import ANNEX_1
from zhiwei.policy.vocabulary_programme import ScoreBand
from zhiwei.policy.vocabulary_recognition import ResearchInstitution, RightsGrade


@rule(
    entity="graded_recognition",
    zh="创新能力得分",
    en="points for innovation",
    period="year",
    cites=(ANNEX_1,),
)
def innovation_points(
    rights_grade: RightsGrade,
    research_share: Rate,
    innovative_rights_points: Keyed[Number],
    innovative_research_min: Keyed[Rate],
    innovative_research_points: Keyed[Number],
) -> Number:
    """创新能力得分, out of forty: the best intellectual property, and the band of the research ratio."""
    rights = innovative_rights_points[rights_grade]
    if research_share >= innovative_research_min[ScoreBand.FIRST]:
        return rights + innovative_research_points[ScoreBand.FIRST]
    if research_share >= innovative_research_min[ScoreBand.SECOND]:
        return rights + innovative_research_points[ScoreBand.SECOND]
    if research_share >= innovative_research_min[ScoreBand.THIRD]:
        return rights + innovative_research_points[ScoreBand.THIRD]
    if research_share >= innovative_research_min[ScoreBand.FOURTH]:
        return rights + innovative_research_points[ScoreBand.FOURTH]
    return rights


@rule(
    entity="graded_recognition",
    zh="主营业务增长得分",
    en="points for growth of the main business",
    period="year",
    cites=(ANNEX_1,),
)
def main_growth_points(
    main_growth: Rate,
    innovative_growth_min: Keyed[Rate],
    innovative_growth_points: Keyed[Number],
) -> Number:
    """主营业务增长得分, out of twenty; a firm that shrank has none."""
    if main_growth >= innovative_growth_min[ScoreBand.FIRST]:
        return innovative_growth_points[ScoreBand.FIRST]
    if main_growth >= innovative_growth_min[ScoreBand.SECOND]:
        return innovative_growth_points[ScoreBand.SECOND]
    if main_growth >= innovative_growth_min[ScoreBand.THIRD]:
        return innovative_growth_points[ScoreBand.THIRD]
    if main_growth >= innovative_growth_min[ScoreBand.FOURTH]:
        return innovative_growth_points[ScoreBand.FOURTH]
    return 0


@rule(
    entity="graded_recognition",
    zh="成长性得分",
    en="points for growth",
    period="year",
    cites=(ANNEX_1,),
)
def growth_points(
    main_growth_points: Number,
    debt_ratio: Rate,
    innovative_debt_max: Keyed[Rate],
    innovative_debt_points: Keyed[Number],
) -> Number:
    """成长性得分, out of thirty: growth of the main business, and a low debt ratio."""
    if debt_ratio <= innovative_debt_max[ScoreBand.FIRST]:
        return main_growth_points + innovative_debt_points[ScoreBand.FIRST]
    if debt_ratio <= innovative_debt_max[ScoreBand.SECOND]:
        return main_growth_points + innovative_debt_points[ScoreBand.SECOND]
    return main_growth_points


@rule(
    entity="graded_recognition",
    zh="专业化得分（创新型）",
    en="points for specialisation (innovative)",
    period="year",
    cites=(ANNEX_1,),
)
def specialisation_points(
    strategic_industry: Flag,
    main_share: Rate,
    innovative_strategic_points: Number,
    innovative_other_field_points: Number,
    innovative_main_share_min: Keyed[Rate],
    innovative_main_share_points: Keyed[Number],
) -> Number:
    """专业化得分, out of thirty: the field, and the share of the main business."""
    field = innovative_strategic_points if strategic_industry else innovative_other_field_points
    if main_share >= innovative_main_share_min[ScoreBand.FIRST]:
        return field + innovative_main_share_points[ScoreBand.FIRST]
    if main_share >= innovative_main_share_min[ScoreBand.SECOND]:
        return field + innovative_main_share_points[ScoreBand.SECOND]
    if main_share >= innovative_main_share_min[ScoreBand.THIRD]:
        return field + innovative_main_share_points[ScoreBand.THIRD]
    if main_share >= innovative_main_share_min[ScoreBand.FOURTH]:
        return field + innovative_main_share_points[ScoreBand.FOURTH]
    return field


@rule(
    entity="graded_recognition",
    zh="创新型中小企业评价得分",
    en="score as an innovative SME",
    period="year",
    cites=(ANNEX_1,),
)
def innovative_score(
    innovation_points: Number, growth_points: Number, specialisation_points: Number
) -> Number:
    """创新型中小企业评价得分, out of a hundred."""
    return innovation_points + growth_points + specialisation_points


@rule(
    entity="graded_recognition",
    zh="各项得分达到创新型标准",
    en="every group of points reaches the standard",
    period="year",
    cites=(ANNEX_1,),
)
def innovative_points_met(
    innovative_score: Number,
    innovation_points: Number,
    growth_points: Number,
    specialisation_points: Number,
    innovative_score_min: Number,
    innovation_points_min: Number,
    growth_points_min: Number,
    specialisation_points_min: Number,
) -> Flag:
    """各项得分达到创新型标准: the sum, and each of the three groups by itself; the limit itself is enough."""
    return (
        innovative_score >= innovative_score_min
        and innovation_points >= innovation_points_min
        and growth_points >= growth_points_min
        and specialisation_points >= specialisation_points_min
    )


@rule(
    entity="graded_recognition",
    zh="符合创新型直接认定条件",
    en="meets a direct condition of innovative firms",
    cites=(ANNEX_1,),
)
def innovative_directly(
    innovation_award: Flag,
    firm__high_tech_certified: Flag,
    research_institution: ResearchInstitution,
    new_equity_three_years: Money,
    innovative_equity_min: Money,
) -> Flag:
    """符合创新型直接认定条件: one of award or title, research institution of the province or the state, new equity."""
    return (
        innovation_award
        or firm__high_tech_certified
        or research_institution in (ResearchInstitution.NATIONAL, ResearchInstitution.PROVINCIAL)
        or new_equity_three_years >= innovative_equity_min
    )


@rule(
    entity="graded_recognition",
    zh="符合创新型中小企业标准",
    en="meets the standard of innovative SMEs",
    period="year",
    cites=(ANNEX_1,),
)
def innovative_standard_met(innovative_directly: Flag, innovative_points_met: Flag) -> Flag:
    """符合创新型中小企业标准: directly, or by points."""
    return innovative_directly or innovative_points_met


INNOVATIVE = Measure(
    id="4.1/innovative",
    entity="graded_recognition",
    modality=Modality.BENEFIT,
    force=Force.MUST,
    zh="认定为创新型中小企业",
    en="recognition as an innovative SME",
    window=("innovative_recognition_window",),
    criteria=("graded_firm_is_sme", "innovative_standard_met"),
    cites=("工信部企业〔2022〕63号#附件1",),
    notes={
        "zh": "按附件的指标计算；是否有重大违法等其他情形由认定部门审核",
        "en": "by the figures of the annex; the authority also looks at grave breaches and the like",
    },
)
