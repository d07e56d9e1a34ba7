"""(二十一) 特色工业设计示范基地: the two tests of the local matching support."""

from __future__ import annotations

from zhiwei.engine import Count, Flag, Force, Measure, Modality, Money, Number, Rate, rule
from zhiwei.policy.vocabulary_programme import MatchTotalReading


@rule(
    entity="design_base",
    zh="配套资金年增长达标",
    en="matching support grew enough every year",
    period="year",
    cites=("21.2",),
)
def local_match_growth_met(
    local_match: Money,
    local_match__previous: Money,
    local_match__previous__previous: Money,
    local_match_growth_minimum: Rate,
) -> Flag:
    """配套资金年增长达标: both years of the three, each against the year before; the limit itself is enough."""
    grown = 1 + local_match_growth_minimum
    return (
        local_match >= local_match__previous * grown
        and local_match__previous >= local_match__previous__previous * grown
    )


@rule(
    entity="design_base",
    zh="三年配套资金之和",
    en="matching support of three years",
    period="year",
    cites=("21.2",),
)
def local_match_sum(
    local_match: Money, local_match__previous: Money, local_match__previous__previous: Money
) -> Money:
    """三年配套资金之和, fen: the year asked and the two before."""
    return local_match + local_match__previous + local_match__previous__previous


@rule(
    entity="design_base",
    zh="三年配套资金下限",
    en="matching support needed over three years",
    cites=("21.2",),
)
def local_match_sum_minimum(
    design_base_grant: Money,
    design_bases_target: Count,
    local_match_multiple_minimum: Number,
    match_total_reading: MatchTotalReading,
) -> Money:
    """三年配套资金下限, fen: the multiple of the grant of one base, or (other reading) of all together."""
    if match_total_reading == MatchTotalReading.ALL_BASES:
        return design_base_grant * design_bases_target * local_match_multiple_minimum
    return design_base_grant * local_match_multiple_minimum


@rule(
    entity="design_base", zh="三年配套资金达标", en="matching support reached", period="year", cites=("21.2",)
)
def local_match_sum_met(
    local_match_sum: Money,
    other_bases_match: Money,
    local_match_sum_minimum: Money,
    match_total_reading: MatchTotalReading,
) -> Flag:
    """三年配套资金达标: by itself, or (other reading) with all other bases."""
    if match_total_reading == MatchTotalReading.ALL_BASES:
        return local_match_sum + other_bases_match >= local_match_sum_minimum
    return local_match_sum >= local_match_sum_minimum


@rule(entity="design_base", zh="配套达标", en="matching support as ordered", period="year", cites=("21.2",))
def local_match_met(local_match_growth_met: Flag, local_match_sum_met: Flag) -> Flag:
    """配套达标: growth every year and the sum of three years."""
    return local_match_growth_met and local_match_sum_met


@rule(
    entity="design_base",
    zh="按最低增长所需的首年配套资金",
    en="first-year support that suffices at the lowest growth",
    cites=("21.2",),
    rounding="up",
)
def first_year_match_needed(
    design_base_grant: Money, local_match_multiple_minimum: Number, local_match_growth_minimum: Rate
) -> Money:
    """按最低增长所需的首年配套资金, fen, rounded up: advice, no condition; with more growth less is enough."""
    grown = 1 + local_match_growth_minimum
    return design_base_grant * local_match_multiple_minimum / (1 + grown + grown * grown)


@rule(entity="design_base", zh="示范基地尚有名额", en="a place among the bases is left", cites=("21.2",))
def design_base_place_left(design_bases_before: Count, design_bases_target: Count) -> Flag:
    """示范基地尚有名额: fewer bases than the number are supported."""
    return design_bases_before < design_bases_target


@rule(entity="design_base", zh="省财政扶持资金", en="provincial support of the base", cites=("21.2",))
def provincial_design_support(design_base_grant: Money) -> Money:
    """省财政扶持资金, fen, the same for each base."""
    return design_base_grant


PROVINCIAL_GRANT = Measure(
    id="21.2/grant",
    entity="design_base",
    modality=Modality.BENEFIT,
    force=Force.MUST,
    zh="省级特色工业设计示范基地扶持资金",
    en="provincial support of design bases",
    window=("design_base_window",),
    criteria=("design_base_place_left",),
    amount="provincial_design_support",
    cites=("21.2",),
    notes={
        "zh": "只支持12个基地；是否入选由省级部门评定",
        "en": "twelve bases are supported; the province chooses which",
    },
)

LOCAL_MATCH = Measure(
    id="21.2/match",
    entity="design_base",
    modality=Modality.DUTY,
    force=Force.MUST,
    zh="设计示范基地地方配套资金",
    en="local matching support of design bases",
    window=("design_base_window",),
    criteria=("local_match_growth_met", "local_match_sum_met"),
    cites=("21.2",),
)
