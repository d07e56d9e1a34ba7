"""14.3, 16.2, 16.3, 21.2, 26.4, 31.4, 36.2: the numbers that the Opinions set for the province."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tests.policy.procedure import calc, judge

DAY = "2012-12-31"


@pytest.mark.parametrize(
    ("measure", "fact", "count", "met", "progress"),
    [
        ("14.3/target", "demonstration_bases_supported", 99, False, Fraction(99, 100)),
        ("14.3/target", "demonstration_bases_supported", 100, True, Fraction(1)),
        ("14.3/target", "demonstration_bases_supported", 101, True, Fraction(101, 100)),
        ("16.2/target", "training_attendances", 99_999, False, Fraction(99_999, 100_000)),
        ("16.2/target", "training_attendances", 100_000, True, Fraction(1)),
        ("16.3/target", "owners_funded", 999, False, Fraction(999, 1000)),
        ("16.3/target", "owners_funded", 1000, True, Fraction(1)),
        ("16.3/target", "owners_funded", 1001, False, Fraction(1001, 1000)),
        ("21.2/target", "design_bases_supported", 11, False, Fraction(11, 12)),
        ("21.2/target", "design_bases_supported", 12, True, Fraction(1)),
        ("21.2/target", "design_bases_supported", 13, False, Fraction(13, 12)),
        ("31.4/target", "credit_loan_firms", 1999, False, Fraction(1999, 2000)),
        ("31.4/target", "credit_loan_firms", 2000, True, Fraction(1)),
        ("36.2/target", "inspections_held", 0, False, Fraction(0)),
        ("36.2/target", "inspections_held", 1, True, Fraction(1)),
    ],
)
def test_progress(measure: str, fact: str, count: int, met: bool, progress: Fraction) -> None:
    found = judge("programme", measure, {fact: count}, DAY)
    assert found.verdict == ("met" if met else "missed")
    assert found.progress is not None
    assert found.progress.value == progress
    assert found.measure.cites == (measure.partition("/")[0],)


@pytest.mark.parametrize(("firms", "short"), [(1999, 1), (2000, 0), (2500, 0)])
def test_31_4_says_by_how_much_it_was_missed(firms: int, short: int) -> None:
    assert calc("programme", "credit_loan_shortfall", {"credit_loan_firms": firms}, DAY) == short


def test_31_4_was_for_2012() -> None:
    assert (
        judge("programme", "31.4/target", {"credit_loan_firms": 2000}, "2013-01-01").verdict == "not_in_force"
    )


def test_26_4_share_of_the_transfers() -> None:
    facts = {"upgrading_transfers": "300", "upgrading_transfers_to_small": "100"}
    assert calc("programme", "upgrading_share_to_small", facts, DAY) == "1/3"
    nothing = {"upgrading_transfers": "0", "upgrading_transfers_to_small": "0"}
    assert calc("programme", "upgrading_share_to_small", nothing, DAY) == ("not_applicable",)


def test_missing_counts_are_named() -> None:
    found = judge("programme", "16.2/target", {}, DAY)
    assert (found.verdict, found.missing) == ("undetermined", ("training_attendances",))
