"""Answers that were learned are those that diagrams give, however often a row like it comes and whatever is forgotten."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engine import meadowland, smallholding
from tests.engine.native.exact.draws import differences, exact_measure, exact_variable, subjects
from tests.engine.random_rules import CONDITIONS, MONEY, TABLES, Made, sources
from tests.engine.smallholding import AS_OF, BAD_ROWS_ARE_ROWS, DOMAINS
from tests.engine.test_missing_measures import AID
from zhiwei.engine.native.columns import FactColumn
from zhiwei.engine.native.exact import fields, idle, task
from zhiwei.engine.native.exact.given import Given

SEEDS = st.integers(0, 1000)


@given(TABLES, CONDITIONS, CONDITIONS, MONEY, SEEDS)
@settings(max_examples=40, deadline=None)
def test_many_rows_of_one_measure_under_a_constraint(
    inside: Made, first: Made, second: Made, due: Made, seed: int
) -> None:
    read = ("and", ("compare", "<=", ("name", "bad_rows"), ("name", "rows")), first)
    parts = {"inside": inside, "first": read, "second": second, "due": due}
    text = sources(parts)
    exact = exact_measure(smallholding.book(text, [BAD_ROWS_ARE_ROWS], AID=AID), AID.id, AS_OF)
    for turn in range(3):  # the later ones find most answers learned
        cases, columns = subjects(exact.book, exact, 40, 0.4, seed + turn, odd=0.05, usual=DOMAINS)
        assert differences(exact.book, exact, cases, columns) == []


def test_equal_rows_are_worked_out_once() -> None:
    exact = exact_variable(meadowland.book(), "toll", "2005-06-30", "mill")
    income = FactColumn(np.array([5_000_00.0] * 100 + [9_000_00.0] * 100), np.zeros(200, np.uint8))
    hands = FactColumn(np.full(200, 3.0), np.ones(200, np.uint8))
    found = exact.answer({"income": income, "hands": hands}, np.arange(200))
    assert found.status.tolist() == [1] * 200
    (used,) = exact._usual.idle
    assert used.header[fields.NOW] <= 2 * fields.TOGETHER


def test_numbers_are_of_each_row_though_the_answer_is_learned() -> None:
    exact = exact_variable(meadowland.book(), "toll", "2005-06-30", "mill")
    income = np.arange(2_000_00, 2_000_00 + 500) * 10
    found = exact.answer(
        {"income": FactColumn(income), "hands": FactColumn(np.full(500, 11))}, np.arange(500)
    )
    assert found.value.tolist() == (income // 10).tolist()


@pytest.mark.parametrize("room", [8, 64, 512])
def test_a_tree_without_room_is_grown_then_shut_then_forgotten(
    monkeypatch: pytest.MonkeyPatch, room: int
) -> None:
    monkeypatch.setattr(task, "FIRST_TREE", 8)
    monkeypatch.setattr(task, "LARGEST_TREE", room)
    book = meadowland.book()
    exact = exact_measure(book, "7.1", "2005-06-30")
    for seed in range(4):
        cases, columns = subjects(book, exact, 150, 0.3, seed)
        assert differences(book, exact, cases, columns) == []


def test_tasks_of_many_laws_do_not_pile_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(idle, "MOST", 2)
    made = [exact_variable(meadowland.book(), "toll", "2005-06-30", "mill") for _ in range(4)]
    for _ in range(2):
        for exact in made:
            assert exact.answer({}, np.arange(3)).status.tolist() == [1] * 3
    assert [len(exact._usual.idle) for exact in made] == [0, 0, 1, 1]


def test_questions_about_another_table_are_dropped() -> None:
    """What a task was not told of the last table names rows of it; the next table has others, or fewer."""
    exact = exact_variable(meadowland.book(), "toll", "2005-06-30", "mill")
    exact.answer({}, np.arange(100))
    (used,) = exact._usual.idle
    used._pending[:3] = 17, used.node(0), 99
    used.header[fields.PENDING_SEEN] = 1
    lent = exact.lend(Given({}), exact._empty(3))
    assert lent is used
    assert lent.pending() == []
