"""14.2–14.4: demonstration bases."""

from __future__ import annotations

from typing import Any

import pytest

from tests.policy.procedure import NA, calc, decision, judge

DAY = "2012-12-31"
OPEN = [decision("14.2", {"support_open": True})]
BASE = {
    "division": "330106",
    "resident_firms": 40,
    "technology_resident_firms": 21,
    "firms_raised": 8,
    "average_technology_share": "0.5",
    "average_firms_raised": "7.5",
    "notice_ends_on": "2012-12-30",
    "open_objections": 0,
}


def outcome(decisions: Any = OPEN, readings: Any = None, **facts: Any) -> Any:
    return judge("base", "14.2", {**BASE, **facts}, DAY, decisions=decisions, readings=readings or {})


def test_14_2_is_the_localitys_choice() -> None:
    assert outcome([]).verdict == "no_decision_filed"
    assert outcome([decision("14.2", None)]).verdict == "not_offered"
    assert outcome([decision("14.2", {"support_open": False})]).verdict == "not_entitled"
    assert outcome().verdict == "entitled"


@pytest.mark.parametrize(
    ("technology", "raised", "leads"),
    [(21, 8, True), (20, 8, False), (21, 7, False), (40, 40, True), (0, 8, False)],
)
def test_14_2_leading_is_above_the_average_in_both(technology: int, raised: int, leads: bool) -> None:
    found = outcome(technology_resident_firms=technology, firms_raised=raised)
    assert (found.verdict == "entitled") is leads
    assert found.deciding == (None if leads else "base_leads")


def test_14_2_the_review_decides_in_the_other_reading() -> None:
    review = {"base_leading_test": "review"}
    assert outcome(readings=review, leads_by_review=False).deciding == "base_leads"
    low = {"technology_resident_firms": 0, "firms_raised": 0}
    assert outcome(readings=review, leads_by_review=True, **low).verdict == "entitled"


@pytest.mark.parametrize(
    ("ends", "objections", "passed"),
    [("2012-12-30", 0, True), ("2012-12-31", 0, False), ("2012-12-30", 1, False)],
)
def test_14_2_not_before_the_notice_is_over(ends: str, objections: int, passed: bool) -> None:
    found = outcome(notice_ends_on=ends, open_objections=objections)
    assert (found.verdict == "entitled") is passed
    assert found.deciding == (None if passed else "base_notice_passed")


def test_14_2_a_base_without_residents_has_no_share() -> None:
    facts = {"resident_firms": 0, "technology_resident_firms": 0}
    assert calc("base", "technology_resident_share", facts, DAY) == ("not_applicable",)
    assert outcome(**facts).deciding == "base_leads"


@pytest.mark.parametrize(
    ("local", "province", "ratio"),
    [("0", "1000000", "0"), ("1500000", "1000000", "1.5"), ("1", "0", ("not_applicable",))],
)
def test_14_3_ratio_of_local_money(local: str, province: str, ratio: Any) -> None:
    facts = {"provincial_support": province, "local_support": local}
    assert calc("base", "local_support_ratio", facts, DAY) == ratio


@pytest.mark.parametrize(
    ("level", "since", "verdict", "deciding"),
    [
        ("county", "2012-05-01", "not_entitled", "recognised_by_city_or_above"),
        ("none", NA, "not_entitled", "recognised_by_city_or_above"),
        ("city", "2012-12-30", "entitled", None),
        ("city", "2012-12-31", "entitled", None),
        ("province", "2013-01-01", "not_entitled", "recognition_begun"),
    ],
)
def test_14_4_from_the_day_a_city_or_the_province_recognises(
    level: str, since: Any, verdict: str, deciding: str | None
) -> None:
    found = judge("base", "14.4", {"recognition_level": level, "recognised_on": since}, DAY)
    assert (found.verdict, found.deciding) == (verdict, deciding)


def test_14_4_missing_facts() -> None:
    found = judge("base", "14.4", {}, DAY)
    assert (found.verdict, found.missing) == ("undetermined", ("recognised_on", "recognition_level"))
