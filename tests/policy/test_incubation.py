"""Incubated firms, graduation and national incubators, by the rules of 2010 (recalled) and of 2018."""

from __future__ import annotations

from typing import Any

import pytest

from tests.policy.procedure import SMALL, calc

Facts = dict[str, Any]
FIRM = {**SMALL, "founded_on": "2010-06-15", "high_tech_certified": False}
INCUBATEE: Facts = {
    "entered_on": "2012-06-15", "extended_field": False, "aerospace": False, "moved_in": False,
    "rented_area": 1000, "previous_revenue": "2000000", "owns_rights": False, "two_year_revenue": "10000000",
    "merged_or_listed": False, "venture_money": "5000000",
}  # fmt: skip


def found(name: str, day: str, firm: Facts = FIRM, **facts: Any) -> Any:
    return calc("incubatee", name, {**INCUBATEE, **facts}, day, {"firm": firm})


@pytest.mark.parametrize(
    ("facts", "met"),
    [
        ({}, True),
        ({"entered_on": "2012-07-14"}, True),  # 24 full months and 29 days
        ({"entered_on": "2012-07-15"}, False),
        ({"rented_area": 1001}, False),
        ({"rented_area": 3000, "aerospace": True}, True),
        ({"rented_area": 3001, "aerospace": True}, False),
        ({"moved_in": True}, True),
        ({"moved_in": True, "previous_revenue": "2000000.01"}, False),
        ({"previous_revenue": "2000000.01"}, True),
    ],
)
def test_who_may_be_incubated(facts: Facts, met: bool) -> None:
    assert found("incubation_entry_met", "2012-12-31", **facts) is met


@pytest.mark.parametrize(
    ("day", "longer", "met"),
    [
        ("2016-01-14", False, True),  # 42 full months
        ("2016-01-15", False, False),
        ("2016-01-15", True, True),
        ("2017-07-14", True, True),
        ("2017-07-15", True, False),
    ],
)
def test_how_long(day: str, longer: bool, met: bool) -> None:
    assert found("incubation_time_met", day, extended_field=longer) is met


@pytest.mark.parametrize(
    ("facts", "of_2010", "of_2018"),
    [
        ({}, False, False),
        ({"two_year_revenue": "10000000.01"}, False, True),
        ({"two_year_revenue": "10000000.01", "owns_rights": True}, True, True),
        ({"merged_or_listed": True}, False, True),
        ({"merged_or_listed": True, "owns_rights": True}, True, True),
        ({"owns_rights": True}, False, False),
        ({"venture_money": "5000000.01"}, False, True),
    ],
)
def test_graduation(facts: Facts, of_2010: bool, of_2018: bool) -> None:
    assert found("graduation_test_met", "2018-12-31", **facts) is of_2010
    assert found("graduation_test_met", "2019-01-01", **facts) is of_2018


def test_a_certificate_is_enough_since_2019() -> None:
    certified = {**FIRM, "high_tech_certified": True}
    assert found("graduation_test_met", "2019-01-01", certified) is True
    assert found("graduation_test_met", "2018-12-31", certified) is False


def test_from_2026_the_law_is_not_known() -> None:
    assert found("graduation_test_met", "2025-12-31", merged_or_listed=True) is True
    assert found("graduation_test_met", "2026-01-01", merged_or_listed=True) == ("unknown_law",)


INCUBATOR: Facts = {
    "operating_years": 3, "incubation_area": 10000, "incubated_area_share": "0.75", "seed_fund": "5000000",
    "funded_firms_share": "0.1", "incubated_firms": 50, "graduated_firms": 20,
}  # fmt: skip


@pytest.mark.parametrize(
    ("facts", "met"),
    [
        ({}, True),
        ({"operating_years": 2}, False),
        ({"incubation_area": 9999}, False),
        ({"incubated_area_share": "0.7499"}, False),
        ({"seed_fund": "4999999.99"}, False),
        ({"funded_firms_share": "0.0999"}, False),
        ({"incubated_firms": 49}, False),
        ({"incubation_area": 20000, "incubated_firms": 60}, True),  # three for each thousand
        ({"incubation_area": 20000, "incubated_firms": 59}, False),
        ({"graduated_firms": 19}, False),
    ],
)
def test_a_national_incubator(facts: Facts, met: bool) -> None:
    assert (
        calc("incubator_recognition", "national_incubator_met", {**INCUBATOR, **facts}, "2020-06-30") is met
    )


def test_a_national_incubator_from_2026() -> None:
    assert calc("incubator_recognition", "national_incubator_met", INCUBATOR, "2025-12-31") is True
    assert calc("incubator_recognition", "national_incubator_met", INCUBATOR, "2026-01-01") == (
        "unknown_law",
    )
