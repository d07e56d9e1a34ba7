"""17.1–17.3: registered capital, first instalment, deadline of payment, non-monetary contributions."""

from __future__ import annotations

from typing import Any

import pytest

from tests.policy.procedure import NA, calc, judge
from zhiwei.policy.base import company_capital as capital

IN_2012, IN_2015, TODAY = "2012-06-30", "2015-06-30", "2026-11-23"


def filing(
    name: str, day: str, form: str = "limited_company", founded: str = "2012-05-02", **facts: Any
) -> Any:
    """A variable of a capital filing, money in yuan."""
    return calc(
        "capital_filing", name, facts, day, {"enterprise": {"legal_form": form, "founded_on": founded}}
    )


# legal form, registered capital, smallest first instalment under the law of 2005, in yuan
FIRST_2005 = [
    ("limited_company", "1000000", "200000.00"),
    ("limited_company", "150000", "30000.00"),
    ("limited_company", "149999.99", "30000.00"),
    ("limited_company", "150000.05", "30000.01"),
    ("limited_company", "30000", "30000.00"),
    ("one_person_company", "100000", "100000.00"),
    ("one_person_company", "250000", "250000.00"),
    ("one_person_company", "99999.99", "100000.00"),
    ("joint_stock_company", "5000000", "1000000.00"),
    ("joint_stock_company", "100000", "20000.00"),
    ("sole_proprietorship", "0", "0.00"),
    ("partnership", "0", "0.00"),
    ("farmer_cooperative", "0", "0.00"),
    ("individual_business", "0", "0.00"),
]


@pytest.mark.parametrize(("form", "registered", "least"), FIRST_2005)
@pytest.mark.parametrize("day", ["2006-01-01", "2012-04-23", IN_2012, "2014-02-28"])
def test_first_instalment_under_the_law_of_2005(form: str, registered: str, least: str, day: str) -> None:
    assert filing("first_instalment_minimum", day, form, registered_capital=registered) == least


@pytest.mark.parametrize(
    ("form", "least_2014", "least_2024"),
    [
        ("limited_company", "0.00", "0.00"),
        ("one_person_company", "0.00", "0.00"),
        ("joint_stock_company", "0.00", "1000000.00"),
        ("partnership", "0.00", "0.00"),
    ],
)
def test_first_instalment_under_the_later_laws(form: str, least_2014: str, least_2024: str) -> None:
    def least(day: str) -> Any:
        return filing("first_instalment_minimum", day, form, registered_capital="1000000")

    assert [least("2014-03-01"), least("2024-06-30")] == [least_2014, least_2014]
    assert [least("2024-07-01"), least(TODAY)] == [least_2024, least_2024]


def test_before_the_law_of_2005_nothing_is_in_force() -> None:
    assert filing("first_instalment_minimum", "2005-12-31", registered_capital="1000000") == ("not_in_force",)


@pytest.mark.parametrize(("paid", "ok"), [("199999.99", False), ("200000", True), ("200000.01", True)])
def test_a_fifth_of_a_million_is_the_first_instalment(paid: str, ok: bool) -> None:
    assert filing("first_instalment_ok", IN_2012, registered_capital="1000000", first_instalment=paid) is ok


def test_first_instalment_by_hand() -> None:
    assert (
        capital.first_instalment_minimum(
            registered_capital=100_000_000,
            enterprise__legal_form="limited_company",
            is_company=True,
            first_instalment_share={"limited_company": 1},
            first_instalment_floor={"limited_company": 3_000_000},
        )
        == 100_000_000
    )
    assert (
        capital.first_instalment_ok(first_instalment=19_999_999, first_instalment_minimum=20_000_000) is False
    )
    assert (
        capital.first_instalment_ok(first_instalment=20_000_000, first_instalment_minimum=20_000_000) is True
    )


def test_first_instalment_asks_only_for_what_matters() -> None:
    found = calc("capital_filing", "first_instalment_ok", {"registered_capital": "1000000"}, IN_2012)
    assert found == ("missing", "enterprise.legal_form", "first_instalment")
    found = filing("first_instalment_ok", IN_2012, first_instalment="200000")
    assert found == ("missing", "registered_capital")
    assert filing("first_instalment_ok", IN_2012, "partnership", first_instalment="0") is True


@pytest.mark.parametrize(
    ("form", "below", "enough"),
    [
        ("limited_company", "29999.99", "30000"),
        ("one_person_company", "99999.99", "100000"),
        ("joint_stock_company", "4999999.99", "5000000"),
    ],
)
def test_legal_minimum_of_the_registered_capital(form: str, below: str, enough: str) -> None:
    assert filing("registered_capital_ok", IN_2012, form, registered_capital=below) is False
    assert filing("registered_capital_ok", IN_2012, form, registered_capital=enough) is True
    assert filing("registered_capital_ok", "2014-02-28", form, registered_capital=below) is False
    assert filing("registered_capital_ok", "2014-03-01", form, registered_capital=below) is True


# founded on, investment company, day asked, last day of payment
DEADLINES = [
    ("2012-05-02", False, IN_2012, "2014-05-02"),
    ("2012-05-02", True, IN_2012, "2017-05-02"),
    ("2012-02-29", False, IN_2012, "2014-02-28"),
    ("2012-05-02", False, "2014-03-01", ("not_in_force",)),
    ("2016-05-02", False, "2024-06-30", ("not_in_force",)),
    ("2024-07-01", False, TODAY, "2029-07-01"),
    ("2024-06-30", False, TODAY, "2032-06-30"),
    ("2012-05-02", False, "2024-07-01", "2032-06-30"),
]


@pytest.mark.parametrize(("founded", "investment", "day", "last"), DEADLINES)
def test_last_day_of_payment_of_a_limited_company(
    founded: str, investment: bool, day: str, last: Any
) -> None:
    assert filing("payment_deadline", day, founded=founded, investment_company=investment) == last


@pytest.mark.parametrize(
    ("form", "founded", "day", "last"),
    [
        ("one_person_company", "2012-05-02", IN_2012, "2012-05-02"),
        ("one_person_company", "2024-07-01", TODAY, "2029-07-01"),
        ("joint_stock_company", "2012-05-02", IN_2012, "2014-05-02"),
        ("joint_stock_company", "2024-06-30", TODAY, "2027-06-30"),
        ("joint_stock_company", "2024-07-01", TODAY, "2024-07-01"),
        ("partnership", "2012-05-02", IN_2012, ("not_applicable",)),
    ],
)
def test_last_day_of_payment_of_other_forms(form: str, founded: str, day: str, last: Any) -> None:
    assert filing("payment_deadline", day, form, founded, investment_company=False) == last


def test_existing_companies_adjust_their_term_by_mid_2027() -> None:
    assert filing("term_adjustment_deadline", TODAY, founded="2024-06-30") == "2027-06-30"
    assert filing("term_adjustment_deadline", TODAY, founded="2024-07-01") == ("not_applicable",)


@pytest.mark.parametrize(
    ("day", "paid_on", "overdue"),
    [
        ("2014-02-20", NA, False),
        ("2014-02-21", NA, True),
        ("2014-02-25", "2014-02-20", False),
        ("2014-02-25", "2014-02-21", True),
    ],
)
def test_one_day_late_is_overdue(day: str, paid_on: Any, overdue: bool) -> None:
    facts = {"investment_company": False, "fully_paid_on": paid_on}
    assert filing("payment_overdue", day, founded="2012-02-20", **facts) is overdue


# ---------------------------------------------------------------- verdicts of 17.1 and 17.2

GOOD = {"registered_capital": "1000000", "first_instalment": "200000", "other_law_sets_capital": False}


def verdict(measure: str, day: str, form: str = "limited_company", **facts: Any) -> tuple[str, str | None]:
    outcome = judge("capital_filing", measure, {**GOOD, **facts}, day, {"enterprise": {"legal_form": form}})
    return outcome.verdict, outcome.deciding


def test_instalments_are_allowed_from_the_opinions_on() -> None:
    assert verdict("17.1", "2012-04-23") == ("not_in_force", "capital_window")
    assert verdict("17.1", "2012-04-24") == ("allowed", None)
    assert verdict("17.1", IN_2015) == ("allowed", None)
    assert verdict("17.1", TODAY) == ("allowed", None)


def test_instalments_are_refused_with_the_criterion_named() -> None:
    assert verdict("17.1", IN_2012, first_instalment="199999.99") == ("not_allowed", "first_instalment_ok")
    assert verdict("17.1", IN_2012, other_law_sets_capital=True) == (
        "not_allowed",
        "general_capital_rules_apply",
    )
    assert verdict("17.1", IN_2012, "one_person_company") == ("not_allowed", "first_instalment_ok")
    joint = {"registered_capital": "5000000", "first_instalment": "5000000"}
    assert verdict("17.1", IN_2012, "joint_stock_company", **joint, public_offer=True) == (
        "not_allowed",
        "instalments_allowed",
    )
    assert verdict("17.1", IN_2012, "joint_stock_company", **joint, public_offer=False) == ("allowed", None)
    assert verdict("17.1", IN_2012, "partnership") == ("out_of_scope", "is_company")


def test_whether_another_law_sets_the_capital_stays_open_until_it_is_told() -> None:
    facts = {"registered_capital": "1000000", "first_instalment": "200000"}
    outcome = judge(
        "capital_filing", "17.1", facts, IN_2012, {"enterprise": {"legal_form": "limited_company"}}
    )
    assert (outcome.verdict, outcome.missing) == ("undetermined", ("other_law_sets_capital",))


FOUR_FORMS = ["individual_business", "sole_proprietorship", "partnership", "farmer_cooperative"]


@pytest.mark.parametrize("form", FOUR_FORMS)
def test_four_forms_pass_with_no_capital(form: str) -> None:
    assert verdict("17.2", IN_2012, form, registered_capital="0", first_instalment="0") == ("allowed", None)


def test_a_company_does_not_pass_with_no_capital() -> None:
    nothing = {"registered_capital": "0", "first_instalment": "0"}
    assert verdict("17.2", IN_2012, **nothing) == ("out_of_scope", "form_without_capital_limit")
    assert verdict("17.1", IN_2012, **nothing) == ("not_allowed", "registered_capital_ok")


# ---------------------------------------------------------------- 17.3


@pytest.mark.parametrize(
    ("kind", "ok"), [("6999.99", True), ("7000", True), ("7000.01", False), ("7001", False)]
)
def test_seventy_percent_may_be_non_monetary(kind: str, ok: bool) -> None:
    facts = {"registered_capital": "10000", "first_instalment": "2000", "non_monetary_contribution": kind}
    assert filing("non_monetary_ok", IN_2012, **facts) is ok
    assert filing("non_monetary_ok", "2014-02-28", **facts) is ok
    assert filing("non_monetary_ok", "2014-03-01", **facts) is True
    assert verdict("17.3", IN_2012, **facts)[0] == ("allowed" if ok else "not_allowed")


def test_the_limit_is_of_the_whole_capital_and_exact_to_the_fen() -> None:
    assert filing("non_monetary_maximum", IN_2012, registered_capital="1000000") == "700000.00"
    odd = {"registered_capital": "0.99", "non_monetary_contribution": "0.69"}
    assert filing("non_monetary_ok", IN_2012, **odd) is True  # 0.693
    assert filing("non_monetary_ok", IN_2012, **{**odd, "non_monetary_contribution": "0.70"}) is False


NAMED = ["money", "goods", "land_use_right", "equity", "claim", "intellectual_property", "forest_right"]
FORBIDDEN = ["labour", "credit", "personal_name", "goodwill", "franchise", "encumbered_property"]


@pytest.mark.parametrize(("kinds", "ok"), [(NAMED, True), (FORBIDDEN, False)])
def test_kinds_of_contribution(kinds: list[str], ok: bool) -> None:
    found = [calc("contribution", "contribution_kind_ok", {"contribution_kind": k}, IN_2012) for k in kinds]
    assert found == [ok] * len(kinds)


def test_sea_use_rights_only_in_pilot_areas() -> None:
    def allowed(**facts: Any) -> Any:
        return calc(
            "contribution", "contribution_kind_ok", {"contribution_kind": "sea_use_right", **facts}, IN_2012
        )

    assert allowed(in_sea_use_pilot_area=True) is True
    assert allowed(in_sea_use_pilot_area=False) is False
    assert allowed() == ("missing", "in_sea_use_pilot_area")
