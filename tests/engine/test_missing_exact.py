"""The exact missing set: a fact is named if, and only if, two completions that differ in it alone differ in the result.

Every completion of finite facts is tried with an interpreter that shares nothing with the engine.
"""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engine import smallholding
from tests.engine.random_rules import CONDITIONS, MONEY, TABLES, Made, interpret, source, to_the_fen
from tests.engine.smallholding import AS_OF, BAD_ROWS_ARE_ROWS, DOMAINS, completions, filed, that_matter

MOST_MISSING = 4


@st.composite
def partial_facts(draw: st.DrawFn) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Known values of some facts, and the names of the few that are missing."""
    missing = draw(st.lists(st.sampled_from(sorted(DOMAINS)), unique=True, max_size=MOST_MISSING))
    known = {n: draw(st.sampled_from(d)) for n, d in DOMAINS.items() if n not in missing}
    return known, tuple(missing)


def outcomes(
    made: Made, known: dict[str, Any], missing: tuple[str, ...], gives: str
) -> dict[tuple[Any, ...], Any]:
    """The result of every completion, by the independent interpreter."""
    found = {}
    for full in completions(known, missing):
        result = interpret(made, full)
        found[tuple(full[n] for n in missing)] = to_the_fen(result) if gives == "Money" else result
    return found


def engine(text: str, known: dict[str, Any], constraints: Any = ()) -> tuple[str, Any, tuple[str, ...]]:
    """Status, value and missing facts of ``tried``."""
    found = smallholding.book(text, constraints).calc(["tried"], filed(known), as_of=AS_OF, entity="plot")[
        "tried"
    ]
    return found.status, found.value, found.missing


def check(
    text: str,
    known: dict[str, Any],
    results: dict[tuple[Any, ...], Any],
    missing: tuple[str, ...],
    exact: bool,
) -> None:
    """The engine's word against all completions: always sound, and exact where that is promised."""
    status, value, named = engine(text, known)
    seen = {(type(r) is bool, r) for r in results.values()}
    matter = that_matter(results, missing)
    if len(seen) == 1 and (exact or status == "known"):
        assert (status, (type(value) is bool, value), named) == ("known", *seen, ())
        return
    assert status == "missing"
    assert set(matter) <= set(named) <= set(missing)
    if exact:
        assert named == matter


@given(TABLES, partial_facts())
@settings(max_examples=150)
def test_decision_tables(made: Made, facts: tuple[dict[str, Any], tuple[str, ...]]) -> None:
    known, missing = facts
    check(source("tried", "Flag", made), known, outcomes(made, known, missing, "Flag"), missing, exact=True)


@given(TABLES, TABLES, partial_facts())
@settings(max_examples=75)
def test_decision_tables_over_a_variable(
    inner: Made, outer: Made, facts: tuple[dict[str, Any], tuple[str, ...]]
) -> None:
    """One rule reads the other twice: the two readings belong together."""
    known, missing = facts
    both = ("if", ("name", "inner"), outer, ("and", ("not", ("name", "inner")), outer))
    text = source("inner", "Flag", inner) + source("tried", "Flag", both, {"inner": "Flag"})
    whole = ("if", inner, outer, ("and", ("not", inner), outer))
    check(text, known, outcomes(whole, known, missing, "Flag"), missing, exact=True)


@given(CONDITIONS, partial_facts())
@settings(max_examples=150)
def test_any_conditions_are_sound(made: Made, facts: tuple[dict[str, Any], tuple[str, ...]]) -> None:
    known, missing = facts
    check(source("tried", "Flag", made), known, outcomes(made, known, missing, "Flag"), missing, exact=False)


@given(MONEY, partial_facts())
@settings(max_examples=150)
def test_any_money_is_sound(made: Made, facts: tuple[dict[str, Any], tuple[str, ...]]) -> None:
    known, missing = facts
    check(
        source("tried", "Money", made), known, outcomes(made, known, missing, "Money"), missing, exact=False
    )


@given(TABLES, partial_facts())
@settings(max_examples=75)
def test_decision_tables_under_a_constraint(
    made: Made, facts: tuple[dict[str, Any], tuple[str, ...]]
) -> None:
    """Bad rows are rows: only completions that keep to it count. Both facts are read, so that both stand in the plan."""
    known, missing = facts
    read = ("and", ("compare", "<=", ("name", "bad_rows"), ("name", "rows")), made)
    results = {
        key: result
        for key, result in outcomes(read, known, missing, "Flag").items()
        if {**known, **dict(zip(missing, key, strict=True))}["bad_rows"]
        <= {**known, **dict(zip(missing, key, strict=True))}["rows"]
    }
    if not results:
        return
    status, value, named = engine(source("tried", "Flag", read), known, [BAD_ROWS_ARE_ROWS])
    matter = that_matter(results, missing)
    if len(set(results.values())) == 1:
        assert (status, {value}, named) == ("known", set(results.values()), ())
    else:
        assert status == "missing"
        assert set(matter) <= set(named)
        assert value is None
