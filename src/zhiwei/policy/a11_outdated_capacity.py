"""Article 11: outdated capacity (落后产能).

Two things that are easily confused are kept apart: being of one of the eight industries on which the
phasing-out concentrates (11.2) takes nothing from a firm; capacity that an authority found to meet a dated
criterion (11.1) does, wherever a rule asks for conformity to industrial policy (27.5). A finding of conformity
and capacity of a national list exclude each other (docs/adr/0007). Surcharges by price
are left to the price authorities: the text gives no rate.
"""

from __future__ import annotations

from zhiwei.engine import Code, Flag, Keyed, rule
from zhiwei.policy.vocabulary import IndustryEdition
from zhiwei.policy.vocabulary_industry import HighConsumptionIndustry, OutdatedCapacityCriterion


@rule(
    entity="enterprise",
    zh="高耗能高污染行业",
    en="high-consumption, high-pollution industry",
    cites=("11.2",),
)
def high_consumption_industry(
    industry_code: Code,
    industry_edition: IndustryEdition,
    high_consumption_industry_2011: Keyed[HighConsumptionIndustry],
    high_consumption_industry_2017: Keyed[HighConsumptionIndustry],
) -> HighConsumptionIndustry:
    """高耗能高污染行业: which of the eight industries of sentence 11.2 the firm is of, or none."""
    if industry_edition == IndustryEdition.GBT4754_2011:
        if industry_code in high_consumption_industry_2011:
            return high_consumption_industry_2011[industry_code]
        return HighConsumptionIndustry.NONE
    if industry_code in high_consumption_industry_2017:
        return high_consumption_industry_2017[industry_code]
    return HighConsumptionIndustry.NONE


@rule(entity="enterprise", zh="落后产能", en="outdated capacity", cites=("11.1",))
def outdated_capacity(
    outdated_capacity_criterion: OutdatedCapacityCriterion, outdated_capacity_lists: Keyed[Flag]
) -> Flag:
    """落后产能: the capacity meets a criterion of a list in force on the day."""
    return outdated_capacity_criterion in outdated_capacity_lists


@rule(entity="enterprise", zh="差别价格适用对象", en="subject to differential prices", cites=("11.1",))
def differential_price(outdated_capacity: Flag) -> Flag:
    """差别电价、差别水价和提高的排污收费: whether they may fall on the firm; the rates are not in the text."""
    return outdated_capacity


@rule(entity="enterprise", zh="应淘汰产能", en="capacity to be phased out", cites=("11.2",))
def capacity_to_phase_out(
    outdated_capacity_criterion: OutdatedCapacityCriterion, outdated_capacity: Flag
) -> Flag:
    """应淘汰产能: outdated, or found relatively outdated by the locality (相对落后产能)."""
    return outdated_capacity or outdated_capacity_criterion == OutdatedCapacityCriterion.RELATIVE


@rule(
    entity="enterprise",
    zh="符合产业政策（经落后产能核对）",
    en="conformity to industrial policy",
    cites=("11.1", "27.5"),
)
def industrial_policy_conformity(conforms_to_industrial_policy: Flag, outdated_capacity: Flag) -> Flag:
    """符合产业政策: as found for the firm, and no capacity of it meets a criterion of outdated capacity."""
    return conforms_to_industrial_policy and not outdated_capacity
