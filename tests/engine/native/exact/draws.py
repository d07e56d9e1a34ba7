"""Random subjects of any entity twice over, as cases and as columns, and where exact answers differ from the traced ones."""

from __future__ import annotations

import datetime
import random
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

import numpy as np

from tests.engine.native.rows import drawn
from zhiwei.engine import facts as states
from zhiwei.engine.evaluate import Evaluation
from zhiwei.engine.facts import Case, Fact
from zhiwei.engine.native.codes import WORDS
from zhiwei.engine.native.columns import FactColumn
from zhiwei.engine.native.exact import ExactMeasure, ExactVariable
from zhiwei.engine.native.layout import COLUMN_SCALE
from zhiwei.engine.outcome import VERDICTS, judge
from zhiwei.engine.plan import FactSlot
from zhiwei.engine.rulebook import Rulebook
from zhiwei.engine.splits import Node

Exact = ExactMeasure | ExactVariable
NOT_OPTIONAL = 0.02
"""Share of the facts not declared optional that are not applicable all the same."""


def values_of(slot: FactSlot, book: Rulebook, cuts: Sequence[Any], rng: random.Random) -> Any:
    """A value of a fact, often where the diagrams split it or beside."""
    variable = slot.variable
    if cuts and variable.type.kind in ("money", "count", "date") and rng.random() < 0.5:
        value = int(rng.choice(cuts)) + rng.choice((-1, 0, 1))
        low = variable.minimum
        low = low.toordinal() if isinstance(low, datetime.date) else low
        value = max(value, low) if low is not None else value
        if variable.type.kind == "date":
            return datetime.date.fromordinal(min(max(value, 693_596), 803_533))
        return min(value, 10**9) if variable.type.kind == "count" else value
    value = drawn(slot, book, rng)
    if variable.type.kind == "rate" and variable.maximum is not None:
        return min(value, Fraction(variable.maximum))
    return value


def subjects(
    book: Rulebook,
    exact: Exact,
    count: int,
    missing: float,
    seed: int,
    odd: float = NOT_OPTIONAL,
    usual: Mapping[str, Sequence[Any]] | None = None,
) -> tuple[list[Case], dict[str, FactColumn]]:
    """``count`` random subjects with a share of facts missing and some not applicable.

    ``odd`` is the share of not applicable facts among those not declared optional; ``usual`` the values to draw
    some facts from.
    """
    rng = random.Random(seed)
    slots = {s.label: s for s in exact.plan.facts}
    cuts = cuts_of(exact)
    values = {label: np.zeros(count) for label in slots}
    cells = {label: np.zeros(count, np.uint8) for label in slots}
    cases = []
    for row in range(count):
        share = missing if rng.random() < 0.8 else rng.random()
        facts: dict[tuple[str, str, str | None], Fact] = {}
        for label, slot in slots.items():
            key = (slot.path, slot.variable.name, label.partition("@")[2] or None)
            luck = rng.random()
            if luck < share:
                cells[label][row] = 1
                values[label][row] = rng.choice((0.0, np.nan, -7.0))
            elif rng.random() < (0.2 if slot.variable.optional else odd):
                cells[label][row] = 6
                facts[key] = Fact(states.NOT_APPLICABLE)
            else:
                given = (usual or {}).get(slot.variable.name)
                value = rng.choice(given) if given else values_of(slot, book, cuts.get(label, ()), rng)
                facts[key] = Fact(states.KNOWN, value)
                values[label][row] = number(value, slot, book)
        cases.append(
            Case(exact.plan.entity, facts, tuple(dict.fromkeys(("", *(s.path for s in slots.values())))))
        )
    return cases, {n: FactColumn(values[n], cells[n] if cells[n].any() else None) for n in slots}


def cuts_of(exact: Exact) -> dict[str, list[Any]]:
    """Where the diagrams split each ordered fact, in internal units."""
    found: dict[str, set[Any]] = {}
    for item in exact._usual.forest.items:
        if isinstance(item, Node) and exact._usual.residue.domains[item.fact].values is None:
            found.setdefault(item.fact, set()).update(c for c in item.parts if abs(c) < 2**53)
    return {label: sorted(cuts) for label, cuts in found.items()}


def number(value: Any, slot: FactSlot, book: Rulebook) -> float:
    """A value as it stands in a column."""
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


def broken(evaluation: Evaluation) -> bool:
    """Whether the known facts already contradict a declared constraint: such subjects are refused before."""
    return any(evaluation._constraints(path) is False for path in evaluation.case.paths)


def differences(book: Rulebook, exact: Exact, cases: list[Case], columns: dict[str, FactColumn]) -> list[Any]:
    """Rows in which the exact answer is not the traced one."""
    look = _measure if isinstance(exact, ExactMeasure) else _variable
    return look(book, exact, cases, columns)  # type: ignore[arg-type]


def _measure(
    book: Rulebook, exact: ExactMeasure, cases: list[Case], columns: dict[str, FactColumn]
) -> list[Any]:
    found = exact.answer(columns, np.arange(len(cases)))
    labels = sorted(exact.bits, key=exact.bits.__getitem__)
    measure = exact.measure
    parts = tuple(dict.fromkeys((*measure.scope, *measure.window, *measure.criteria, *measure.delegated)))
    wrong: list[Any] = []
    assert found.missing is not None
    for row, case in enumerate(cases):
        evaluation = Evaluation(book.data, exact.plan, case)
        if broken(evaluation):
            continue
        told = judge(measure, evaluation)
        amount: Any = None if told.amount is None else (told.amount.status, told.amount.value)
        expected = (told.verdict, told.deciding, amount, set(told.missing))
        paid: Any = None
        if found.amount is not None and found.amount_status is not None and found.amount_status[row] != 255:
            status = WORDS[found.amount_status[row]]
            paid = (status, int(found.amount[row]) if status == "known" else None)
        place = int(found.deciding[row])
        named = {label for k, label in enumerate(labels) if int(found.missing[row]) >> k & 1}
        seen = (VERDICTS[found.verdict[row]], parts[place - 1] if place else None, paid, named)
        if seen != expected:
            wrong.append((measure.id, row, expected, seen, case))
    return wrong


def _variable(
    book: Rulebook, exact: ExactVariable, cases: list[Case], columns: dict[str, FactColumn]
) -> list[Any]:
    found = exact.answer(columns, np.arange(len(cases)))
    labels = sorted(exact.bits, key=exact.bits.__getitem__)
    wrong: list[Any] = []
    assert found.missing is not None
    assert found.denominator is not None
    kind = book.data.variables[exact.entity, exact.name].type
    for row, case in enumerate(cases):
        evaluation = Evaluation(book.data, exact.plan, case)
        if broken(evaluation):
            continue
        told = evaluation.result(exact.plan.names[exact.name])
        value = told.value
        if told.status == "known" and kind.enum:
            value = [m.value for m in book.data.vocabularies[kind.enum]].index(value)
        elif told.status == "known" and kind.kind == "code":
            value = book.data.code_lists[kind.code_list or ""].index(value)
        number = Fraction(int(found.value[row]), int(found.denominator[row]))
        status = WORDS[found.status[row]]
        named = {label for k, label in enumerate(labels) if int(found.missing[row]) >> k & 1}
        seen = (status, number if status == "known" else None, named)
        if seen != (told.status, value, set(told.missing)):
            wrong.append((exact.name, row, told, seen, case))
    return wrong


def exact_measure(book: Rulebook, measure: str, as_of: str, decisions: Any = None) -> ExactMeasure:
    """A measure with its own facts as mask bits."""
    law = book.law(as_of, decisions=decisions)
    chosen = book.measures[measure]
    plan = book.plan(chosen.entity, tuple(dict.fromkeys(chosen.variables())), law)
    return ExactMeasure(book, law, measure, tuple(s.label for s in plan.facts))


def exact_variable(
    book: Rulebook, name: str, as_of: str, entity: str = "enterprise", decisions: Any = None
) -> ExactVariable:
    """A variable with its own facts as mask bits."""
    law = book.law(as_of, decisions=decisions)
    plan = book.plan(entity, (name,), law)
    return ExactVariable(book, law, name, tuple(s.label for s in plan.facts), entity=entity)
