"""8.1: the fields of high-technology services decide in 13.3, 14.2 and 27.4; another mapping changes all three at once."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.policy.procedure import MEDIUM, SMALL, calc, decision, judge
from zhiwei import rulebook
from zhiwei.engine.amend import amended, with_value
from zhiwei.engine.rulebook import Rulebook

DAY = "2012-06-30"
FUND = [decision("13.3", {"fund_open": True, "start_up_years": 3})]
DESIGNER = {**SMALL, "industry_code": "7491", "technology_based": False, "founded_on": "2010-06-30"}
"""A designer of industry (专业化设计服务), small by its staff; recognised as nothing."""
MILL = {**SMALL, "technology_based": False, "founded_on": "2010-06-30"}
GATES = {
    "all_staff": 100, "technology_staff": 30, "college_staff": 30, "research_staff": 10,
    "research_expense_three_years": "3000000", "sales_three_years": "12000000", "sales@2011": "4000000",
    "domestic_research_share": "0.6", "high_tech_income_share": "0.6", "owns_core_rights": True,
}  # fmt: skip
MOVED_IN = {"moved_in_on": "2012-06-30", "moved_out_on": {"status": "not_applicable"}}


def fund(firm: dict[str, Any], book: Rulebook | None = None, **options: Any) -> Any:
    given = {"decisions": FUND, "as_of": DAY, **options}
    return (book or rulebook()).answer(firm, measures=["13.3"], **given).measures["13.3"]


def resident(firm: dict[str, Any], book: Rulebook | None = None, **facts: Any) -> Any:
    found = (book or rulebook()).calc(
        ["technology_resident_counts"], {**MOVED_IN, **facts}, entity="residency", as_of=DAY,
        links={"resident": firm},
    )["technology_resident_counts"]  # fmt: skip
    return found.value if found.status == "known" else found.missing


def recognition(firm: dict[str, Any], book: Rulebook | None = None, **facts: Any) -> Any:
    return (book or rulebook()).answer(
        {**GATES, **facts}, entity="recognition", as_of=DAY, links={"firm": firm}, measures=["27.4/recognition"]
    ).measures["27.4/recognition"]  # fmt: skip


@pytest.mark.parametrize(
    ("firm", "tagged"),
    [
        (DESIGNER, True),
        (MILL, False),
        ({**MILL, "technology_based": True}, True),
        ({**MILL, **MEDIUM, "technology_based": True}, False),
        ({**DESIGNER, "employees": 300}, False),  # 其他未列明行业 by reference: medium from 100 persons
    ],
)
def test_8_1_the_tag_is_used_by_13_3_14_2_and_27_4(firm: dict[str, Any], tagged: bool) -> None:
    found = fund(firm)
    assert found.verdict == ("entitled" if tagged else "not_entitled")
    assert found.deciding == (None if tagged else "technology_or_service_firm")
    assert resident(firm) is tagged
    supported = recognition(firm)
    assert supported.verdict == ("entitled" if tagged else "not_entitled")
    assert supported.deciding == (None if tagged else "recognition_supported_firm")


def test_8_1_another_mapping_changes_the_three_results_together() -> None:
    parameter = rulebook().data.parameters["high_technology_service_field_2011"]
    (old,) = parameter.values
    rows = {key: word for key, word in old.value.items() if key != "7491"}
    without = amended(rulebook(), [with_value(parameter, replace(old, value=rows))])
    for book, tagged in ((rulebook(), True), (without, False)):
        verdict = "entitled" if tagged else "not_entitled"
        assert fund(DESIGNER, book).verdict == verdict
        assert resident(DESIGNER, book) is tagged
        assert recognition(DESIGNER, book).verdict == verdict


@pytest.mark.parametrize(
    ("founded", "years", "verdict"),
    [
        ("2009-07-01", 3, "entitled"),  # the third anniversary is tomorrow
        ("2009-06-30", 3, "not_entitled"),
        ("2009-06-29", 3, "not_entitled"),
        ("2009-06-29", 4, "entitled"),
        ("2012-06-30", 1, "entitled"),
        ("2012-07-01", 1, "not_entitled"),  # not founded yet
        ("2012-06-30", 0, "not_entitled"),
    ],
)
def test_13_3_the_locality_says_how_long_a_firm_starts_up(founded: str, years: int, verdict: str) -> None:
    filed = [decision("13.3", {"fund_open": True, "start_up_years": years})]
    found = fund({**DESIGNER, "founded_on": founded}, decisions=filed)
    assert (found.verdict, found.measure.cites) == (verdict, ("13.3",))
    if verdict == "not_entitled":
        assert found.deciding == "in_start_up_stage"


def test_13_3_without_a_fund() -> None:
    assert fund(DESIGNER, decisions=[]).verdict == "no_decision_filed"
    assert fund(DESIGNER, decisions=[decision("13.3", None)]).verdict == "not_offered"
    closed = [decision("13.3", {"fund_open": False, "start_up_years": 3})]
    assert (fund(DESIGNER, decisions=closed).verdict, fund(DESIGNER, decisions=closed).deciding) == (
        "not_entitled",
        "fund_open",
    )
    assert fund(DESIGNER, as_of="2012-04-23", decisions=[]).verdict == "not_in_force"
    assert fund(MILL, decisions=[]).verdict == "not_entitled"  # whatever a locality decides


def test_13_3_the_restricted_purpose_of_the_ledger() -> None:
    for firm, within in ((DESIGNER, True), (MILL, False), ({**DESIGNER, "founded_on": "2000-01-01"}, False)):
        assert calc("enterprise", "within_development_fund_purpose", firm, DAY, decisions=FUND) is within


def test_13_3_missing_facts() -> None:
    found = fund({"division": "330106", "founded_on": "2010-06-30", "technology_based": True})
    assert found.verdict == "undetermined"
    assert "industry_code" in found.missing
    assert "founded_on" not in found.missing


@pytest.mark.parametrize(
    ("moved_in", "moved_out", "counts"),
    [
        ("2012-06-30", None, True),
        ("2012-07-01", None, False),
        ("2012-01-01", "2012-07-01", True),
        ("2012-01-01", "2012-06-30", False),
        ("2012-01-01", "2012-06-29", False),
    ],
)
def test_14_2_only_residents_of_the_day_count(moved_in: str, moved_out: str | None, counts: bool) -> None:
    out = {"status": "not_applicable"} if moved_out is None else moved_out
    assert resident(DESIGNER, moved_in_on=moved_in, moved_out_on=out) is counts


def test_27_4_support_needs_the_computable_conditions() -> None:
    found = recognition(DESIGNER, high_tech_income_share="0.599")
    assert (found.verdict, found.deciding) == ("not_entitled", "high_tech_gates_met")
    young = recognition({**DESIGNER, "founded_on": "2011-07-01"})
    assert (young.verdict, young.deciding) == ("not_entitled", "high_tech_gates_met")
    early = judge("recognition", "27.4/recognition", GATES, "2012-04-23", {"firm": DESIGNER})
    assert early.verdict == "not_in_force"
