"""Random subjects twice over: as cases for the traced engine and as columns for the native one."""

from __future__ import annotations

import datetime
import random
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np

from zhiwei.engine.evaluate import Evaluation
from zhiwei.engine.facts import Case, Fact
from zhiwei.engine.native.answered import MeasureColumns, VariableColumns
from zhiwei.engine.native.codes import WORDS
from zhiwei.engine.native.columns import FactColumn
from zhiwei.engine.native.judge import NO_AMOUNT, OPEN
from zhiwei.engine.native.layout import COLUMN_SCALE
from zhiwei.engine.native.measures import NativeMeasures
from zhiwei.engine.outcome import VERDICTS, Outcome, judge
from zhiwei.engine.plan import FactSlot
from zhiwei.engine.rulebook import Rulebook

MONEY = (
    0,
    1,
    99_999,
    100_000,
    100_001,
    6_000_000,
    6_000_001,
    30_000_000,
    30_000_001,
    300_000_000,
    300_000_001,
)
COUNTS = (0, 1, 2, 4, 5, 9, 10, 19, 20, 49, 50, 80, 81, 99, 100, 101, 299, 300, 301, 999, 1000)


def drawn(slot: FactSlot, book: Rulebook, rng: random.Random) -> Any:
    """A value of a fact, often on a bound."""
    variable = slot.variable
    match variable.type.kind:
        case "money":
            low = variable.minimum if variable.minimum is not None else -(10**9)
            return max(low, rng.choice([*MONEY, rng.randint(-(10**9), 10**10), rng.randint(0, 3 * 10**10)]))
        case "count":
            return rng.choice([*COUNTS, rng.randint(0, 5000)])
        case "number" | "rate":
            return Fraction(rng.choice([*COUNTS, rng.randint(0, 4000)]), rng.choice([1, 2, 4, 10, 100]))
        case "date":
            start = datetime.date(1998, 1, 1).toordinal()
            return datetime.date.fromordinal(start + rng.randint(0, 10_000))
        case "flag":
            return rng.random() < 0.5
        case "enum":
            return rng.choice([m.value for m in variable.enum])
    return rng.choice(book.data.code_lists[variable.list_name or ""])


def subjects(
    book: Rulebook, engine: NativeMeasures, count: int, missing: float, seed: int
) -> tuple[list[Case], dict[str, FactColumn]]:
    """``count`` random subjects with a share of facts missing (and optional ones not applicable)."""
    rng = random.Random(seed)
    slots = {s.label: s for s in engine.plan.facts}
    values = {label: np.zeros(count) for label in slots}
    states = {label: np.zeros(count, np.uint8) for label in slots}
    cases = []
    for row in range(count):
        facts: dict[tuple[str, str, str | None], Fact] = {}
        for label, slot in slots.items():
            name, _, period = label.partition("@")
            luck = rng.random()
            if luck < missing:
                states[label][row] = 1
                continue
            if slot.variable.optional and luck < missing + 0.2:
                states[label][row] = 6
                facts["", name, period or None] = Fact("not_applicable")
                continue
            value = drawn(slot, book, rng)
            facts["", name, period or None] = Fact("known", value)
            values[label][row] = _number(value, slot, book)
        cases.append(Case(engine.plan.entity, facts, ("",)))
    return cases, {n: FactColumn(values[n], states[n] if states[n].any() else None) for n in slots}


def _number(value: Any, slot: FactSlot, book: Rulebook) -> float:
    match slot.variable.type.kind:
        case "number" | "rate":
            return float(value * COLUMN_SCALE)
        case "date":
            return float(value.toordinal())
        case "enum":
            return float([m.value for m in slot.variable.enum].index(value))
        case "code":
            return float(book.data.code_lists[slot.variable.list_name or ""].index(value))
    return float(value)


def native(book: Rulebook, as_of: str, cache: Path, *, decisions: Any = None, **more: Any) -> NativeMeasures:
    """A native engine with the kernels of a test run."""
    return NativeMeasures(book, book.law(as_of, decisions=decisions), cache=cache, **more)


def differences(
    book: Rulebook, engine: NativeMeasures, cases: list[Case], columns: dict[str, FactColumn]
) -> list[Any]:
    """Cells in which native and traced engine differ: verdict, amount, deciding part, value, status or missing facts.

    Without ``exact`` the native engine may leave open what the diagrams settle, but never say anything else. Subjects
    whose known facts break a declared constraint are left out: they are refused before any engine answers.
    """
    found = engine.run(columns, len(cases))
    wrong: list[Any] = []
    for row, case in enumerate(cases):
        evaluation = Evaluation(book.data, engine.plan, case)
        if any(evaluation._constraints(path) is False for path in case.paths):
            continue
        for name, cells in found.variables.items():
            exact = evaluation.result(engine.plan.names[name])
            status = WORDS[cells.status[row]]
            if not engine.exact and status == "missing":
                continue
            if status != exact.status or _named(cells.missing, row, found.facts[name]) != set(exact.missing):
                wrong.append((name, row, exact, status, _named(cells.missing, row, found.facts[name])))
            elif status == "known" and not _same(cells, name, row, exact.value, book, engine):
                wrong.append((name, row, exact, status, cells.value[row]))
        for measure, verdicts in found.measures.items():
            told = judge(book.measures[measure], evaluation)
            if not engine.exact and verdicts.verdict[row] >= OPEN:
                continue
            seen = _seen(engine, measure, verdicts, row, found.facts[measure])
            if seen != _told(told):
                wrong.append((measure, row, _told(told), seen, case))
    return wrong


def _named(masks: np.ndarray | None, row: int, facts: tuple[str, ...]) -> set[str]:
    return set() if masks is None else {f for k, f in enumerate(facts) if int(masks[row]) >> k & 1}


def _seen(
    engine: NativeMeasures, measure: str, columns: MeasureColumns, row: int, facts: tuple[str, ...]
) -> tuple[Any, ...]:
    place, amount = int(columns.deciding[row]), None
    if columns.amount is not None and columns.amount_status is not None:
        status = int(columns.amount_status[row])
        if status != NO_AMOUNT:
            amount = (WORDS[status], int(columns.amount[row]) if status == 0 else None)
    return (
        VERDICTS[columns.verdict[row]], engine.deciding[measure][place - 1] if place else None, amount,
        _named(columns.missing, row, facts),
    )  # fmt: skip


def _told(outcome: Outcome) -> tuple[Any, ...]:
    amount = None if outcome.amount is None else (outcome.amount.status, outcome.amount.value)
    return outcome.verdict, outcome.deciding, amount, set(outcome.missing)


def _same(
    cells: VariableColumns, name: str, row: int, value: Any, book: Rulebook, engine: NativeMeasures
) -> bool:
    kind = book.data.variables[engine.entity, name].type
    got = Fraction(int(cells.value[row]))
    if cells.denominator is not None:
        got /= int(cells.denominator[row])
    if kind.kind == "enum":
        value = [m.value for m in book.data.vocabularies[kind.enum or ""]].index(value)
    return bool(got == value)
