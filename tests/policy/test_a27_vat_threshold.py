"""27.6: the VAT threshold with its true scope, its boundary by year, and its effect on the whole amount."""

from __future__ import annotations

from typing import Any

import pytest

from tests.policy.tax_table import book, calc, outcome, value

COMPANY = {"legal_form": "limited_company", "vat_taxpayer_kind": "small_scale"}
PERSON = {"legal_form": "individual_business", "vat_taxpayer_kind": "small_scale"}

INCLUSIVE = [
    # first day, last day, limit in yuan; the number itself is exempt
    ("2014-10-01", "2018-12-31", 30_000),
    ("2019-01-01", "2021-03-31", 100_000),
    ("2021-04-01", "2022-12-31", 150_000),
    ("2023-01-01", "2025-12-31", 100_000),
]


def exempt(day: str, sales: str, who: dict[str, Any]) -> object:
    return value("vat_exempt", day, who | {"monthly_sales": sales})


@pytest.mark.parametrize("day", ["2011-11-01", "2012-06-30", "2013-07-31"])
def test_sentence_27_6_individuals_below_20000(day: str) -> None:
    """27.6: 19,999.99 no VAT; 20,000.00 VAT on the whole amount."""
    for who in (PERSON, {"legal_form": "individual_business"}, {"legal_form": "other_individual"}):
        assert exempt(day, "19999.99", who) is True
        assert exempt(day, "20000.00", who) is False
        assert exempt(day, "20000.01", who) is False


@pytest.mark.parametrize(
    ("day", "sales", "taxed"),
    [
        ("2012-06-30", "19999.99", 0),
        ("2012-06-30", "20000.00", 20_000_00),  # not what lies above the threshold, which is nothing
        ("2012-06-30", "20000.01", 20_000_01),
        ("2014-10-01", "30000.00", 0),
        ("2014-10-01", "30000.01", 30_000_01),
        ("2026-01-01", "99999.99", 0),
        ("2026-01-01", "100000.00", 100_000_00),
    ],
)
def test_sentence_27_6_the_whole_amount_is_taxed(day: str, sales: str, taxed: int) -> None:
    """27.6: 20,000.00 means VAT on the whole amount: a threshold, not an allowance."""
    assert value("vat_taxable_sales", day, PERSON | {"monthly_sales": sales}) == taxed


def test_sentence_27_6_a_company_is_out_of_scope() -> None:
    """27.6: a company with 15,000 in June 2012 has no relief; the threshold is for individuals (细则第三十七条)."""
    found = outcome("27.6", "2012-06-30", COMPANY | {"monthly_sales": "15000"})
    assert (found.verdict, found.deciding, found.missing) == ("out_of_scope", "vat_relief_reaches_seller", ())
    assert "增值税暂行条例实施细则#三十七" in found.measure.cites
    assert exempt("2012-06-30", "15000", COMPANY) is False


@pytest.mark.parametrize(("sales", "verdict"), [("19999.99", "entitled"), ("20000.00", "not_entitled")])
def test_sentence_27_6_as_a_measure(sales: str, verdict: str) -> None:
    assert outcome("27.6", "2012-06-30", PERSON | {"monthly_sales": sales}).verdict == verdict


@pytest.mark.parametrize("day", ["2013-08-01", "2014-09-30"])
def test_two_scopes_with_two_boundaries(day: str) -> None:
    """财税〔2013〕52号: enterprises up to 20,000, the number included; individuals keep the threshold."""
    for sales, company, person in (
        ("19999.99", True, True),
        ("20000.00", True, False),
        ("20000.01", False, False),
    ):
        assert exempt(day, sales, COMPANY) is company
        assert exempt(day, sales, PERSON) is person
    assert exempt(day, "100.00", COMPANY | {"vat_taxpayer_kind": "general"}) is False


@pytest.mark.parametrize(("first", "last", "limit"), INCLUSIVE)
def test_one_inclusive_limit_for_all_small_scale_taxpayers(first: str, last: str, limit: int) -> None:
    for day in (first, last):
        for who in (COMPANY, PERSON, {"legal_form": "other_individual"}):
            assert exempt(day, f"{limit - 1}.99", who) is True
            assert exempt(day, f"{limit}.00", who) is True
            assert exempt(day, f"{limit}.01", who) is False
        assert exempt(day, "100.00", COMPANY | {"vat_taxpayer_kind": "general"}) is False


@pytest.mark.parametrize("day", ["2026-01-01", "2026-11-23", "2027-12-31"])
def test_from_2026_reaching_the_threshold_is_taxed_again(day: str) -> None:
    """增值税法第二十三条: exactly 100,000 is exempt in 2025 and taxed in 2026."""
    for who in (COMPANY, PERSON):
        assert exempt(day, "99999.99", who) is True
        assert exempt(day, "100000.00", who) is False
        assert exempt(day, "100000.01", who) is False


@pytest.mark.parametrize(
    ("day", "status"),
    [("2011-10-31", "not_in_force"), ("2028-01-01", "unknown_law"), ("2030-06-30", "unknown_law")],
)
def test_outside_the_known_law(day: str, status: str) -> None:
    assert exempt(day, "15000", PERSON) == status
    assert outcome("27.6", day, PERSON | {"monthly_sales": "15000"}).verdict == status


@pytest.mark.parametrize("day", ["2011-11-01", "2012-06-30", "2014-10-01", "2025-12-31"])
def test_sentence_27_6_by_occasion(day: str) -> None:
    """27.6: 500 by occasion or day, individuals only, without a break to 2025; reaching it is taxed."""
    for sales, relieved in (("499.99", True), ("500.00", False), ("500.01", False)):
        facts = {"legal_form": "other_individual", "transaction_sales": sales}
        assert value("vat_exempt_by_occasion", day, facts) is relieved
        assert outcome("27.6/occasion", day, facts).verdict == ("entitled" if relieved else "not_entitled")
    assert outcome("27.6/occasion", day, COMPANY | {"transaction_sales": "1"}).verdict == "out_of_scope"


def test_the_threshold_by_occasion_is_unknown_from_2026() -> None:
    facts = {"legal_form": "other_individual", "transaction_sales": "499.99"}
    assert outcome("27.6/occasion", "2026-01-01", facts).verdict == "unknown_law"


@pytest.mark.parametrize(
    ("day", "missing"),
    [
        ("2012-06-30", ("legal_form",)),
        ("2013-08-01", ("legal_form", "vat_taxpayer_kind")),
        ("2014-10-01", ("legal_form", "vat_taxpayer_kind")),
        ("2026-01-01", ("legal_form", "vat_taxpayer_kind")),
    ],
)
def test_the_facts_that_still_matter(day: str, missing: tuple[str, ...]) -> None:
    assert calc("vat_exempt", day, {"monthly_sales": "15000"}) == ("missing", None, missing)
    assert exempt(day, "150000.01", {}) is False


def test_zhejiang_chose_the_top_of_the_national_range() -> None:
    """财政部令第65号: 5,000 to 20,000 a month, 300 to 500 an occasion."""
    parameters = book().data.parameters
    fen = {n: parameters[f"vat_threshold_{n}"].values[0].value for n in ("month_low", "month", "month_high")}
    assert fen == {"month_low": 500_000, "month": 2_000_000, "month_high": 2_000_000}
    fen = {
        n: parameters[f"vat_threshold_{n}"].values[0].value
        for n in ("occasion_low", "occasion", "occasion_high")
    }
    assert fen == {"occasion_low": 30_000, "occasion": 50_000, "occasion_high": 50_000}


@pytest.mark.parametrize(
    ("day", "turnover", "company", "person"),
    [
        ("2011-10-31", "100", "not_in_force", "not_in_force"),
        ("2011-11-01", "19999.99", False, True),
        ("2013-07-31", "20000.00", False, False),
        ("2013-08-01", "20000.00", True, False),
        ("2014-09-30", "20000.01", False, False),
        ("2014-10-01", "30000.00", True, True),
        ("2016-04-30", "30000.01", False, False),
        ("2016-05-01", "30000.00", "not_in_force", "not_in_force"),
    ],
)
def test_business_tax_went_the_same_way(day: str, turnover: str, company: object, person: object) -> None:
    assert value("business_tax_exempt", day, COMPANY | {"monthly_turnover": turnover}) == company
    assert value("business_tax_exempt", day, PERSON | {"monthly_turnover": turnover}) == person


def test_business_tax_was_levied_before_its_threshold_rose() -> None:
    """营业税暂行条例实施细则, in force 2009-01-01 to 2016-04-30; 财政部令第65号 only changed the threshold in 2011."""
    (levied,) = book().data.parameters["business_tax_window"].values
    assert (levied.starts.isoformat(), levied.ends.isoformat()) == ("2009-01-01", "2016-04-30")
