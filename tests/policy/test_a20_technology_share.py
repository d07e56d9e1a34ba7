"""20.4: intangible assets converted into technology shares of 50–70 %."""

from __future__ import annotations

from typing import Any

import pytest

from tests.policy.procedure import MEDIUM, SIZE_FACTS, SMALL, calc, judge
from zhiwei import rulebook
from zhiwei.policy import a20_talent as talent
from zhiwei.policy.vocabulary_procedure import TechnologyShareBase

IN_2012 = "2012-06-30"
OF_FIRM = {"technology_share_base": "firm_capital"}
BASE = {"asset_value": "1000000", "registered_capital": "1000000", "other_non_monetary": "0"}
BAND = [
    ("499000", False),  # 49.9 %
    ("499999.99", False),
    ("500000", True),
    ("500000.01", True),
    ("699999.99", True),
    ("700000", True),
    ("700000.01", False),
    ("701000", False),  # 70.1 %
]


def share(name: str, share_value: str, readings: dict[str, str] | None = None, **facts: Any) -> Any:
    return calc(
        "technology_share",
        name,
        {**BASE, "share_value": share_value, **facts},
        IN_2012,
        readings=readings or {},
    )


@pytest.mark.parametrize(("value", "inside"), BAND)
def test_band_of_the_asset_value(value: str, inside: bool) -> None:
    assert share("technology_share_in_band", value, registered_capital="9000000") is inside


@pytest.mark.parametrize(("value", "inside"), BAND)
def test_band_of_the_capital_in_the_other_reading(value: str, inside: bool) -> None:
    assert share("technology_share_in_band", value, OF_FIRM, asset_value="9000000") is inside


def test_the_readings_differ_for_one_and_the_same_share() -> None:
    facts = {"asset_value": "1000000", "registered_capital": "2000000"}
    assert share("technology_share_ratio", "600000", **facts) == "0.6"
    assert share("technology_share_ratio", "600000", OF_FIRM, **facts) == "0.3"


def test_nothing_converted_from_nothing_is_outside() -> None:
    assert share("technology_share_ratio", "0", asset_value="0") == ("not_applicable",)
    assert share("technology_share_in_band", "0", asset_value="0") is False
    assert (
        talent.technology_share_in_band(
            technology_share_ratio=None, technology_share_min=0, technology_share_max=1
        )
        is False
    )


@pytest.mark.parametrize(("other", "within"), [("99999.99", True), ("100000", True), ("100000.01", False)])
def test_all_non_monetary_contributions_keep_to_17_3(other: str, within: bool) -> None:
    assert share("within_non_monetary_limit", "600000", other_non_monetary=other) is within


def outcome(firm: dict[str, Any], day: str = IN_2012, **facts: Any) -> tuple[Any, ...]:
    links = {"enterprise": {"technology_based": True, **firm}}
    found = judge("technology_share", "20.4", {**BASE, "share_value": "600000", **facts}, day, links)
    return found.verdict, found.deciding, found.missing


def test_verdicts() -> None:
    assert outcome(SMALL) == ("allowed", None, ())
    assert outcome(SMALL, share_value="499000") == ("not_allowed", "technology_share_in_band", ())
    assert outcome(SMALL, other_non_monetary="200000") == ("not_allowed", "within_non_monetary_limit", ())
    assert outcome(MEDIUM) == ("out_of_scope", "technology_based_small_firm", ())
    assert outcome({**SMALL, "technology_based": False}) == (
        "out_of_scope",
        "technology_based_small_firm",
        (),
    )
    assert outcome({}) == ("undetermined", None, tuple(f"enterprise.{n}" for n in SIZE_FACTS))


def test_dates() -> None:
    assert outcome(SMALL, "2012-04-23")[0] == "not_in_force"
    assert outcome(SMALL, "2012-04-24")[0] == "allowed"
    assert outcome(SMALL, "2014-02-28", other_non_monetary="200000")[0] == "not_allowed"
    assert outcome(SMALL, "2014-03-01", other_non_monetary="200000")[0] == "allowed"


def test_the_answer_names_17_3_as_a_second_limit() -> None:
    measure = judge("technology_share", "20.4", {}, IN_2012).measure
    assert "17.3" in measure.cites
    assert "17.3" in measure.notes["en"]
    assert "17.3" in measure.notes["zh"]


def test_20_4_the_answer_names_the_reading_and_both_are_documented() -> None:
    facts = {**BASE, "share_value": "600000"}
    links = {"enterprise": {"technology_based": True, **SMALL}}

    def reading(**chosen: Any) -> Any:
        answer = rulebook().answer(
            facts, entity="technology_share", as_of=IN_2012, links=links, measures=["20.4"], **chosen
        )
        return answer.to_json()["steps"]["technology_share_base"]

    assert (reading()["value"], reading()["reason"]) == ("asset_value", "reading")
    assert reading(readings=OF_FIRM)["value"] == "firm_capital"
    assert reading()["reading"]["reason"] == (
        "“按……的比例折算”说的是无形资产按多少折算；其占注册资本的比例另由17.3限定"
    )
    assert [one.zh for one in TechnologyShareBase] == ["无形资产评估价值", "企业注册资本"]
