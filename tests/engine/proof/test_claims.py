"""Claims on Meadowland and on sabotaged versions of it: what holds is proved, what does not is refuted by a case."""

from __future__ import annotations

from typing import Any

import pytest

from tests.engine import meadowland, written
from zhiwei.engine import Rulebook
from zhiwei.engine.errors import LoadError
from zhiwei.engine.proof.claims import Always, Claim, ExactlyOne, Monotone, Notch, Notches, SameLaw, Settled
from zhiwei.engine.proof.findings import Finding, traced
from zhiwei.engine.proof.prove import prove

DAY = "2005-06-30"
TOLL = "(income: Money, toll_rate: Rate, free_income: Money) -> Money"


def found(book: Rulebook, kind: type[Claim], day: str = DAY, **more: Any) -> Finding:
    claim = kind(id="it", zh="试", en="tried", cites=("1.1",), as_of=day, entity="mill", **more)
    return prove(book, claim, 20)


@pytest.fixture(scope="module")
def book() -> Rulebook:
    return meadowland.book()


def test_an_amount_that_is_never_negative(book: Rulebook) -> None:
    assert found(book, Always, holds="toll >= 0").outcome == "proved"


def test_an_amount_that_may_be_negative(book: Rulebook) -> None:
    finding = found(book, Always, holds="growth >= 0", of=("growth",))
    assert finding.outcome == "refuted"
    assert finding.counterexample is not None
    (subject,) = finding.counterexample.subjects
    assert traced(book, "mill", ("growth",), subject)["growth"] < 0
    assert set(subject.facts) == {"income", "income@2004"}
    assert subject.shows["growth"].startswith("-")


def test_a_claim_about_nobody_says_nothing(book: Rulebook) -> None:
    assert found(book, Always, holds="toll >= 0", given="income > 0 and income < 0").outcome == "empty"


def test_a_law_not_in_force_proves_nothing(book: Rulebook) -> None:
    assert found(book, Always, day="1999-06-30", holds="grain_due >= 0").outcome == "empty"


def test_a_declared_constraint_is_kept(book: Rulebook) -> None:
    assert found(book, Always, holds="bad_sacks <= sacks").outcome == "proved"
    assert found(book, Always, holds="bad_sacks < sacks").outcome == "refuted"


def test_monotone(book: Rulebook) -> None:
    assert found(book, Monotone, variable="toll", fact="income").outcome == "proved"


def test_a_sabotaged_toll_that_falls_is_refuted() -> None:
    sabotaged = written.book(TOLL, "if income <= free_income:\n    return income * toll_rate\nreturn 0")
    finding = found(sabotaged, Monotone, variable="tried", fact="income")
    assert finding.outcome == "refuted"
    assert finding.counterexample is not None
    less, more = (traced(sabotaged, "mill", ("tried",), s)["tried"] for s in finding.counterexample.subjects)
    assert less > more


def test_the_notch_of_the_toll(book: Rulebook) -> None:
    # Up to 1,000.00 nothing, then a tenth of all: 100.00 at once; 1,111.11 less 111.11 is 1,000.00 again.
    listed = (Notch("1000.00", "100.00", "1111.10"),)
    finding = found(book, Notches, fact="income", less=("toll",), notches=listed)
    assert (finding.outcome, finding.notches) == ("proved", listed)


def test_a_wrong_list_of_notches_is_refuted(book: Rulebook) -> None:
    finding = found(book, Notches, fact="income", less=("toll",), notches=())
    assert finding.outcome == "refuted"
    assert finding.note == "found: 1000.00 (-100.00, to 1111.10)"
    assert finding.counterexample is not None
    assert [s.facts["income"] for s in finding.counterexample.subjects] == ["1000.00", "1000.01"]
    assert [s.shows["toll"] for s in finding.counterexample.subjects] == ["0.00", "100.00"]


def test_a_declared_notch_that_is_not_there_is_refuted() -> None:
    smooth = written.book(TOLL, "return max(0, income - free_income) * toll_rate")
    declared = (Notch("1000.00", "100.00", "1111.10"),)
    finding = found(smooth, Notches, fact="income", less=("tried",), notches=declared)
    assert (finding.outcome, finding.notches) == ("refuted", ())
    assert finding.note == "declared, not found: 1000.00 (-100.00, to 1111.10)"


def test_a_grant_moves_the_notch(book: Rulebook) -> None:
    # 1,500.00 at 1,000.00; one fen more is 1,000.01 - 100.00 + 500.01 (rounded half up) = 1,400.02, a fen gained.
    decision = {"division": "10", "document": "10/1", "filed_on": "2001-01-01", "sentence": "7.1",
                "from": "2001-01-01", "fills": {"share": "0.5"}}  # fmt: skip
    finding = found(
        book, Notches, fact="income", less=("toll",), plus=("7.1",), given="small_mill and not exempt and not wind_only",
        decisions=(decision,), notches=None,
    )  # fmt: skip
    # A tenth off and a half on is 1.4 times: 1,071.42 comes to 1,499.99, and 1,071.43 to 1,500.00.
    assert finding.outcome == "proved"
    assert finding.notches == (Notch("1000.00", "99.99", "1071.42"),)


def test_a_variable_that_always_has_a_value(book: Rulebook) -> None:
    assert found(book, Settled, variable="toll").outcome == "proved"


def test_a_hole_in_a_table_is_found(book: Rulebook) -> None:
    finding = found(book, Settled, variable="regional_grain")
    assert finding.outcome == "refuted"
    assert finding.counterexample is not None
    assert finding.counterexample.subjects[0].facts["region"] in ("20", "99")
    assert found(book, Settled, variable="regional_grain", allowed=("not_applicable",)).outcome == "proved"


def test_conditions_of_which_one_holds(book: Rulebook) -> None:
    halves = ("hands < small_hands", "hands >= small_hands")
    assert found(book, ExactlyOne, conditions=halves).outcome == "proved"
    overlap = ("hands <= small_hands", "hands >= small_hands")
    finding = found(book, ExactlyOne, conditions=overlap)
    assert finding.outcome == "refuted"
    assert finding.counterexample is not None
    assert finding.counterexample.subjects[0].facts["hands"] == 10
    gap = ("hands < small_hands", "hands > small_hands")
    assert found(book, ExactlyOne, conditions=gap).outcome == "refuted"


def test_every_admissible_local_decision_keeps_the_bound(book: Rulebook) -> None:
    half = "income * bridge_share <= income / (1 + 1)"
    assert found(book, Always, holds=half, given="income >= 0", any_decision=True).outcome == "proved"


def test_a_local_decision_is_part_of_the_counterexample(book: Rulebook) -> None:
    finding = found(
        book, Always, holds="bridge_grant < income / (1 + 1)", given="income == much", constants={"much": "1000000"},
        any_decision=True,
    )  # fmt: skip
    assert finding.outcome == "refuted"
    assert finding.counterexample is not None
    (subject,) = finding.counterexample.subjects
    assert [d["fills"] for d in subject.decisions] == [{"share": "0.5"}]
    assert subject.shows["bridge_grant"] == "500000.00"


def test_no_decision_is_no_counterexample(book: Rulebook) -> None:
    assert found(book, Always, holds="bridge_grant > 0", given="income > 1").outcome == "empty"


def test_two_days_of_the_same_law(book: Rulebook) -> None:
    assert (
        found(book, SameLaw, other="2006-06-30", variable="toll", given="not small_mill").outcome == "proved"
    )


def test_two_days_of_different_law(book: Rulebook) -> None:
    given = {"given": "not small_mill", "constants": {"free": "1000"}}
    finding = found(book, SameLaw, day="2009-06-30", other="2010-06-30", variable="toll", **given)
    assert finding.outcome == "refuted"
    assert finding.counterexample is not None
    first, second = finding.counterexample.subjects
    assert (first.as_of, second.as_of) == ("2009-06-30", "2010-06-30")
    assert first.shows["toll"] != second.shows["toll"]
    region = found(
        book, SameLaw, day="2009-06-30", other="2010-06-30", variable="toll", outside="income > free", **given
    )
    assert region.outcome == "proved"


def test_a_region_too_wide_is_said(book: Rulebook) -> None:
    finding = found(
        book, SameLaw, other="2006-06-30", variable="toll", given="not small_mill", outside="income > 0"
    )
    assert (finding.outcome, finding.note) == ("empty", "the law is the same inside the region too")


def test_a_function_that_cannot_be_encoded_is_named() -> None:
    two = written.book(
        "(founded_on: Date, hands: Count) -> Date", "return add_months(founded_on, hands)",
        header='@rule(entity="mill", zh="试", en="tried", cites=("1.1",))\n',
    )  # fmt: skip
    finding = found(two, Settled, variable="tried")
    assert (finding.outcome, finding.note) == ("not_provable", "add_months of two moving arguments")


def test_a_budget_that_ends_is_unknown(book: Rulebook) -> None:
    claim = Always(id="it", zh="试", en="tried", cites=(), as_of=DAY, entity="mill", holds="toll >= 0")
    finding = prove(book, claim, 0)
    assert (finding.outcome, finding.note) == ("unknown", "the time budget ended")


@pytest.mark.parametrize(
    ("holds", "says"),
    [
        ("tol >= 0", "unknown name tol"),
        ("toll >= 2", "literal 2"),
        ("toll", "not a condition"),
        ("toll >= ", "syntax"),
    ],
)
def test_a_condition_that_cannot_be_read(book: Rulebook, holds: str, says: str) -> None:
    with pytest.raises(LoadError, match=says):
        found(book, Always, holds=holds)
