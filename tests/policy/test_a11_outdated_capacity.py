"""11.1, 11.2: being of a named industry and having outdated capacity are two facts; only the second one excludes."""

from __future__ import annotations

from typing import Any

import pytest

from tests.policy.fields import calc, dead_prefixes, fields_used, value
from zhiwei import rulebook
from zhiwei.engine.errors import InputError
from zhiwei.policy.vocabulary_industry import OutdatedCapacityCriterion

INDUSTRIES = {
    "smelting",
    "papermaking",
    "dyeing_printing",
    "cement",
    "leather_tanning",
    "chemicals",
    "chemical_fibres",
    "electroplating",
}


@pytest.mark.parametrize("edition", ["2011", "2017"])
def test_each_of_the_eight_industries_has_classes_in_both_editions(edition: str) -> None:
    assert fields_used("high_consumption_industry", edition) == INDUSTRIES | {"none"}
    assert dead_prefixes(f"high_consumption_industry_{edition}") == set()


@pytest.mark.parametrize(
    ("edition", "code", "industry"),
    [
        ("2011", "3120", "smelting"),
        ("2011", "3140", "none"),  # 钢压延加工
        ("2017", "3140", "smelting"),  # 铁合金冶炼
        ("2011", "3250", "none"),  # 有色金属铸造
        ("2011", "2221", "papermaking"),
        ("2011", "2231", "none"),  # 纸和纸板容器制造
        ("2011", "1713", "dyeing_printing"),
        ("2011", "1712", "none"),  # 棉织造加工
        ("2011", "3011", "cement"),
        ("2011", "3021", "none"),  # 水泥制品制造
        ("2011", "1910", "leather_tanning"),
        ("2011", "1921", "none"),  # 皮革服装制造
        ("2011", "2614", "chemicals"),
        ("2011", "2822", "chemical_fibres"),
        ("2017", "2832", "none"),  # 生物基、淀粉基新材料制造
        ("2011", "3360", "electroplating"),
        ("2011", "6510", "none"),
    ],
)
def test_industries(edition: str, code: str, industry: str) -> None:
    assert value("high_consumption_industry", edition, code) == industry


def test_membership_alone_excludes_nobody() -> None:
    mill = {
        "industry_code": "1713",
        "industry_edition": "2011",
        "outdated_capacity_criterion": "none",
        "conforms_to_industrial_policy": True,
    }
    assert calc("high_consumption_industry", mill) == ("known", "dyeing_printing", ())
    assert calc("outdated_capacity", mill) == ("known", False, ())
    assert calc("industrial_policy_conformity", mill) == ("known", True, ())


@pytest.mark.parametrize(
    ("criterion", "day", "outdated"),
    [
        ("state_council_2010", "2010-02-06", True),
        ("miit_guide_2010", "2010-10-12", False),
        ("miit_guide_2010", "2010-10-13", True),
        ("national_catalogue", "2011-05-31", False),
        ("national_catalogue", "2011-06-01", True),
        ("national_catalogue", "2026-11-23", True),
        ("relative", "2012-06-30", False),
        ("none", "2012-06-30", False),
    ],
)
def test_a_criterion_counts_while_its_list_is_in_force(criterion: str, day: str, outdated: bool) -> None:
    facts = {"outdated_capacity_criterion": criterion}
    assert calc("outdated_capacity", facts, day) == ("known", outdated, ())
    assert calc("differential_price", facts, day) == ("known", outdated, ())
    if outdated:
        assert calc("industrial_policy_conformity", facts, day) == ("known", False, ())


def test_before_the_first_list_there_is_no_criterion() -> None:
    facts = {"outdated_capacity_criterion": "state_council_2010"}
    assert calc("outdated_capacity", facts, "2010-02-05") == ("not_in_force", None, ())


def test_relatively_outdated_capacity_is_phased_out_and_breaks_no_policy() -> None:
    facts = {"outdated_capacity_criterion": "relative", "conforms_to_industrial_policy": True}
    assert calc("capacity_to_phase_out", facts) == ("known", True, ())
    assert calc("industrial_policy_conformity", facts) == ("known", True, ())
    assert calc("capacity_to_phase_out", {"outdated_capacity_criterion": "none"}) == ("known", False, ())


def test_the_finding_of_conformity_is_enough_and_excludes_a_listed_criterion() -> None:
    for given in (True, False):
        facts = {"conforms_to_industrial_policy": given}
        assert calc("industrial_policy_conformity", facts) == ("known", given, ())
    both = {"conforms_to_industrial_policy": False, "outdated_capacity_criterion": "national_catalogue"}
    assert calc("industrial_policy_conformity", both) == ("known", False, ())
    asked = ("missing", None, ("conforms_to_industrial_policy",))
    assert calc("industrial_policy_conformity", {}) == asked
    assert calc("industrial_policy_conformity", {"outdated_capacity_criterion": "none"}) == asked


def test_a_firm_cannot_conform_with_capacity_of_a_national_list() -> None:
    facts = {"conforms_to_industrial_policy": True, "outdated_capacity_criterion": "miit_guide_2010"}
    with pytest.raises(InputError) as refused:
        calc("industrial_policy_conformity", facts)
    (defect,) = refused.value.defects
    assert "a firm whose capacity a national list calls outdated does not conform" in defect.what
    assert defect.what_zh == "不成立：有产能列入国家落后产能目录的企业不能填“符合产业政策”"


FIRM = {
    "legal_form": "limited_company", "industry_code": "1713", "industry_edition": "2011", "employees": 50,
    "total_assets": "8000000", "revenue": "10000000", "revenue@2012": "10000000", "founded_on": "2012-05-15",
    "predecessor_founded_on": {"status": "not_applicable"},
}  # fmt: skip


@pytest.mark.parametrize("criterion", ["state_council_2010", "miit_guide_2010", "national_catalogue"])
def test_11_1_outdated_capacity_is_excluded_from_27_5(criterion: str) -> None:
    """11.1: a firm meeting a criterion sees which, and is excluded where 27.5 needs conformity."""
    facts = {**FIRM, "outdated_capacity_criterion": criterion}
    answer = rulebook().answer(facts, as_of="2013-06-30", measures=["27.5"])
    found = answer.measures["27.5"]
    assert (found.verdict, found.deciding) == ("not_entitled", "industrial_policy_conformity")
    word = {m.value: m.zh for m in OutdatedCapacityCriterion}[criterion]
    assert f"落后产能认定依据 = {word}" in answer.text()
    payable = rulebook().calc(["water_fund_payable"], facts, as_of="2013-06-30")["water_fund_payable"]
    assert payable.value == 10_000_00


def test_11_1_without_such_capacity_27_5_asks_for_the_finding() -> None:
    for criterion in ("none", "relative"):
        facts = {**FIRM, "outdated_capacity_criterion": criterion}
        assert outcome(facts) == ("undetermined", ("conforms_to_industrial_policy",))
        assert outcome({**facts, "conforms_to_industrial_policy": True}) == ("entitled", ())
    assert outcome({**FIRM, "conforms_to_industrial_policy": True}) == ("entitled", ())


def outcome(facts: dict[str, Any]) -> tuple[str, tuple[str, ...]]:
    found = rulebook().answer(facts, as_of="2013-06-30", measures=["27.5"]).measures["27.5"]
    return found.verdict, found.missing
