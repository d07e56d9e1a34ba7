"""21.2: the two tests of the local matching support of design bases."""

from __future__ import annotations

from typing import Any

import pytest

from tests.policy.procedure import calc, judge

DAY = "2014-12-31"


def match(first: str, second: str, third: str, readings: dict[str, str] | None = None, **more: Any) -> Any:
    facts = {"local_match": third, "local_match@2013": second, "local_match@2012": first, **more}
    return judge("design_base", "21.2/match", facts, DAY, readings=readings or {})


@pytest.mark.parametrize(
    ("years", "deciding"),
    [
        (("7518797", "9774436.10", "12706766.93"), None),  # sum 30,000,000.03
        (("7500000", "9750000", "12675000"), "local_match_sum_met"),  # 30 % twice: 29,925,000
        (("7500000", "11250000", "16875000"), None),  # 50 % twice: 35,625,000
        (("10000000", "12999000", "20000000"), "local_match_growth_met"),  # 1.2999
        (("10000000", "13000000", "20000000"), None),
        (("8000000", "10399999.99", "20000000"), "local_match_growth_met"),  # 29.99999988 %
        (("8000000", "10400000", "13520000"), None),
        (("8000000", "10400000", "13519999.99"), "local_match_growth_met"),
    ],
)
def test_21_2_both_tests(years: tuple[str, str, str], deciding: str | None) -> None:
    found = match(*years)
    assert (found.verdict, found.deciding) == ("complied" if deciding is None else "breached", deciding)


@pytest.mark.parametrize(
    ("third", "enough"), [("9999999.99", False), ("10000000", True), ("10000000.01", True)]
)
def test_21_2_the_sum_reaches_three_times_the_grant(third: str, enough: bool) -> None:
    facts = {"local_match": third, "local_match@2013": "10000000", "local_match@2012": "10000000"}
    assert calc("design_base", "local_match_sum_met", facts, DAY) is enough


def test_21_2_all_bases_together_in_the_other_reading() -> None:
    readings = {"match_total_reading": "all_bases"}  # 12 grants of 10 million, three times: 360 million
    years = ("8000000", "10400000", "13520000")  # 31.92 million
    assert match(*years, readings, other_bases_match="328080000").verdict == "complied"
    assert match(*years, readings, other_bases_match="328079999.99").deciding == "local_match_sum_met"


def test_21_2_first_year_is_advice() -> None:
    # 30,000,000 / 3.99 = 7,518,796.9924…, to the next fen
    assert calc("design_base", "first_year_match_needed", {}, DAY) == "7518797.00"


def test_21_2_a_missing_year_is_named() -> None:
    found = judge("design_base", "21.2/match", {"local_match": "1", "local_match@2013": "1"}, DAY)
    assert found.verdict == "breached"  # no growth between the two known years
    found = judge(
        "design_base", "21.2/match", {"local_match": "13000000", "local_match@2013": "10000000"}, DAY
    )
    assert (found.verdict, found.missing) == ("undetermined", ("local_match@2012",))


@pytest.mark.parametrize(
    ("before", "verdict"), [(0, "entitled"), (11, "entitled"), (12, "not_entitled"), (13, "not_entitled")]
)
def test_21_2_a_thirteenth_base_is_refused(before: int, verdict: str) -> None:
    found = judge("design_base", "21.2/grant", {"design_bases_before": before}, DAY)
    assert found.verdict == verdict
    if verdict == "entitled":
        assert found.amount is not None
        assert found.amount.value == 10_000_000_00
    else:
        assert found.deciding == "design_base_place_left"
