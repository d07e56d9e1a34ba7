"""On any facts whatever: no crash, no number where a needed fact is missing, nothing taken back by a further fact."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engine import meadowland, smallholding
from tests.engine.mills import DECIDED, DECLINED
from tests.engine.random_rules import CONDITIONS, MONEY, Made, source
from tests.engine.smallholding import AS_OF, filed
from tests.engine.test_engines_equal import MILLS
from tests.engine.test_missing_exact import partial_facts
from zhiwei.engine.errors import InputError
from zhiwei.engine.outcome import VERDICTS

BOOK = meadowland.book()
RULES = tuple(v for e, v in BOOK.data.rules if e == "mill")
STATUSES = (
    "known",
    "missing",
    "not_applicable",
    "not_in_force",
    "unknown_law",
    "no_decision_filed",
    "not_offered",
)
DAYS = st.sampled_from(
    [
        "1999-12-31",
        "2000-01-01",
        "2001-01-01",
        "2005-06-30",
        "2009-12-31",
        "2010-01-01",
        "2019-12-31",
        "2020-01-01",
    ]
)
LAWS = st.fixed_dictionaries(
    {
        "as_of": DAYS,
        "known_on": st.one_of(st.none(), DAYS),
        "division": st.sampled_from([None, "10", "111", "12"]),
        "decisions": st.sampled_from([(), (DECIDED,), (DECLINED,), (DECIDED, DECLINED | {"division": "11"})]),
    }
)
ODD = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8), st.dates(), st.just("无"), st.just("拒绝"),
    st.sampled_from(["1e9", "-0", "50%", "9999-12-31", "0001-01-01", "10", "rye", "黑麦", "是", "1e-3", "0.01"]),
    st.dictionaries(st.sampled_from(["value", "status", "period", "source"]), st.sampled_from([1, "2004", "refused", "not_applicable"]), max_size=3),
    st.lists(st.integers(), max_size=2),
)  # fmt: skip
NAMES = st.sampled_from(
    [*meadowland.MILL_FACTS, "income@2004", "income@2005", "hands@2005", "", "@", "nobody"]
)


@given(st.dictionaries(NAMES, ODD, max_size=6), LAWS)
@settings(max_examples=400)
def test_odd_facts_are_answered_or_refused(facts: dict[str, Any], law: dict[str, Any]) -> None:
    try:
        answer = BOOK.answer(facts, entity="mill", **law)
        found = BOOK.calc(RULES, facts, entity="mill", **law)
    except InputError as error:
        refused = error.defects
    else:
        refused = ()
    if refused:
        assert all(d.what for d in refused)
        return
    assert all(o.verdict in VERDICTS for o in answer.measures.values())
    assert all(found[name].status in STATUSES for name in found)
    assert answer.text("zh")
    assert answer.html("en")
    assert found.to_json()


@given(
    MILLS,
    st.sets(
        st.sampled_from(
            ["income", "income@2004", "hands", "founded_on", "grain", "region", "stopped_on", "wind_only"]
        )
    ),
    LAWS,
)
@settings(max_examples=200)
def test_what_is_known_stays_whatever_else_is_learnt(
    facts: dict[str, Any], left_out: set[str], law: dict[str, Any]
) -> None:
    """Missing facts may only turn missing into something; known values and certain verdicts never change."""
    half = {k: v for k, v in facts.items() if k not in left_out and k != "division"}
    full = {k: v for k, v in facts.items() if k != "division"}
    before, after = (BOOK.calc(RULES, f, entity="mill", **law) for f in (half, full))
    for name in RULES:
        one, other = before[name], after[name]
        if one.status == "missing":
            assert one.value is None
            assert one.missing
            assert all(n in left_out or n == "division" or n.startswith("income@") for n in one.missing)
        else:
            assert (one.status, one.value) == (other.status, other.value)
        assert all(
            n == "division" or n.startswith("income@") for n in other.missing
        )  # another year than 2004
    judged, settled = (BOOK.answer(f, entity="mill", **law).measures["7.1"] for f in (half, full))
    if not judged.missing:
        assert (judged.verdict, judged.amount) == (settled.verdict, settled.amount)
    if judged.verdict == "undetermined":
        assert judged.missing
    if judged.amount is not None and judged.amount.status != "known":
        assert judged.amount.value is None


@given(MILLS, st.sets(st.sampled_from(["income", "hands", "founded_on", "grain", "wind_only"]), min_size=1))
@settings(max_examples=100)
def test_a_missing_fact_is_not_nought(facts: dict[str, Any], left_out: set[str]) -> None:
    """What is named as missing really is: two ways to fill it lead to two results, or it would not be asked."""
    half = {k: v for k, v in facts.items() if k not in left_out}
    found = BOOK.calc(RULES, half, as_of="2005-06-30", entity="mill")
    for name in ("small_mill", "has_income", "is_mill", "stop_loss"):
        if found[name].status == "missing":
            (asked,) = found[name].missing
            assert asked in left_out


@given(CONDITIONS, MONEY, partial_facts(), st.data())
@settings(max_examples=150)
def test_of_any_rule_what_is_known_stays(
    condition: Made, money: Made, facts: tuple[dict[str, Any], tuple[str, ...]], data: st.DataObject
) -> None:
    known, missing = facts
    book = smallholding.book(source("held", "Flag", condition) + source("due", "Money", money))
    before = book.calc(["held", "due"], filed(known), as_of=AS_OF, entity="plot")
    filled = {n: data.draw(st.sampled_from(smallholding.DOMAINS[n])) for n in missing}
    after = book.calc(["held", "due"], filed(known | filled), as_of=AS_OF, entity="plot")
    for name in ("held", "due"):
        assert after[name].status == "known"
        if before[name].status == "known":
            assert before[name].value == after[name].value
        else:
            assert (before[name].status, before[name].value) == ("missing", None)
            assert set(before[name].missing) <= set(missing)
