"""3.4, 3.5, 3.6: which field an industry serves, and which small and micro firms bear its tag."""

from __future__ import annotations

import pytest

from tests.policy.fields import LARGE, MICRO, calc, dead_prefixes, fields_used, value
from tests.policy.size_table import book

PRODUCER = {
    "industrial_design", "finance", "information", "exhibition", "science_technology", "education_training",
    "modern_logistics", "architectural_design", "engineering_consulting",
}  # fmt: skip
CONSUMER = {
    "community_service",
    "convenience_commerce",
    "cultural_creativity",
    "tourism_transport",
    "sports_health",
}
AGRICULTURE = {"technology_extension", "trade_marketing", "input_distribution"}


@pytest.mark.parametrize("edition", ["2011", "2017"])
@pytest.mark.parametrize(
    ("variable", "fields"),
    [
        ("producer_service_field", PRODUCER),
        ("consumer_service_field", CONSUMER),
        ("agricultural_support_field", AGRICULTURE),
    ],
)
def test_each_listed_field_has_classes_in_both_editions(
    variable: str, fields: set[str], edition: str
) -> None:
    assert fields_used(variable, edition) == fields | {"none"}
    assert dead_prefixes(f"{variable}_{edition}") == set()


@pytest.mark.parametrize("edition", ["2011", "2017"])
def test_each_prefix_of_farm_product_processing_is_a_class(edition: str) -> None:
    assert dead_prefixes(f"farm_product_processing_class_{edition}") == set()


@pytest.mark.parametrize(
    ("edition", "code", "field"),
    [
        ("2011", "7491", "industrial_design"),  # 专业化设计服务
        ("2017", "7491", "industrial_design"),  # 工业设计服务
        ("2011", "6620", "finance"),
        ("2011", "6610", "none"),  # 中央银行服务
        ("2017", "6621", "finance"),
        ("2017", "6870", "none"),  # 保险监管服务
        ("2011", "6510", "information"),
        ("2011", "7292", "exhibition"),
        ("2017", "7281", "exhibition"),
        ("2011", "7320", "science_technology"),
        ("2011", "7350", "none"),  # 社会人文科学研究
        ("2011", "8291", "education_training"),
        ("2017", "8391", "education_training"),
        ("2011", "5430", "modern_logistics"),
        ("2017", "7224", "modern_logistics"),  # 供应链管理服务
        ("2011", "7482", "architectural_design"),
        ("2017", "7484", "architectural_design"),
        ("2017", "7482", "engineering_consulting"),  # 工程监理服务
        ("2011", "1713", "none"),
    ],
)
def test_producer_service_fields(edition: str, code: str, field: str) -> None:
    assert value("producer_service_field", edition, code) == field
    assert value("producer_service", edition, code) is (field != "none")


@pytest.mark.parametrize(
    ("edition", "code", "field"),
    [
        ("2011", "7910", "community_service"),  # 家庭服务
        ("2017", "8010", "community_service"),
        ("2011", "7492", "community_service"),  # 摄影扩印服务, a technical service in 2011 …
        ("2017", "8060", "community_service"),  # … a residents' service since 2017
        ("2017", "7492", "cultural_creativity"),  # 专业设计服务
        ("2011", "5212", "convenience_commerce"),
        ("2017", "5213", "convenience_commerce"),  # 便利店零售
        ("2011", "5211", "none"),  # 百货零售
        ("2011", "8710", "cultural_creativity"),
        ("2017", "8810", "cultural_creativity"),
        ("2011", "7271", "tourism_transport"),
        ("2017", "7271", "none"),  # 安全服务
        ("2017", "7291", "tourism_transport"),
        ("2011", "8830", "sports_health"),
        ("2017", "8930", "sports_health"),
        ("2011", "8370", "none"),  # 疾病预防控制中心
        ("2017", "8431", "none"),
    ],
)
def test_consumer_service_fields(edition: str, code: str, field: str) -> None:
    assert value("consumer_service_field", edition, code) == field
    assert value("consumer_service", edition, code) is (field != "none")


@pytest.mark.parametrize(
    ("edition", "code", "field"),
    [
        ("2011", "7511", "technology_extension"),
        ("2011", "0511", "technology_extension"),
        ("2011", "0513", "none"),  # 农产品初加工服务: processing
        ("2017", "0513", "technology_extension"),  # 灌溉活动
        ("2017", "0514", "none"),
        ("2011", "5119", "trade_marketing"),
        ("2011", "5112", "input_distribution"),  # 种子批发, inside wholesale of farm products
        ("2017", "5117", "trade_marketing"),
        ("2011", "5166", "input_distribution"),
        ("2017", "5165", "none"),  # 建材批发
    ],
)
def test_agricultural_support_fields(edition: str, code: str, field: str) -> None:
    assert value("agricultural_support_field", edition, code) == field
    assert value("agricultural_support_service", edition, code) is (field != "none")


@pytest.mark.parametrize(
    ("edition", "code", "tagged"),
    [
        ("2011", "1372", True),
        ("2011", "0513", True),
        ("2017", "0513", False),
        ("2017", "0514", True),
        ("2011", "1494", False),  # 盐加工
        ("2011", "1530", True),
        ("2011", "1620", False),  # 卷烟制造
    ],
)
def test_farm_product_processing(edition: str, code: str, tagged: bool) -> None:
    assert value("farm_product_processing", edition, code) is tagged


@pytest.mark.parametrize(
    ("variable", "code", "sentence"),
    [
        ("producer_service", "7491", "3.4"),
        ("consumer_service", "7910", "3.5"),
        ("agricultural_support_service", "7511", "3.6"),
        ("farm_product_processing", "1372", "3.6"),
    ],
)
def test_the_tag_is_for_small_and_micro_firms_and_cites_its_sentence(
    variable: str, code: str, sentence: str
) -> None:
    assert value(variable, "2011", code, MICRO) is True
    assert value(variable, "2011", code, LARGE) is False
    facts = {**MICRO, "industry_edition": "2011", "industry_code": code}
    assert book().calc([variable], facts, as_of="2012-06-30")[variable].cites == (sentence, "35.1")


@pytest.mark.parametrize("firm", [MICRO, LARGE])
def test_a_farmers_cooperative_bears_the_tag_whatever_its_industry_and_size(firm: dict[str, object]) -> None:
    cooperative = {**firm, "legal_form": "farmer_cooperative"}
    assert value("agricultural_support_service", "2011", "0111", cooperative) is True
    assert calc("agricultural_support_service", {"legal_form": "farmer_cooperative"}) == ("known", True, ())


def test_no_field_is_an_answer_and_an_unknown_industry_is_missing() -> None:
    assert calc("producer_service_field", {"industry_code": "1713"}) == ("known", "none", ())
    assert calc("producer_service_field", {}) == ("missing", None, ("industry_code", "industry_edition"))
    assert calc("producer_service", {"industry_code": "1713"}) == ("known", False, ())
    assert calc("producer_service", {"industry_code": "7310", "industry_edition": "2011"}) == (
        "missing",
        None,
        ("employees",),
    )


def test_before_the_opinions_there_is_no_field() -> None:
    facts = {"industry_code": "7310", "industry_edition": "2011"}
    assert calc("producer_service_field", facts, "2012-04-23")[0] == "not_in_force"
    assert calc("producer_service_field", facts, "2012-04-24") == ("known", "science_technology", ())


def test_3_5_a_firm_outside_the_five_fields_has_no_tag() -> None:
    for code in ("1713", "6510"):  # a mill, and an information service of 3.4
        assert value("consumer_service_field", "2011", code) == "none"
        assert value("consumer_service", "2011", code) is False
