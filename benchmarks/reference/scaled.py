"""The reference rulebook several times over, to see whether a rule costs the same among many.

Each copy has rules, variables and facts of its own under other names, so that no copy can share work with another;
parameters and the fact `division`, by which decisions are found, are common.
"""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np

from benchmarks.reference.book import Reference, reference
from zhiwei.engine.declare import Measure
from zhiwei.engine.model import Binding, RulebookData, RuleRecord, Variable
from zhiwei.engine.native.columns import FactColumn
from zhiwei.engine.plan import RuleStep
from zhiwei.engine.rulebook import Rulebook

ENTITY, SHARED = "enterprise", "division"
SHIFT = 977
"""Rows by which each copy's columns are turned against those of the copy before."""


def scaled(copies: int) -> Reference:
    """The reference with its rules, facts and measures ``copies`` times."""
    one = reference()
    data = one.book.data
    rules = [s.record.variable for s in one.plan.steps if isinstance(s, RuleStep)]
    facts = list(dict.fromkeys(s.variable.name for s in one.plan.facts if s.variable.name != SHARED))
    measures, variables = list(one.measures), list(one.variables)
    for number in range(2, copies + 1):
        data = _with_copy(data, one, frozenset([*rules, *facts]), facts, f"_copy{number}")
        measures += [_id(m, f"_copy{number}") for m in one.measures]
        variables += [f"{v}_copy{number}" for v in one.variables]
    book = Rulebook(data)
    law = book.law(one.law.as_of, decisions=one.decisions)
    return Reference(book, law, tuple(measures), tuple(variables), one.decisions)


def columns(asked: Reference, facts: dict[str, FactColumn]) -> dict[str, FactColumn]:
    """Columns for every copy from those of the reference: the same rows, each copy starting at another one."""
    out = {}
    for slot in asked.plan.facts:
        name, _, period = slot.label.partition("@")
        base, number = re.fullmatch(r"(.*?)(?:_copy(\d+))?", name).groups()  # type: ignore[union-attr]
        given = facts[f"{base}@{period}" if period else base]
        shift = SHIFT * (int(number or 1) - 1)
        states = None if given.states is None else np.roll(given.states, shift)
        out[slot.label] = FactColumn(np.roll(given.values, shift) if shift else given.values, states)
    return out


def _id(measure: str, suffix: str) -> str:
    return f"{measure}{suffix}" if "/" in measure else f"{measure}/{suffix[1:]}"


def _with_copy(
    data: RulebookData, one: Reference, names: frozenset[str], facts: list[str], suffix: str
) -> RulebookData:
    def named(name: str) -> str:
        return f"{name}{suffix}" if name in names else name

    def variable(old: Variable) -> Variable:
        return replace(old, name=named(old.name), aliases=())

    def bound(old: Binding) -> Binding:
        return replace(old, target=named(old.target)) if old.source == "variable" else old

    def rule(old: RuleRecord) -> RuleRecord:
        return replace(old, variable=named(old.variable), bindings=tuple(map(bound, old.bindings)))

    def measure(old: Measure) -> Measure:
        parts = {f: tuple(map(named, getattr(old, f))) for f in ("scope", "window", "criteria")}
        more = {f: named(n) for f in ("amount", "maximum") if (n := getattr(old, f)) is not None}
        return replace(old, id=_id(old.id, suffix), **parts, **more)

    entity = data.entities[ENTITY]
    own = {(ENTITY, n): data.variables[ENTITY, n] for n in names}
    return replace(
        data,
        entities={
            **data.entities,
            ENTITY: replace(
                entity,
                facts={**entity.facts, **{named(f): variable(entity.facts[f]) for f in facts}},
            ),
        },
        variables={**data.variables, **{(ENTITY, named(n)): variable(v) for (_, n), v in own.items()}},
        rules={
            **data.rules,
            **{
                (ENTITY, named(n)): tuple(map(rule, data.rules[ENTITY, n]))
                for n in names
                if (ENTITY, n) in data.rules
            },
        },
        measures={**data.measures, **{(m := measure(data.measures[i])).id: m for i in one.measures}},
    )
