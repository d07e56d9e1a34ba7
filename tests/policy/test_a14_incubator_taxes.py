"""14.4: the national relief of incubators by period, with the days on which no text was known yet."""

from __future__ import annotations

from typing import Any

import pytest

from tests.policy.procedure import judge

DUE: dict[str, Any] = {
    "incubator_status": "national", "incubator_tax_kind": "land_use", "used_for_incubation": True,
    "incubator_tax_due": "12345.67",
}  # fmt: skip


def outcome(day: str, known_on: str | None = None, **facts: Any) -> Any:
    return judge("incubator_tax", "14.4/incubator", {**DUE, **facts}, day, known_on=known_on)


@pytest.mark.parametrize("kind", ["house_property", "land_use", "service"])
@pytest.mark.parametrize(
    ("day", "status", "verdict"),
    [
        ("2007-12-31", "national", "not_in_force"), ("2008-01-01", "national", "unknown_law"),
        ("2010-12-31", "national", "unknown_law"), ("2011-01-01", "national", "entitled"),
        ("2012-12-31", "national", "entitled"), ("2013-01-01", "national", "entitled"),
        ("2018-12-31", "national", "entitled"), ("2018-12-31", "provincial", "not_entitled"),
        ("2018-12-31", "recorded_maker_space", "not_entitled"), ("2019-01-01", "provincial", "entitled"),
        ("2019-01-01", "recorded_maker_space", "entitled"), ("2019-01-01", "other", "not_entitled"),
        ("2025-12-31", "provincial", "entitled"),
    ],
)  # fmt: skip
def test_status_and_period(kind: str, day: str, status: str, verdict: str) -> None:
    assert outcome(day, incubator_status=status, incubator_tax_kind=kind).verdict == verdict


@pytest.mark.parametrize(
    ("kind", "day", "verdict"),
    [
        ("land_use", "2026-01-01", "entitled"), ("house_property", "2027-12-31", "entitled"),
        ("house_property", "2028-01-01", "unknown_law"), ("service", "2026-01-01", "unknown_law"),
    ],
)  # fmt: skip
def test_premises_to_2027_services_to_2025(kind: str, day: str, verdict: str) -> None:
    assert outcome(day, incubator_tax_kind=kind).verdict == verdict


@pytest.mark.parametrize(
    ("day", "known_on", "verdict"),
    [
        ("2013-06-30", "2013-12-30", "unknown_law"),  # 财税〔2013〕117号 is of 2013-12-31
        ("2013-06-30", "2013-12-31", "entitled"),
        ("2016-03-31", "2016-08-10", "unknown_law"),  # 财税〔2016〕89号 is of 2016-08-11
        ("2016-03-31", "2016-08-11", "entitled"),
    ],
)
def test_gaps_until_the_next_text(day: str, known_on: str, verdict: str) -> None:
    assert outcome(day, known_on).verdict == verdict


def test_all_of_the_tax_is_waived_and_refusals_say_why() -> None:
    assert outcome("2012-06-30").amount.value == 12_345_67
    assert outcome("2012-06-30", used_for_incubation=False).deciding == "used_for_incubation"
    assert outcome("2012-06-30", incubator_status="provincial").deciding == "incubator_status_met"
    assert outcome("2012-06-30", incubator_tax_kind="other").verdict == "out_of_scope"
