"""专精特新“小巨人”企业: the conditions of 2022 and those since April 2026."""

from __future__ import annotations

from zhiwei.engine import Count, Flag, Force, Measure, Modality, Money, Number, Rate, rule
from zhiwei.policy.base.graded_figures import ANNEX_3, SINCE_2026

ANNEX_OF_2026 = f"{SINCE_2026}#附件2"


@rule(
    entity="graded_recognition",
    zh="从事细分市场年限达到小巨人条件",
    en="years in the segment reached (little giant)",
    cites=(ANNEX_3, ANNEX_OF_2026),
)
def giant_segment_met(segment_years: Count, giant_segment_years_min: Count) -> Flag:
    """从事细分市场年限达到小巨人条件; the limit itself is enough."""
    return segment_years >= giant_segment_years_min


@rule(
    entity="graded_recognition",
    zh="已有专精特新资格（2026年起要求）",
    en="holds the title of a specialised SME (asked since 2026)",
    cites=(ANNEX_OF_2026,),
)
def giant_title_met(recognition_rules_of_2026: Flag, holds_specialised_title: Flag) -> Flag:
    """已有专精特新资格."""
    return not recognition_rules_of_2026 or holds_specialised_title


@rule(
    entity="graded_recognition",
    zh="营业收入达到小巨人条件（2026年起要求）",
    en="revenue reached (little giant, asked since 2026)",
    period="year",
    cites=(ANNEX_OF_2026,),
)
def giant_scale_met(recognition_rules_of_2026: Flag, revenue: Money, giant_revenue_min: Money) -> Flag:
    """营业收入达到小巨人条件."""
    return not recognition_rules_of_2026 or revenue >= giant_revenue_min


@rule(
    entity="graded_recognition",
    zh="主营业务收入占比达到小巨人条件",
    en="share of the main business reached (little giant)",
    period="year",
    cites=(ANNEX_3, ANNEX_OF_2026),
)
def giant_main_share_met(main_share: Rate, giant_main_share_min: Rate) -> Flag:
    """主营业务收入占比达到小巨人条件."""
    return main_share >= giant_main_share_min


@rule(
    entity="graded_recognition",
    zh="主营业务增长达到小巨人条件",
    en="growth of the main business reached (little giant)",
    cites=(ANNEX_3, ANNEX_OF_2026),
)
def giant_growth_met(
    recognition_rules_of_2026: Flag, renewal: Flag, main_growth_two_years: Rate, giant_growth_min: Rate
) -> Flag:
    """主营业务增长达到小巨人条件; since 2026 renewals are not tested on growth."""
    return main_growth_two_years >= giant_growth_min or (recognition_rules_of_2026 and renewal)


@rule(
    entity="graded_recognition",
    zh="资产负债率达到小巨人条件",
    en="debt ratio within the limit (little giant)",
    cites=(ANNEX_3, ANNEX_OF_2026),
)
def giant_debt_met(debt_ratio: Rate, giant_debt_max: Rate) -> Flag:
    """资产负债率达到小巨人条件."""
    return debt_ratio <= giant_debt_max


@rule(
    entity="graded_recognition",
    zh="平台评价得分达到小巨人条件（2026年起要求）",
    en="score of the platform reached (little giant, asked since 2026)",
    period="year",
    cites=(ANNEX_OF_2026,),
)
def giant_score_met(
    recognition_rules_of_2026: Flag, platform_score: Number, giant_platform_score_min: Number
) -> Flag:
    """平台评价得分达到小巨人条件."""
    return not recognition_rules_of_2026 or platform_score >= giant_platform_score_min


@rule(
    entity="graded_recognition",
    zh="研发投入达到小巨人条件",
    en="research reached (little giant)",
    period="year",
    cites=(ANNEX_3,),
    valid=("2022-08-01", "2026-03-31"),
)
def giant_research_met(
    revenue: Money,
    research_expense: Money,
    research_share: Rate,
    research_share__previous: Rate,
    research_staff_share: Rate,
    new_equity_two_years: Money,
    giant_large_revenue_min: Money,
    giant_large_research_share: Rate,
    giant_medium_revenue_min: Money,
    giant_medium_research_share: Rate,
    giant_small_equity_min: Money,
    giant_small_research_min: Money,
    giant_small_staff_share: Rate,
) -> Flag:
    """研发投入达到小巨人条件: the share of both years by the tier of revenue; below it equity, amount and staff."""
    if revenue >= giant_medium_revenue_min:
        needed = (
            giant_large_research_share if revenue >= giant_large_revenue_min else giant_medium_research_share
        )
        return research_share >= needed and research_share__previous >= needed
    return (
        new_equity_two_years >= giant_small_equity_min
        and research_expense >= giant_small_research_min
        and research_staff_share >= giant_small_staff_share
    )


@rule(
    entity="graded_recognition",
    zh="研发投入达到小巨人条件",
    en="research reached (little giant)",
    period="year",
    cites=(ANNEX_OF_2026,),
    variable="giant_research_met",
    valid=("2026-04-01", None),
)
def giant_research_met_since_2026(
    research_expense: Money,
    research_expense__previous: Money,
    research_share: Rate,
    research_share__previous: Rate,
    giant_research_sum_min: Money,
    giant_research_share_min: Rate,
) -> Flag:
    """研发投入达到小巨人条件: the sum of two years, and the share of each."""
    return (
        research_expense + research_expense__previous >= giant_research_sum_min
        and research_share >= giant_research_share_min
        and research_share__previous >= giant_research_share_min
    )


@rule(
    entity="graded_recognition",
    zh="知识产权达到小巨人条件",
    en="intellectual property reached (little giant)",
    cites=(ANNEX_3, ANNEX_OF_2026),
)
def giant_rights_met(own_class_one_rights: Count, giant_class_one_min: Count) -> Flag:
    """知识产权达到小巨人条件: rights of class I of its own research; bought ones do not count."""
    return own_class_one_rights >= giant_class_one_min


@rule(
    entity="graded_recognition",
    zh="市场占有率达到小巨人条件",
    en="market share reached (little giant)",
    cites=(ANNEX_3,),
    valid=("2022-08-01", "2026-03-31"),
)
def giant_market_met(market_share: Rate, giant_market_share_min: Rate) -> Flag:
    """市场占有率达到小巨人条件."""
    return market_share >= giant_market_share_min


@rule(
    entity="graded_recognition",
    zh="市场占有率达到小巨人条件",
    en="market share or rank reached (little giant)",
    cites=(ANNEX_OF_2026,),
    variable="giant_market_met",
    valid=("2026-04-01", None),
)
def giant_market_met_since_2026(
    market_share: Rate, home_rank: Count, giant_market_share_min: Rate, giant_home_rank_max: Count
) -> Flag:
    """市场占有率达到小巨人条件: the share, or a place among the first."""
    return market_share >= giant_market_share_min or home_rank <= giant_home_rank_max


LITTLE_GIANT = Measure(
    id="4.1/little_giant",
    entity="graded_recognition",
    modality=Modality.BENEFIT,
    force=Force.MUST,
    zh="认定为专精特新“小巨人”企业",
    en="recognition as a “little giant”",
    window=("specialised_recognition_window",),
    criteria=(
        "graded_firm_is_sme",
        "giant_title_met",
        "giant_segment_met",
        "giant_scale_met",
        "giant_main_share_met",
        "giant_growth_met",
        "giant_debt_met",
        "giant_research_met",
        "giant_rights_met",
        "giant_market_met",
        "giant_score_met",
    ),
    cites=("工信部企业〔2022〕63号#附件3", "工信部企业〔2026〕2号#附件2"),
    notes={
        "zh": "2026年的复核仍按2022年标准进行；国家平台评价得分作为已知情况填入",
        "en": "the renewals of 2026 still went by the standard of 2022; the platform's score comes as a fact",
    },
)
