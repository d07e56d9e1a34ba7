"""8.1: nine fields of high-technology services, and the small and micro firms that bear the tag."""

from __future__ import annotations

import pytest

from tests.policy.fields import LARGE, MICRO, calc, dead_prefixes, fields_used, value
from tests.policy.size_table import book

FIELDS = {
    "research_design", "intellectual_property", "inspection_testing", "technology_transfer", "energy_saving",
    "information_technology", "digital_content", "electronic_commerce", "biotechnology",
}  # fmt: skip


@pytest.mark.parametrize("edition", ["2011", "2017"])
def test_each_of_the_nine_fields_has_classes_in_both_editions(edition: str) -> None:
    assert fields_used("high_technology_service_field", edition) == FIELDS | {"none"}
    assert dead_prefixes(f"high_technology_service_field_{edition}") == set()


@pytest.mark.parametrize(
    ("edition", "code", "field"),
    [
        ("2011", "7320", "research_design"),
        ("2011", "7350", "none"),
        ("2011", "7250", "intellectual_property"),
        ("2011", "7520", "technology_transfer"),  # 科技中介服务
        ("2017", "7520", "intellectual_property"),
        ("2011", "7450", "inspection_testing"),
        ("2017", "7452", "inspection_testing"),
        ("2011", "7519", "technology_transfer"),
        ("2011", "7514", "energy_saving"),
        ("2017", "7516", "energy_saving"),
        ("2011", "6510", "information_technology"),
        ("2011", "6591", "digital_content"),
        ("2017", "6572", "digital_content"),
        ("2011", "6490", "electronic_commerce"),
        ("2017", "6490", "information_technology"),
        ("2017", "6431", "electronic_commerce"),
        ("2017", "6434", "information_technology"),
        ("2011", "7512", "biotechnology"),
        ("2011", "6311", "none"),
        ("2011", "7292", "none"),
    ],
)
def test_fields(edition: str, code: str, field: str) -> None:
    assert value("high_technology_service_field", edition, code) == field
    assert value("high_technology_service", edition, code) is (field != "none")


def test_the_tag_is_for_small_and_micro_firms_and_cites_its_sentence() -> None:
    assert value("high_technology_service", "2011", "6510", LARGE) is False
    facts = {**MICRO, "industry_edition": "2011", "industry_code": "6510"}
    result = book().calc(["high_technology_service"], facts, as_of="2012-06-30")["high_technology_service"]
    assert (result.value, result.cites) == (True, ("8.1", "35.1"))


def test_what_matters_is_asked_for_and_nothing_else() -> None:
    assert calc("high_technology_service", {"industry_code": "1713"}) == ("known", False, ())
    software = {"industry_code": "6510", "industry_edition": "2011", "employees": 99}
    assert calc("high_technology_service", software) == ("known", True, ())
    assert calc("high_technology_service", {**software, "employees": 100}) == ("missing", None, ("revenue",))
