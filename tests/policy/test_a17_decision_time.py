"""17.4: complete filings are decided within a week of acceptance."""

from __future__ import annotations

from typing import Any

import pytest

from tests.policy.procedure import NA, calc, judge

FILE = {"complete_and_lawful": True, "accepted_on": "2012-06-01", "correction_days": 0, "decided_on": NA}
WORKING = {"registration_day_kind": "working"}


def deadline(day: str, readings: dict[str, str] | None = None, **facts: Any) -> Any:
    return calc("registration_filing", "decision_deadline", {**FILE, **facts}, day, readings=readings or {})


def verdict(day: str, **facts: Any) -> str:
    return judge("registration_filing", "17.4", {**FILE, **facts}, day).verdict


def test_a_week_is_seven_calendar_days_and_stands_still_during_corrections() -> None:
    assert deadline("2012-06-30") == "2012-06-08"
    assert deadline("2012-06-30", correction_days=3) == "2012-06-11"


def test_working_days_need_the_last_day_from_their_calendar() -> None:
    assert deadline("2012-06-30", WORKING) == ("missing", "working_day_deadline")
    assert deadline("2012-06-30", WORKING, working_day_deadline="2012-06-12") == "2012-06-12"
    assert deadline("2022-02-28", accepted_on="2022-02-25") == "2022-03-04"
    assert deadline("2022-03-01", accepted_on="2022-03-01") == ("missing", "working_day_deadline")
    assert deadline("2022-03-01", working_day_deadline="2022-03-04") == "2022-03-04"
    assert calc("registration_filing", "decision_working_days", {}, "2022-03-01") == 3
    assert calc("registration_filing", "decision_working_days", {}, "2022-02-28") == ("not_applicable",)


@pytest.mark.parametrize(("day", "word"), [("2012-06-08", "complied"), ("2012-06-09", "breached")])
def test_day_eight_without_a_decision_is_a_breach(day: str, word: str) -> None:
    assert verdict(day) == word


@pytest.mark.parametrize(("decided", "word"), [("2012-06-08", "complied"), ("2012-06-09", "breached")])
def test_a_late_decision_stays_a_breach(decided: str, word: str) -> None:
    assert verdict("2012-06-30", decided_on=decided) == word


def test_only_complete_filings_from_the_opinions_on() -> None:
    assert verdict("2012-06-30", complete_and_lawful=False) == "out_of_scope"
    assert verdict("2012-04-23", accepted_on="2012-04-20") == "not_in_force"
    assert verdict("2012-04-24", accepted_on="2012-04-20") == "complied"


@pytest.mark.parametrize(
    ("form", "days"),
    [
        ("limited_company", 15),
        ("sole_proprietorship", 15),
        ("partnership", 20),
        ("farmer_cooperative", 20),
        ("individual_business", 15),
        ("other_individual", ("not_applicable",)),
    ],
)
def test_the_national_time_that_the_week_shortens(form: str, days: Any) -> None:
    links = {"enterprise": {"legal_form": form}}
    assert calc("registration_filing", "national_decision_days", {}, "2012-06-30", links) == days
    assert calc("registration_filing", "national_decision_days", {}, "2022-03-01", links) == ("not_in_force",)
