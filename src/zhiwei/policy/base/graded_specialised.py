"""专精特新中小企业: conditions and point table of 2022, and the conditions since April 2026.

The points for special features (特色化) are set by each province and come as a fact. Since 2026 a platform of the
ministry gives the score, which cannot be computed elsewhere and comes as a fact too.
"""

from __future__ import annotations

from zhiwei.engine import Count, Flag, Force, Measure, Modality, Money, Number, Rate, rule
from zhiwei.policy.base.graded_figures import ANNEX_2, SINCE_2026

ANNEX_OF_2026 = f"{SINCE_2026}#附件1"


@rule(
    entity="graded_recognition",
    zh="从事细分市场年限达标",
    en="years in the segment reached",
    cites=(ANNEX_2, ANNEX_OF_2026),
)
def specialised_segment_met(segment_years: Count, specialised_segment_years_min: Count) -> Flag:
    """从事细分市场年限达标; the limit itself is enough."""
    return segment_years >= specialised_segment_years_min


@rule(
    entity="graded_recognition",
    zh="营业收入或股权融资达标",
    en="revenue or new equity reached",
    period="year",
    cites=(ANNEX_2, ANNEX_OF_2026),
)
def specialised_scale_met(
    revenue: Money,
    new_equity_two_years: Money,
    specialised_revenue_min: Money,
    specialised_equity_min: Money,
) -> Flag:
    """营业收入或股权融资达标: either is enough."""
    return revenue >= specialised_revenue_min or new_equity_two_years >= specialised_equity_min


@rule(
    entity="graded_recognition",
    zh="研发投入达标",
    en="research reached",
    period="year",
    cites=(ANNEX_2,),
    valid=("2022-08-01", "2026-03-31"),
)
def specialised_research_met(
    research_expense: Money,
    research_share: Rate,
    specialised_research_min: Money,
    specialised_research_share_min: Rate,
) -> Flag:
    """研发投入达标: amount and share of the last year."""
    return research_expense >= specialised_research_min and research_share >= specialised_research_share_min


@rule(
    entity="graded_recognition",
    zh="研发投入达标",
    en="research reached",
    period="year",
    cites=(ANNEX_OF_2026,),
    variable="specialised_research_met",
    valid=("2026-04-01", None),
)
def specialised_research_met_since_2026(
    research_expense: Money,
    research_expense__previous: Money,
    research_share: Rate,
    research_share__previous: Rate,
    specialised_research_min: Money,
    specialised_research_share_min: Rate,
) -> Flag:
    """研发投入达标: amount and share of each of the last two years."""
    return (
        research_expense >= specialised_research_min
        and research_expense__previous >= specialised_research_min
        and research_share >= specialised_research_share_min
        and research_share__previous >= specialised_research_share_min
    )


@rule(
    entity="graded_recognition",
    zh="符合专精特新直接认定条件",
    en="meets a direct condition of specialised firms",
    period="year",
    cites=(ANNEX_2,),
)
def specialised_directly(
    specialised_award: Flag,
    research_expense: Money,
    research_expense__previous: Money,
    new_equity_two_years: Money,
    specialised_direct_research_min: Money,
    specialised_direct_equity_min: Money,
    specialised_direct_years: Count,
) -> Flag:
    """符合专精特新直接认定条件: an award or contest, the mean research of two years, or new equity."""
    return (
        specialised_award
        or research_expense + research_expense__previous
        >= specialised_direct_research_min * specialised_direct_years
        or new_equity_two_years >= specialised_direct_equity_min
    )


@rule(
    entity="graded_recognition",
    zh="评价得分达标",
    en="score reached",
    period="year",
    cites=(ANNEX_2,),
    valid=("2022-08-01", "2026-03-31"),
)
def specialised_evaluation_met(
    graded_firm_is_sme: Flag,
    specialised_segment_met: Flag,
    specialised_scale_met: Flag,
    specialised_research_met: Flag,
    specialised_score: Number,
    specialised_score_min: Number,
    specialised_directly: Flag,
) -> Flag:
    """评价得分达标: the points of the table, or a direct condition in their place.

    Only asked where the basic conditions hold: otherwise no further fact of the long table can help.
    """
    basic = (
        graded_firm_is_sme and specialised_segment_met and specialised_scale_met and specialised_research_met
    )
    return basic and (specialised_directly or specialised_score >= specialised_score_min)


@rule(
    entity="graded_recognition",
    zh="评价得分达标",
    en="score reached",
    period="year",
    cites=(ANNEX_OF_2026,),
    variable="specialised_evaluation_met",
    valid=("2026-04-01", None),
)
def specialised_evaluation_met_since_2026(
    platform_score: Number,
    platform_score__previous: Number,
    renewal: Flag,
    specialised_platform_score_min: Number,
) -> Flag:
    """评价得分达标: the score of the platform; at a renewal that of either of the last two years is enough."""
    return platform_score >= specialised_platform_score_min or (
        renewal and platform_score__previous >= specialised_platform_score_min
    )


@rule(
    entity="graded_recognition",
    zh="已有基础资格（2026年起要求）",
    en="holds the base title (asked since 2026)",
    cites=(ANNEX_OF_2026,),
)
def specialised_title_met(recognition_rules_of_2026: Flag, holds_innovative_title: Flag) -> Flag:
    """已有基础资格: a technology-based or innovative SME first."""
    return not recognition_rules_of_2026 or holds_innovative_title


@rule(
    entity="graded_recognition",
    zh="主营业务收入占比达标（2026年起要求）",
    en="share of the main business reached (asked since 2026)",
    period="year",
    cites=(ANNEX_OF_2026,),
)
def specialised_main_share_met(
    recognition_rules_of_2026: Flag, main_share: Rate, specialised_main_share_min: Rate
) -> Flag:
    """主营业务收入占比达标; before 2026 it only gave points."""
    if not recognition_rules_of_2026:
        return True
    return main_share >= specialised_main_share_min


@rule(
    entity="graded_recognition",
    zh="资产负债率达标（2026年起要求）",
    en="debt ratio within the limit (asked since 2026)",
    cites=(ANNEX_OF_2026,),
)
def specialised_debt_met(
    recognition_rules_of_2026: Flag, debt_ratio: Rate, specialised_debt_max: Rate
) -> Flag:
    """资产负债率达标; before 2026 it only gave points."""
    if not recognition_rules_of_2026:
        return True
    return debt_ratio <= specialised_debt_max


@rule(
    entity="graded_recognition",
    zh="知识产权和市场竞争力达标（2026年起要求）",
    en="rights and market position (asked since 2026)",
    cites=(ANNEX_OF_2026,),
)
def specialised_rights_met(
    recognition_rules_of_2026: Flag,
    class_one_rights: Count,
    market_position: Flag,
    specialised_class_one_min: Count,
) -> Flag:
    """知识产权和市场竞争力达标: rights of class I, and a market position that the review accepts."""
    return not recognition_rules_of_2026 or (
        class_one_rights >= specialised_class_one_min and market_position
    )


SPECIALISED = Measure(
    id="4.1/specialised",
    entity="graded_recognition",
    modality=Modality.BENEFIT,
    force=Force.MUST,
    zh="认定为专精特新中小企业",
    en="recognition as a specialised SME",
    window=("specialised_recognition_window",),
    criteria=(
        "graded_firm_is_sme",
        "specialised_title_met",
        "specialised_segment_met",
        "specialised_scale_met",
        "specialised_research_met",
        "specialised_main_share_met",
        "specialised_debt_met",
        "specialised_rights_met",
        "specialised_evaluation_met",
    ),
    cites=("工信部企业〔2022〕63号#附件2", "工信部企业〔2026〕2号#附件1"),
    notes={
        "zh": "特色化得分由省里评定，2026年4月起评价得分由国家平台给出，均作为已知情况填入",
        "en": "points for special features come from the province, the score since April 2026 from the national platform",
    },
)
