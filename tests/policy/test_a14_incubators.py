"""14.6 and 14.7: rewards of incubators."""

from __future__ import annotations

from typing import Any

import pytest

from tests.policy.procedure import MEDIUM, NA, SMALL, calc, decision, judge

DAY = "2012-12-31"
FIRM = {"technology_based": True, **SMALL}


def counts(firm: dict[str, Any], **facts: Any) -> Any:
    given = {"graduated_on": "2012-06-01", "graduated_before": False, **facts}
    return calc("graduation", "graduate_counts", given, DAY, {"firm": firm})


def test_14_6_who_counts_as_a_graduate() -> None:
    assert counts(FIRM) is True
    assert counts(FIRM, graduated_before=True) is False
    assert counts(FIRM, graduated_on=NA) is False
    assert counts({**FIRM, "technology_based": False}) is False
    assert counts({"technology_based": True, **MEDIUM}) is False


@pytest.mark.parametrize(("graduates", "fen"), [(1, 50_000_00), (7, 350_000_00)])
def test_14_6_so_much_for_each_graduate(graduates: int, fen: int) -> None:
    local = [decision("14.6", {"reward_per_graduate": "50000"})]
    facts = {"division": "330106", "graduates": graduates, "technology_graduates": graduates}
    found = judge("incubator", "14.6", facts, DAY, decisions=local)
    assert (found.verdict, found.amount.value) == ("entitled", fen)


def test_14_6_no_graduate_no_reward_and_no_decision_no_offer() -> None:
    local = [decision("14.6", {"reward_per_graduate": "50000"})]
    none = {"division": "330106", "graduates": 3, "technology_graduates": 0}
    assert judge("incubator", "14.6", none, DAY, decisions=local).deciding == "has_technology_graduates"
    some = {**none, "technology_graduates": 1}
    assert judge("incubator", "14.6", some, DAY).verdict == "no_decision_filed"


@pytest.mark.parametrize(
    ("residents", "graduates", "met"), [(1000, 299, False), (1000, 300, True), (10, 3, True), (0, 0, False)]
)
def test_14_7_thirty_percent_is_enough(residents: int, graduates: int, met: bool) -> None:
    facts = {"residents": residents, "graduates": graduates}
    assert calc("incubator", "graduation_rate_met", facts, DAY) is met


@pytest.mark.parametrize(
    ("reading", "rate"),
    [("year_start", "0.3"), ("average", "0.25"), ("year_end_and_graduates", "0.1875")],
)
def test_14_7_the_readings_differ(reading: str, rate: str) -> None:
    facts = {"residents": 100, "residents_at_year_end": 130, "graduates": 30}
    if reading == "average":
        facts["residents_at_year_end"] = 140  # 30 of (100 + 140) / 2
    readings = {"graduation_denominator_reading": reading}
    assert calc("incubator", "graduation_rate", facts, DAY, readings=readings) == rate


def test_14_7_amount_is_the_local_share_of_the_tax() -> None:
    local = [decision("14.7", {"reward_ratio": "0.2"})]
    facts = {"division": "330106", "residents": 10, "graduates": 3, "tax_contribution": "123456.78"}
    found = judge("incubator", "14.7", facts, DAY, decisions=local)
    assert (found.verdict, found.amount.value) == ("entitled", 24_691_36)  # 24,691.356


@pytest.mark.parametrize(
    ("paid", "graduated", "inside"),
    [
        ("2010-04-30", "2012-06-01", False),
        ("2010-05-01", "2012-06-01", True),
        ("2015-05-31", "2012-06-01", True),
        ("2015-06-01", "2012-06-01", True),
        ("2015-06-02", "2012-06-01", False),
        ("2030-01-01", NA, True),
    ],
)
def test_14_7_tax_counts_from_entry_to_the_third_anniversary(paid: str, graduated: Any, inside: bool) -> None:
    facts = {"entered_on": "2010-05-01", "graduated_on": graduated, "tax_paid_on": paid, "tax_paid": "100"}
    assert calc("graduation", "tax_payment_counts", facts, DAY) is inside
    assert calc("graduation", "tax_contribution_counted", facts, DAY) == ("100.00" if inside else "0.00")
