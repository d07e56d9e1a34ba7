"""Article 3: the fields of small and micro firms that the Opinions want to grow (优化小微企业行业结构).

The sentences name trades, not codes; which industry class serves which field is a reading, kept as tables
beside the parameters. A field variable says what the industry is; a tag says that a small or micro firm is of
such a field.
"""

from __future__ import annotations

from zhiwei.engine import Code, Flag, Keyed, rule
from zhiwei.policy.vocabulary import IndustryEdition, LegalForm
from zhiwei.policy.vocabulary_industry import (
    AgriculturalSupportField,
    ConsumerServiceField,
    ProducerServiceField,
)


@rule(entity="enterprise", zh="生产服务领域", en="producer-service field", cites=("3.4",))
def producer_service_field(
    industry_code: Code,
    industry_edition: IndustryEdition,
    producer_service_field_2011: Keyed[ProducerServiceField],
    producer_service_field_2017: Keyed[ProducerServiceField],
) -> ProducerServiceField:
    """生产服务领域: which of the nine fields of sentence 3.4 the industry serves, or none."""
    if industry_edition == IndustryEdition.GBT4754_2011:
        if industry_code in producer_service_field_2011:
            return producer_service_field_2011[industry_code]
        return ProducerServiceField.NONE
    if industry_code in producer_service_field_2017:
        return producer_service_field_2017[industry_code]
    return ProducerServiceField.NONE


@rule(
    entity="enterprise",
    zh="生产服务型小微企业",
    en="producer-service small or micro firm",
    cites=("3.4", "35.1"),
)
def producer_service(producer_service_field: ProducerServiceField, small_or_micro: Flag) -> Flag:
    """生产服务型小微企业: a small or micro firm of one of the nine fields."""
    return producer_service_field != ProducerServiceField.NONE and small_or_micro


@rule(entity="enterprise", zh="生活服务领域", en="consumer-service field", cites=("3.5",))
def consumer_service_field(
    industry_code: Code,
    industry_edition: IndustryEdition,
    consumer_service_field_2011: Keyed[ConsumerServiceField],
    consumer_service_field_2017: Keyed[ConsumerServiceField],
) -> ConsumerServiceField:
    """生活服务领域: which of the five fields of sentence 3.5 the industry serves, or none."""
    if industry_edition == IndustryEdition.GBT4754_2011:
        if industry_code in consumer_service_field_2011:
            return consumer_service_field_2011[industry_code]
        return ConsumerServiceField.NONE
    if industry_code in consumer_service_field_2017:
        return consumer_service_field_2017[industry_code]
    return ConsumerServiceField.NONE


@rule(
    entity="enterprise",
    zh="生活服务型小微企业",
    en="consumer-service small or micro firm",
    cites=("3.5", "35.1"),
)
def consumer_service(consumer_service_field: ConsumerServiceField, small_or_micro: Flag) -> Flag:
    """生活服务型小微企业: a small or micro firm of one of the five fields."""
    return consumer_service_field != ConsumerServiceField.NONE and small_or_micro


@rule(entity="enterprise", zh="农业产业化配套服务领域", en="agricultural support field", cites=("3.6",))
def agricultural_support_field(
    industry_code: Code,
    industry_edition: IndustryEdition,
    agricultural_support_field_2011: Keyed[AgriculturalSupportField],
    agricultural_support_field_2017: Keyed[AgriculturalSupportField],
) -> AgriculturalSupportField:
    """农业产业化配套服务领域: which of the three fields of sentence 3.6 the industry serves, or none."""
    if industry_edition == IndustryEdition.GBT4754_2011:
        if industry_code in agricultural_support_field_2011:
            return agricultural_support_field_2011[industry_code]
        return AgriculturalSupportField.NONE
    if industry_code in agricultural_support_field_2017:
        return agricultural_support_field_2017[industry_code]
    return AgriculturalSupportField.NONE


@rule(
    entity="enterprise",
    zh="农业配套服务",
    en="agricultural support: co-operative, or small or micro firm of a support field",
    cites=("3.6", "35.1"),
)
def agricultural_support_service(
    legal_form: LegalForm, agricultural_support_field: AgriculturalSupportField, small_or_micro: Flag
) -> Flag:
    """农业配套服务: a farmers' co-operative of any industry and size, or a small or micro firm of a support
    field.
    """
    if legal_form == LegalForm.FARMER_COOPERATIVE:
        return True
    return agricultural_support_field != AgriculturalSupportField.NONE and small_or_micro


@rule(
    entity="enterprise",
    zh="农产品加工小微企业",
    en="small or micro processor of farm products",
    cites=("3.6", "35.1"),
)
def farm_product_processing(
    industry_code: Code,
    industry_edition: IndustryEdition,
    farm_product_processing_class_2011: Keyed[Flag],
    farm_product_processing_class_2017: Keyed[Flag],
    small_or_micro: Flag,
) -> Flag:
    """农产品加工小微企业: whom sentence 3.6 moves towards deeper processing."""
    if industry_edition == IndustryEdition.GBT4754_2011:
        return industry_code in farm_product_processing_class_2011 and small_or_micro
    return industry_code in farm_product_processing_class_2017 and small_or_micro
