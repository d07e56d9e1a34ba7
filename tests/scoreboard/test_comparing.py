"""What counts as a difference, and what as left open; rows drawn; a difference as a file of facts."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from benchmarks.scoreboard.answers import MISSING, NO_AMOUNT, UNDETERMINED, VERDICT, Answers
from benchmarks.scoreboard.board import Board, Engine, Sizes, play
from benchmarks.scoreboard.by_trace import Output, Trace
from benchmarks.scoreboard.case_file import case_file
from benchmarks.scoreboard.compare import compared
from benchmarks.scoreboard.settings import Setting, decisions, settings
from benchmarks.scoreboard.tables import boundaries, random_tables, table_of
from zhiwei import rulebook
from zhiwei.engine.boundaries.constraints import Constraints
from zhiwei.engine.native.columns import FactColumn

KNOWN = 0
ENTITLED, REFUSED = VERDICT["entitled"], VERDICT["not_entitled"]


def variable(status: list[int], value: list[int], missing: list[int] | None = None) -> Answers:
    found = Answers()
    masks = None if missing is None else np.array(missing, np.uint64)
    found.put_variable("tax", np.array(status, np.uint8), np.array(value), None, masks)
    return found


def verdicts(verdict: list[int], deciding: list[int], amount: list[int], status: list[int]) -> Answers:
    found = Answers()
    cells = {"verdict": verdict, "deciding": deciding, "amount": amount, "amount_status": status}
    found.put_measure("27.3", {part: np.array(said) for part, said in cells.items()})
    return found


def counted(right: Answers, said: Answers) -> tuple[int, int, int]:
    tally = compared(right, said)
    return tally.cells, tally.different, tally.left_open


def test_equal_answers() -> None:
    assert counted(variable([0, 1], [5, 0]), variable([0, 1], [5, 9])) == (
        6,
        0,
        0,
    )  # 9 is no value: it is missing


def test_a_fraction_is_the_same_however_it_is_written() -> None:
    one, other = Answers(), Answers()
    known = np.zeros(1, np.uint8)
    one.put_variable("share", known, np.array([3.0]), np.array([6.0]), None)
    other.put_variable("share", known, np.array([1]), np.array([2]), None)
    assert counted(one, other) == (3, 0, 0)


def test_numbers_that_columns_do_not_carry_are_alike_and_unlike_the_next_smaller_one() -> None:
    status, least = np.zeros(4, np.uint8), np.ones(4)
    right, said = Answers(), Answers()
    right.put_variable("v", status, np.array([2**53, -(2**62), 2**53 - 1, 5]), None, None)
    said.put_variable("v", status, np.array([1e19, 2.0**54, 2.0**53, 5.0]), least, None)
    assert right.cells["v", "value"].tolist() == [2**53, 2**53, 2**53 - 1, 5]
    found = compared(right, said)
    assert [(d.row, d.part) for d in found.shown] == [(2, "value"), (2, "below")]


def test_another_value_is_a_difference() -> None:
    tally = compared(variable([0, 0], [5, 6]), variable([0, 0], [5, 7]))
    assert (tally.different, tally.left_open) == (1, 0)
    (difference,) = tally.shown
    assert (difference.row, difference.output, difference.part, difference.right, difference.said) == (
        1,
        "tax",
        "value",
        6,
        7,
    )


def test_missing_where_a_value_is_settled_is_left_open_only_without_missing_sets() -> None:
    right = variable([0], [5], [0])
    assert counted(right, variable([MISSING], [0])) == (3, 0, 2)
    assert counted(right, variable([MISSING], [0], [1])) == (4, 3, 0)


def test_a_value_where_facts_are_missing_is_a_difference() -> None:
    assert counted(variable([MISSING], [0], [1]), variable([KNOWN], [5])) == (3, 2, 0)


def test_another_missing_set_is_a_difference() -> None:
    assert counted(variable([MISSING], [0], [1]), variable([MISSING], [0], [3])) == (4, 1, 0)


@pytest.mark.parametrize(
    ("said", "different", "left_open"),
    [
        (verdicts([ENTITLED], [0], [7], [KNOWN]), 0, 0),
        (verdicts([REFUSED], [2], [0], [NO_AMOUNT]), 4, 0),
        (verdicts([UNDETERMINED], [0], [0], [MISSING]), 0, 3),
        (verdicts([UNDETERMINED], [0], [0], [NO_AMOUNT]), 0, 3),
        (verdicts([ENTITLED], [0], [0], [MISSING]), 0, 2),
        (verdicts([ENTITLED], [0], [8], [KNOWN]), 1, 0),
    ],
)
def test_verdicts(said: Answers, different: int, left_open: int) -> None:
    right = verdicts([ENTITLED], [0], [7], [KNOWN])
    assert counted(right, said) == (4, different, left_open)


def test_no_deciding_part_is_left_open_another_one_is_wrong() -> None:
    right = verdicts([REFUSED], [2], [0], [NO_AMOUNT])
    assert counted(right, verdicts([REFUSED], [0], [0], [NO_AMOUNT])) == (4, 0, 1)
    assert counted(right, verdicts([REFUSED], [1], [0], [NO_AMOUNT])) == (4, 1, 0)


def test_rows_that_are_refused_are_set_aside() -> None:
    said = variable([0, 0], [5, 7])
    said.refused = np.array([False, True])
    tally = compared(variable([0, 0], [5, 6]), said)
    assert (tally.set_aside, tally.cells, tally.different) == (1, 3, 0)


def test_every_entity_and_day_is_asked_with_decisions_where_they_matter() -> None:
    every = list(settings(rulebook()))
    assert {(s.entity, s.day) for s in every if not s.decided} == {
        (e, d)
        for e, _ in rulebook().data.rules
        for d in ("2012-06-30", "2015-06-30", "2019-06-30", "2026-11-23")
    }
    assert {s.entity for s in every if s.decided} == {
        "base", "bid", "enterprise", "guarantee", "incubator", "monopoly_charge", "service_platform",
        "service_settlement", "technology_contract", "venture_investment",
    }  # fmt: skip


def test_decisions_at_both_bounds_and_one_that_declines() -> None:
    filed = {d["division"]: d for d in decisions(rulebook(), "enterprise", "2012-06-30")}
    assert filed["330000"]["fills"]["reward_share"] == "0"
    assert filed["330100"]["fills"]["reward_share"] == "1"
    assert filed["330106"]["declines"] is True


@pytest.mark.parametrize("entity", ["grant", "procurement_plan", "capital_filing"])
def test_random_rows_are_admissible_and_the_same_for_a_seed(entity: str) -> None:
    setting = Setting(rulebook(), entity, "2012-06-30", False)
    near = boundaries(setting)
    (table,), (again,) = ([*random_tables(setting, 300, 5, near)] for _ in range(2))
    for label, column in table.columns.items():
        assert (column.values == again.columns[label].values).all()
        assert column.states is not None
        assert 0 < (column.states == 1).sum() < 300
    trace, constraints = Trace(setting), Constraints(setting.book.data, entity, setting.slots)
    everything = Output(replace(setting), setting.variables[0])
    everything.__dict__["labels"] = tuple(s.label for s in setting.slots)
    for row in range(table.rows):
        facts = trace.case(everything, table, row).facts
        known = {
            f"{path}.{name}" if path else name: f.value
            for (path, name, _), f in facts.items()
            if f.state == "known"
        }
        assert constraints.broken(known) == []


def test_a_row_as_a_file_of_facts() -> None:
    setting = Setting(rulebook(), "technology_share", "2012-06-30", False)
    row = {"share_value": 30_000_001, "registered_capital": 10**8, "enterprise.employees": 20}
    table = table_of(setting, [row])
    written = case_file(setting, table, 0, "technology_share_ratio")
    assert written == {
        "entity": "technology_share", "facts": {"registered_capital": "1000000.00", "share_value": "300000.01"},
    }  # fmt: skip
    linked = case_file(setting, table, 0, "technology_based_small_firm")
    assert linked["links"] == {"enterprise": {"facts": {"employees": "20"}}}


class _Off:
    """An engine that is one fen off wherever there is an amount."""

    def __init__(self, setting: Setting) -> None:
        self.trace = Trace(setting)

    def answers(self, table: Any) -> Answers:
        found = self.trace.answers(table)
        known = found.cells["contribution_kind_ok", "status"] == KNOWN
        found.cells["contribution_kind_ok", "value"] = found.cells["contribution_kind_ok", "value"] ^ known
        return found


def test_an_engine_that_answers_otherwise_is_found_and_shown() -> None:
    board = Board()
    setting = Setting(rulebook(), "contribution", "2012-06-30", False)
    off = Engine("off", _Off)
    list(play([setting], Engine("native", Trace), [off], Sizes(200), board))
    assert board.tallies["native", "boundary rows"].different == 0
    assert board.tallies["off", "boundary rows"].different > 5
    assert board.tallies["off", "random rows"].different > 5
    says, command, facts = board.cases[0].splitlines()
    assert says.startswith("contribution 2012-06-30: trace and off differ on contribution_kind_ok value: ")
    assert (
        command
        == "zhiwei calc contribution_kind_ok --facts facts.json --entity contribution --as-of 2012-06-30"
    )
    assert set(json.loads(facts.removeprefix("facts.json: "))) >= {"entity", "facts"}


def test_columns_have_states() -> None:
    setting = Setting(rulebook(), "contribution", "2012-06-30", False)
    assert all(
        isinstance(c, FactColumn) and c.states is not None for c in boundaries(setting).columns.values()
    )
