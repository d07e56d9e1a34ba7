"""Rows of facts answered twice, by the traced evaluator and by SQL, and the answers compared cell by cell."""

from __future__ import annotations

import csv
import datetime
import itertools
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any

from zhiwei.engine.diagram import Diagrams
from zhiwei.engine.evaluate import Evaluation
from zhiwei.engine.facts import KNOWN, NOT_APPLICABLE, Case, Fact
from zhiwei.engine.outcome import judge
from zhiwei.engine.plan import FactSlot
from zhiwei.engine.rulebook import Rulebook
from zhiwei.engine.sql.facts import ABSENT, column_name
from zhiwei.engine.sql.query import Query, Question, query
from zhiwei.engine.symbolic import Interpreter
from zhiwei.engine.tree import free_names

ABSENT_WORD = "n/a"
Row = Mapping[str, Any]
"""Facts by label in internal units; ``n/a`` is 不适用, what is not there is missing."""
Runner = Callable[[Query, Path], Iterable[dict[str, Any]]]


@dataclass
class Differences:
    """What the two say differently.

    ``wrong`` may not be; ``weaker`` counts by column the answers that SQL leaves open although they are settled;
    ``rejected`` rows break a constraint.
    """

    cells: int = 0
    rejected: int = 0
    wrong: list[str] = field(default_factory=list)
    weaker: Counter[str] = field(default_factory=Counter)


def slots_of(book: Rulebook, question: Question) -> list[FactSlot]:
    """The facts that a question reads."""
    names = [*question.variables, *(n for m in question.measures for n in book.data.measures[m].variables())]
    return book.plan(question.entity, tuple(dict.fromkeys(names)), question.law).facts


def compared(
    book: Rulebook, question: Question, rows: Sequence[Row], folder: Path, runner: Runner
) -> Differences:
    """Every known value and status of every row, asked of both."""
    (found,) = compared_apart(book, question, [rows], folder, runner)
    return found


def compared_apart(
    book: Rulebook, question: Question, kinds: Sequence[Sequence[Row]], folder: Path, runner: Runner
) -> list[Differences]:
    """The same for several kinds of rows, each told by itself, of one statement that is run once."""
    asked = query(book, question)
    slots = slots_of(book, question)
    table = folder / "rows.csv"
    rows = [row for kind in kinds for row in kind]
    write_table(table, asked, slots, rows)
    answers = {int(a["id"]): a for a in runner(asked, table)}
    assert len(answers) == len(rows)
    numbered = iter(enumerate(rows))
    return [
        _told_apart(book, question, slots, list(itertools.islice(numbered, len(kind))), answers)
        for kind in kinds
    ]


def _told_apart(
    book: Rulebook,
    question: Question,
    slots: Sequence[FactSlot],
    rows: Sequence[tuple[int, Row]],
    answers: Mapping[int, Mapping[str, Any]],
) -> Differences:
    found = Differences()
    for number, row in rows:
        said = answers[number]
        if breaks_a_constraint(book, question, slots, row):
            assert said["defects"] is not None, row
            assert {v for k, v in said.items() if k.endswith(("_status", "_verdict"))} <= {"rejected"}
            found.rejected += 1
            continue
        assert said["defects"] is None, (said["defects"], row)
        _compare(found, number, row, said, expected(book, question, slots, row))
    return found


def breaks_a_constraint(book: Rulebook, question: Question, slots: Sequence[FactSlot], row: Row) -> bool:
    """Whether known facts break a declared constraint, which the traced evaluator refuses to read."""
    interpreter = Interpreter(Diagrams())
    for slot in slots:
        for constraint in book.data.entities[slot.variable.entity].constraints:
            labels = {n: f"{slot.path}.{n}" if slot.path else n for n in free_names(constraint.when)}
            values = {n: row[at] for n, at in labels.items() if row.get(at, ABSENT_WORD) != ABSENT_WORD}
            if len(values) == len(labels) and interpreter.of(constraint.when, values, {}) is False:
                return True
    return False


def write_table(path: Path, asked: Query, slots: Sequence[FactSlot], rows: Sequence[Row]) -> None:
    """The rows as CSV, an empty cell for what is missing."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["id", *asked.reads])
        by_column = {column_name(s.label): s for s in slots}
        for number, row in enumerate(rows):
            writer.writerow([number, *(_cell(by_column, row, column) for column in asked.reads)])


def _cell(slots: Mapping[str, FactSlot], row: Row, column: str) -> str:
    if column.endswith(ABSENT):
        return "true" if row.get(slots[column.removesuffix(ABSENT)].label) == ABSENT_WORD else "false"
    value = row.get(slots[column].label)
    if value is None or value == ABSENT_WORD:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Fraction):
        return (
            f"{value.numerator * 10**6 // value.denominator / 10**6:.6f}"
            if value.denominator > 1
            else str(value)
        )
    return value.isoformat() if isinstance(value, datetime.date) else str(value)


def case_of(question: Question, slots: Sequence[FactSlot], row: Row) -> Case:
    """The row as the facts of a case."""
    facts = {}
    for slot in slots:
        value = row.get(slot.label)
        if value is None:
            continue
        period = slot.label.partition("@")[2] or None
        fact = Fact(NOT_APPLICABLE) if value == ABSENT_WORD else Fact(KNOWN, value)
        facts[slot.path, slot.variable.name, period] = fact
    return Case(question.entity, facts, tuple(dict.fromkeys(s.path for s in slots)))


def expected(book: Rulebook, question: Question, slots: Sequence[FactSlot], row: Row) -> dict[str, Any]:
    """The cells that the traced evaluator gives."""
    measures = [book.data.measures[m] for m in question.measures]
    names = tuple(dict.fromkeys([*question.variables, *(n for m in measures for n in m.variables())]))
    plan = book.plan(question.entity, names, question.law)
    evaluation = Evaluation(book.data, plan, case_of(question, slots, row))
    cells: dict[str, Any] = {}
    for name in question.variables:
        result = evaluation.result(plan.names[name])
        variable = book.data.variables[question.entity, name]
        value = result.value
        if value is not None and variable.type.kind == "date":
            value = datetime.date.fromordinal(value)
        cells[name], cells[f"{name}_status"] = value, result.status
    for measure in measures:
        outcome, stem = judge(measure, evaluation), measure.id.replace("/", "_")
        cells[f"{stem}_verdict"], cells[f"{stem}_deciding"] = outcome.verdict, outcome.deciding
        if measure.amount is not None:
            cells[f"{stem}_amount"] = outcome.amount.value if outcome.amount else None
            cells[f"{stem}_amount_status"] = outcome.amount.status if outcome.amount else None
    return cells


def _compare(
    found: Differences, number: int, row: Row, said: Mapping[str, Any], right: Mapping[str, Any]
) -> None:
    for name, value in right.items():
        got = _got(said, name)
        found.cells += 1
        if got == value and (got is None) == (value is None):
            continue
        if _left_open(said, name, right):
            found.weaker[name] += name.endswith(("_status", "_verdict", "_deciding"))
        else:
            found.wrong.append(f"row {number} {name}: SQL {got!r}, traced {value!r}; {dict(row)}")


def _left_open(said: Mapping[str, Any], name: str, right: Mapping[str, Any]) -> bool:
    """Whether SQL says less, and says that it does."""
    for end, open_word in (
        ("_amount_status", "_verdict"),
        ("_amount", "_verdict"),
        ("_deciding", "_verdict"),
        ("_verdict", "_verdict"),
    ):
        stem = name.removesuffix(end)
        if name.endswith(end) and f"{stem}{open_word}" in said:
            if end == "_deciding" and said[name] is None:
                return True
            if said[f"{stem}_verdict"] == "undetermined":
                return said.get(name) in (None, "missing", "undetermined")
            return end.startswith("_amount") and said[f"{stem}_amount_status"] == "missing"
    status = name if name.endswith("_status") else f"{name}_status"
    return bool(said[status] == "missing" and right[status] != "missing")


def _got(said: Mapping[str, Any], name: str) -> Any:
    if name in said:
        return said[name]
    top, bottom = said[f"{name}_numerator"], said[f"{name}_denominator"]
    return None if top is None else Fraction(int(top), int(bottom))
