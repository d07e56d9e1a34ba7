"""Article 8: small and micro firms of high-technology services (高技术服务业).

Sentence 8.1 names nine fields and no codes; the classes of each field are a reading, kept as tables.
"""

from __future__ import annotations

from zhiwei.engine import Code, Flag, Keyed, rule
from zhiwei.policy.vocabulary import IndustryEdition
from zhiwei.policy.vocabulary_industry import HighTechnologyServiceField


@rule(entity="enterprise", zh="高技术服务领域", en="high-technology service field", cites=("8.1",))
def high_technology_service_field(
    industry_code: Code,
    industry_edition: IndustryEdition,
    high_technology_service_field_2011: Keyed[HighTechnologyServiceField],
    high_technology_service_field_2017: Keyed[HighTechnologyServiceField],
) -> HighTechnologyServiceField:
    """高技术服务领域: which of the nine fields of sentence 8.1 the industry serves, or none."""
    if industry_edition == IndustryEdition.GBT4754_2011:
        if industry_code in high_technology_service_field_2011:
            return high_technology_service_field_2011[industry_code]
        return HighTechnologyServiceField.NONE
    if industry_code in high_technology_service_field_2017:
        return high_technology_service_field_2017[industry_code]
    return HighTechnologyServiceField.NONE


@rule(
    entity="enterprise",
    zh="高技术服务小微企业",
    en="high-technology service small or micro firm",
    cites=("8.1", "35.1"),
)
def high_technology_service(
    high_technology_service_field: HighTechnologyServiceField, small_or_micro: Flag
) -> Flag:
    """高技术服务小微企业: a small or micro firm of one of the nine fields."""
    return high_technology_service_field != HighTechnologyServiceField.NONE and small_or_micro


@rule(
    entity="enterprise",
    zh="科技型或高技术服务型小微企业",
    en="technology-based or high-technology service small firm",
    cites=("8.1", "13.3", "14.2", "27.4", "35.1"),
)
def technology_or_service_firm(
    technology_based: Flag, small_or_micro: Flag, high_technology_service: Flag
) -> Flag:
    """科技型或高技术服务型小微企业: the firms that funds, bases and recognition are for (13.3, 14.2, 27.4)."""
    return (technology_based and small_or_micro) or high_technology_service
