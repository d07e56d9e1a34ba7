"""Facts by two times, against a naive model that replays every day; and the declared precedence."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhiwei import rulebook
from zhiwei.platform.subjects.sources import sources
from zhiwei.platform.subjects.timeline import Statement, choose, corrected, repeated, standing

FIRST = date(2012, 1, 1)
DAYS = 12


def day(offset: int) -> date:
    return FIRST + timedelta(days=offset)


days = st.integers(0, DAYS - 1).map(day)


@st.composite
def statements(draw: st.DrawFn) -> list[Statement]:
    """What one source said of one fact, in the order in which it was recorded."""
    said: list[Statement] = []
    for order in range(1, draw(st.integers(1, 7)) + 1):
        received = draw(days)
        holds = draw(st.none() | days)
        same_day = any(s.received_on == received and s.holds_from == holds for s in said)
        recorded = max([received, *(s.known_from for s in said)]) if same_day else received
        said.append(
            Statement(
                "employees", "", "tax",
                draw(st.sampled_from(["known", "known", "known", "refused", "not_applicable", "withdrawn"])),
                draw(st.integers(0, 3)), holds, recorded, received, draw(st.none() | days), "", order,
            )
        )  # fmt: skip
    return said


def replayed(said: list[Statement], as_of: date, known_on: date) -> Statement | None:
    """Day by day: what is known by then is written on a calendar, later words over earlier ones."""
    known = [s for s in said if s.known_from <= known_on]
    known.sort(key=lambda s: (s.received_on, s.known_from, s.order))
    calendar: dict[date, Statement] = {}
    begins: dict[date, date] = {}
    for statement in known:
        for offset in range(DAYS):
            there = day(offset)
            if statement.holds_from is None:
                calendar[there], begins[there] = statement, date.min
            elif there >= statement.holds_from and begins.get(there, date.min) <= statement.holds_from:
                calendar[there], begins[there] = statement, statement.holds_from
    found = calendar.get(as_of)
    if found is None or found.status == "withdrawn":
        return None
    return None if found.expires_on and found.expires_on < as_of else found


@given(statements(), days, days)
def test_two_times_equal_a_replay_of_the_calendar(said: list[Statement], as_of: date, known_on: date) -> None:
    assert standing(said, as_of, known_on) == replayed(said, as_of, known_on)


@given(statements(), days, st.randoms())
def test_the_order_of_reading_does_not_matter(said: list[Statement], as_of: date, random: object) -> None:
    mixed = list(said)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert standing(mixed, as_of, None) == standing(said, as_of, None)


@given(statements(), days)
def test_what_was_known_stays_as_it_was_known(said: list[Statement], as_of: date) -> None:
    """A statement recorded later never changes what an earlier day knew."""
    for known_on in map(day, range(DAYS)):
        before = [s for s in said if s.known_from <= known_on]
        assert standing(said, as_of, known_on) == standing(before, as_of, known_on)


@given(statements())
def test_saying_the_last_word_again_is_a_repetition(said: list[Statement]) -> None:
    last = said[-1]
    assert repeated(said, last) is not None
    assert corrected(said, last) is not None


@given(st.lists(st.sampled_from(sorted(sources().entries)), min_size=1, unique=True), st.data())
def test_an_assertion_goes_before_a_refusal_then_precedence(codes: list[str], data: st.DataObject) -> None:
    ones = [
        Statement("revenue", "2011", code, data.draw(st.sampled_from(["known", "refused"])), 1, None, FIRST, FIRST,
                  None, "", i)
        for i, code in enumerate(codes, 1)
    ]  # fmt: skip
    order = sources().precedence("revenue")
    choice = choose(ones, order)
    assert choice is not None
    asserting = [s.source for s in ones if s.status == "known"] or codes
    assert choice.used.source == min(asserting, key=order.order.index)
    assert not choice.conflicting


def test_every_fact_with_a_declared_order_is_in_the_rulebook() -> None:
    known = {v.name for e in rulebook().entities.values() for v in e.facts.values()}
    assert set(sources().facts) <= known
    for name, precedence in sources().facts.items():
        assert set(precedence.order) == set(sources().entries), name
        assert precedence.zh
        assert precedence.en


@pytest.mark.parametrize(
    ("fact", "first"),
    [
        ("legal_form", "registration"),
        ("revenue", "statistics"),
        ("taxable_income", "tax"),
        ("high_tech_certified", "science"),
    ],
)
def test_whose_word_goes_first(fact: str, first: str) -> None:
    assert sources().precedence(fact).order[0] == first
    assert sources().precedence(fact).order[-1] == "self"
