"""17.7: registration fees, their tariff up to 2014 and their waiver for small and micro enterprises."""

from __future__ import annotations

from typing import Any

import pytest

from tests.policy.procedure import LARGE, MEDIUM, MICRO, SIZE_FACTS, SMALL, calc, judge
from zhiwei import rulebook

IN_2012 = "2012-06-30"
BY_CAPITAL = {"registration_fee_relief_test": "registered_capital"}


def fee(name: str, service: str, firm: dict[str, Any], day: str = IN_2012, **facts: Any) -> Any:
    return calc(
        "registration_filing", name, {"registration_service": service, **facts}, day, {"enterprise": firm}
    )


# registered capital and fee of a new company in yuan: 0.8 ‰ to 10 million, 0.4 ‰ to 100 million, at least 50
TARIFF = [
    ("30000", "50.00"),
    ("62500", "50.00"),
    ("62512.50", "50.01"),
    ("1000000", "800.00"),
    ("10000000", "8000.00"),
    ("10000025", "8000.01"),
    ("20000000", "12000.00"),
    ("100000000", "44000.00"),
    ("100000001", "44000.00"),
    ("900000000", "44000.00"),
]


@pytest.mark.parametrize(("capital", "amount"), TARIFF)
def test_tariff_of_a_new_company(capital: str, amount: str) -> None:
    assert fee("registration_fee_tariff", "establishment", MEDIUM, registered_capital=capital) == amount


@pytest.mark.parametrize(
    ("before", "after", "amount"),
    [
        ("1000000", "3000000", "1600.00"),
        ("9000000", "12000000", "1600.00"),
        ("90000000", "120000000", "4000.00"),
        ("100000000", "200000000", "0.00"),
    ],
)
def test_tariff_of_a_capital_increase_is_of_the_added_part(before: str, after: str, amount: str) -> None:
    facts = {"registered_capital": after, "added_capital": str(int(after) - int(before))}
    assert fee("registration_fee_tariff", "capital_increase", MEDIUM, **facts) == amount


FLAT = [
    ("change", "100.00"),
    ("annual_inspection", "50.00"),
    ("licence_replacement", "50.00"),
    ("licence_copy", "10.00"),
]


@pytest.mark.parametrize(("service", "amount"), FLAT)
def test_flat_fees(service: str, amount: str) -> None:
    assert fee("registration_fee_tariff", service, MEDIUM) == amount


def test_new_enterprises_without_capital_slices() -> None:
    def tariff(form: str) -> Any:
        return fee("registration_fee_tariff", "establishment", {"legal_form": form})

    assert [tariff("sole_proprietorship"), tariff("partnership")] == ["300.00", "300.00"]
    assert [tariff("individual_business"), tariff("farmer_cooperative")] == [("unknown_law",)] * 2


THREE_GROUPS = ["establishment", "capital_increase", "change", "annual_inspection", "licence_replacement"]
CAPITAL = {"registered_capital": "1000000", "added_capital": "500000"}


@pytest.mark.parametrize("service", THREE_GROUPS)
@pytest.mark.parametrize("firm", [SMALL, MICRO])
def test_small_and_micro_firms_pay_nothing_for_the_three_groups(service: str, firm: dict[str, Any]) -> None:
    assert fee("registration_fee_payable", service, firm, **CAPITAL) == "0.00"


@pytest.mark.parametrize(
    ("service", "amount"), [("establishment", "800.00"), ("capital_increase", "400.00"), *FLAT]
)
@pytest.mark.parametrize("firm", [MEDIUM, LARGE])
def test_larger_firms_pay_the_tariff(service: str, amount: str, firm: dict[str, Any]) -> None:
    assert fee("registration_fee_payable", service, firm, **CAPITAL) == amount


def test_a_further_copy_is_in_none_of_the_groups() -> None:
    assert fee("registration_fee_payable", "licence_copy", SMALL) == "10.00"


@pytest.mark.parametrize("firm", [SMALL, LARGE])
def test_from_2015_nobody_pays(firm: dict[str, Any]) -> None:
    assert fee("registration_fee_payable", "change", firm, "2015-01-01") == "0.00"
    assert fee("registration_fee_payable", "change", firm, "2026-11-23") == "0.00"


def test_the_annual_inspection_ended_with_february_2014() -> None:
    assert fee("registration_fee_tariff", "annual_inspection", MEDIUM, "2014-02-28") == "50.00"
    assert fee("registration_fee_tariff", "annual_inspection", MEDIUM, "2014-03-01") == ("not_in_force",)


def outcome(
    firm: dict[str, Any], service: str = "change", day: str = IN_2012, **facts: Any
) -> tuple[Any, ...]:
    links = {"enterprise": firm}
    found = judge("registration_filing", "17.7", {"registration_service": service, **facts}, day, links)
    return found.verdict, found.amount.value if found.amount else None, found.missing


def test_verdicts_and_amounts() -> None:
    assert outcome(SMALL) == ("entitled", 100_00, ())
    assert outcome(SMALL, "establishment", registered_capital="1000000") == ("entitled", 800_00, ())
    assert outcome(MEDIUM) == ("not_entitled", None, ())
    assert outcome(SMALL, "licence_copy") == ("not_entitled", None, ())
    assert outcome({"legal_form": "limited_company"}) == (
        "undetermined",
        None,
        tuple(f"enterprise.{n}" for n in SIZE_FACTS),
    )


def test_window_of_the_waiver() -> None:
    days = ["2011-12-31", "2012-01-01", "2014-12-31", "2015-01-01"]
    words = ["not_in_force", "entitled", "entitled", "not_in_force"]
    assert [outcome(SMALL, day=d)[0] for d in days] == words


@pytest.mark.parametrize(
    ("sector", "within", "above"),
    [
        ("primary", "3000000", "3000000.01"),
        ("secondary", "5000000", "5000000.01"),
        ("tertiary", "2000000", "2000000.01"),
    ],
)
def test_the_other_reading_goes_by_registered_capital(sector: str, within: str, above: str) -> None:
    def payable(capital: str) -> Any:
        facts = {
            "registration_service": "change",
            "registered_capital": capital,
            "main_business_sector": sector,
        }
        return calc("registration_filing", "registration_fee_payable", facts, IN_2012, readings=BY_CAPITAL)

    assert [payable(within), payable(above)] == ["0.00", "100.00"]


def test_17_7_the_waiver_cites_its_sentence() -> None:
    book = rulebook()
    answer = book.answer(
        {"registration_service": "change"},
        entity="registration_filing",
        as_of=IN_2012,
        links={"enterprise": SMALL},
        measures=["17.7"],
    )
    assert answer.measures["17.7"].measure.cites == ("17.7",)
    steps = answer.to_json()["steps"]
    assert (steps["registration_fee_payable"]["value"], steps["registration_fee_waived"]["value"]) == (
        "0.00",
        "true",
    )
    assert "17.7" in steps["registration_fee_payable"]["cites"]
