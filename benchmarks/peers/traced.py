"""The traced engine over rows: slow, exact, and what every peer is held against."""

from __future__ import annotations

import datetime
from fractions import Fraction
from typing import Any

import numpy as np

from benchmarks.peers.outputs import AMOUNTS, NO_TAX, OUTPUTS, VERDICTS
from benchmarks.reference.book import Reference
from benchmarks.reference.rows import EPOCH, NONE, STAFF_SCALE, Columns
from zhiwei.engine.facts import Case, Fact
from zhiwei.engine.outcome import VERDICTS as WORDS


def answers(asked: Reference, columns: Columns) -> dict[str, np.ndarray]:
    """The outputs of every row as the traced engine gives them."""
    count = len(columns["id"])
    out = {name: np.zeros(count, dtype) for name, dtype in OUTPUTS.items()}
    classes = [m.value for m in asked.book.data.vocabularies["SizeClass"]]
    for row, case in enumerate(cases(asked, columns)):
        answer = asked.book.answer_case(case, asked.law, asked.measures)
        for measure, outcome in answer.measures.items():
            name = measure.replace("/", "_")
            if name in VERDICTS:
                out[f"{name}_verdict"][row] = WORDS.index(outcome.verdict)
            if name in AMOUNTS and outcome.amount is not None and outcome.amount.status == "known":
                out[f"{name}_amount"][row] = outcome.amount.value
        found = asked.book.calc_case(case, asked.law, asked.variables)
        size, tax = found["size_class"].value, found["corporate_income_tax"]
        out["size_class"][row] = classes.index(str(size))
        out["small_or_micro"][row] = found["small_or_micro"].value
        out["corporate_income_tax"][row] = NO_TAX if tax.status == "not_applicable" else tax.value
    return out


def cases(asked: Reference, columns: Columns) -> list[Case]:
    """The rows as cases of the traced engine."""
    data, slots = asked.book.data, {s.label: s for s in asked.plan.facts}
    found: list[Case] = []
    for row in range(len(columns["id"])):
        facts: dict[tuple[str, str, str | None], Fact] = {}
        for label, slot in slots.items():
            name, _, period = label.partition("@")
            facts["", name, period or None] = _fact(slot.variable, int(columns[label][row]), data)
        found.append(Case("enterprise", facts, ("",)))
    return found


def _fact(variable: Any, value: int, data: Any) -> Fact:
    match variable.type.kind:
        case "date":
            if value == NONE:
                return Fact("not_applicable")
            return Fact("known", datetime.date.fromordinal(value + EPOCH))
        case "enum":
            return Fact("known", variable.enum[value].value)
        case "code":
            return Fact("known", data.code_lists[variable.list_name][value])
        case "flag":
            return Fact("known", bool(value))
        case "number":
            return Fact("known", Fraction(value, STAFF_SCALE))
    return Fact("known", value)
