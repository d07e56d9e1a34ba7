"""Exact answers against the traced engine on random rules: conditions over several facts, rounding, tables, constraints."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engine import smallholding
from tests.engine.native.exact.draws import differences, exact_measure, exact_variable, subjects
from tests.engine.random_rules import CONDITIONS, MONEY, TABLES, Made, source, sources
from tests.engine.smallholding import AS_OF, BAD_ROWS_ARE_ROWS, DOMAINS
from tests.engine.test_missing_measures import AID

SEEDS = st.integers(0, 1000)
ROWS = 12


def check(text: str, seed: int, constrained: bool = False, **more: object) -> None:
    book = smallholding.book(text, [BAD_ROWS_ARE_ROWS] if constrained else (), **more)
    exact = exact_measure(book, AID.id, AS_OF) if more else exact_variable(book, "tried", AS_OF, "plot")
    for missing in (0.25, 0.6, 1.0):
        cases, columns = subjects(book, exact, ROWS, missing, seed, odd=0.05, usual=DOMAINS)
        assert differences(book, exact, cases, columns) == []


@given(TABLES, SEEDS)
@settings(max_examples=60, deadline=None)
def test_decision_tables_need_no_other_engine(made: Made, seed: int) -> None:
    book = smallholding.book(source("tried", "Flag", made))
    exact = exact_variable(book, "tried", AS_OF, "plot")
    cases, columns = subjects(book, exact, ROWS, 0.5, seed, odd=0.05, usual=DOMAINS)
    assert differences(book, exact, cases, columns) == []
    assert exact.fallbacks == 0


@given(CONDITIONS, SEEDS)
@settings(max_examples=120, deadline=None)
def test_any_conditions(made: Made, seed: int) -> None:
    check(source("tried", "Flag", made), seed)


@given(MONEY, SEEDS)
@settings(max_examples=120, deadline=None)
def test_any_money(made: Made, seed: int) -> None:
    check(source("tried", "Money", made), seed)


@given(CONDITIONS, SEEDS)
@settings(max_examples=60, deadline=None)
def test_under_a_constraint(made: Made, seed: int) -> None:
    read = ("and", ("compare", "<=", ("name", "bad_rows"), ("name", "rows")), made)
    check(source("tried", "Flag", read), seed, constrained=True)


@given(TABLES, CONDITIONS, CONDITIONS, MONEY, SEEDS)
@settings(max_examples=80, deadline=None)
def test_measures(inside: Made, first: Made, second: Made, due: Made, seed: int) -> None:
    parts = {"inside": inside, "first": first, "second": second, "due": due}
    text = sources(parts)
    check(text, seed, AID=AID)


def test_an_amount_on_a_limit_is_the_amount_all_the_same() -> None:
    # Where the rent is just the limit, what is due is the limit and the rent: the debt has no part in it.
    least = ("min", ("name", "rent"), ("name", "debt"))
    apart = ("compare", "!=", ("/", least, ("name", "half")), ("min", ("name", "limit"), ("name", "debt")))
    parts = {
        "inside": ("has", "fees", ("name", "grain")), "first": ("name", "wet"),
        "second": ("or", apart, ("compare", "<", ("name", "rows"), ("name", "bad_rows"))), "due": ("name", "rent"),
    }  # fmt: skip
    for seed in range(10):
        check(sources(parts), seed, AID=AID)


def test_single_amounts_that_are_one_line_once_other_facts_are_known() -> None:
    # With rows and bad rows known the debt has no part in it; from the lowest rents on the amounts were cut for its sake.
    least = ("min", ("name", "rent"), ("name", "debt"))
    most = ("min", ("name", "limit"), ("*", ("name", "debt"), ("name", "few")))
    apart = ("compare", "!=", ("/", least, ("name", "half")), most)
    parts = {
        "inside": ("has", "fees", ("name", "grain")), "first": ("name", "wet"),
        "second": ("or", apart, ("compare", "!=", ("name", "rows"), ("name", "bad_rows"))),
        "due": ("min", ("name", "rent"), ("name", "limit")),
    }  # fmt: skip
    check(sources(parts), 0, AID=AID)


def test_a_value_below_the_single_part_that_leaves_it() -> None:
    # Of no debt the traced engine knows that it is 0 where it is not wet, and that the rent is then the most.
    grown = ("and", ("has", "fees", ("name", "grain")), ("name", "wet"))
    owed = (
        "if",
        ("or", ("compare", "!=", ("name", "debt"), ("0",)), grown),
        ("name", "rent"),
        ("name", "debt"),
    )
    parts = {
        "inside": ("not", ("compare", "==", ("name", "grain"), ("member", "rye"))),
        "first": ("if", ("name", "wet"), ("name", "wet"), ("not", ("compare", "==", ("name", "debt"), ("1",)))),
        "second": ("compare", "==", ("name", "grain"), ("member", "oats")),
        "due": ("*", ("max", owed, ("+", ("name", "rent"), ("0",))), ("name", "half")),
    }  # fmt: skip
    check(sources(parts), 0, AID=AID)


@pytest.mark.large
@given(TABLES, CONDITIONS, CONDITIONS, MONEY, SEEDS)
@settings(max_examples=800, deadline=None)
def test_many_measures(inside: Made, first: Made, second: Made, due: Made, seed: int) -> None:
    parts = {"inside": inside, "first": first, "second": second, "due": due}
    text = sources(parts)
    check(text, seed, AID=AID)
