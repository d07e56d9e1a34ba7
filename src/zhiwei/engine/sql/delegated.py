"""Delegated parameters: what the filed decisions say, by division."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Any

from zhiwei.engine.plan import DelegatedStep
from zhiwei.engine.sql.expressions import Expressions
from zhiwei.engine.sql.fragments import Sql, among, case, sql, text
from zhiwei.engine.sql.statuses import KNOWN, MISSING, NOT_APPLICABLE, hiding
from zhiwei.engine.sql.values import Val


def delegated(
    step: DelegatedStep, kind: str, division: Val | None, divisions: tuple[str, ...], expressions: Expressions,
    notes: tuple[str, ...],
) -> Val:  # fmt: skip
    """The value for the division of a row; where that is missing, missing unless all divisions agree."""

    def made(value: Any, decision: Any) -> Val:
        value = value.toordinal() if isinstance(value, datetime.date) else value
        source = (
            f"{step.parameter.name}: {decision.document}" if decision is not None else step.parameter.name
        )
        return expressions.constant(kind, value, (source,))

    default = made(*step.default)
    if division is None:
        return default
    if division.constant is not None:
        return made(*step.by_division.get(division.constant, step.default))
    by_value: dict[Any, tuple[Val, list[str]]] = {}
    for code in divisions:
        found = step.by_division.get(code, step.default)
        by_value.setdefault(found[0], (made(*found), []))[1].append(code)
    if len(by_value) == 1:
        return next(iter(by_value.values()))[0]
    if division.value is None:
        chosen = [val for val, _ in by_value.values()]
        return Val("nothing", None, Sql(str(_open(chosen))), frozenset({_open(chosen)}))
    tests = [
        (among(division.plain, [text(c) for c in codes]), val)
        for value, (val, codes) in by_value.items() if value != step.default[0]
    ]  # fmt: skip
    division = expressions.logic.light(division)
    settled = case([(t, v.status) for t, v in tests], default.status)
    missing = _open([*(v for _, v in tests), default])
    codes = {c for v in (*(v for _, v in tests), default) for c in v.codes}
    branches: list[tuple[Sql, Sql]] = []
    if NOT_APPLICABLE in division.codes:
        branches.append((sql("({} = {})", division.status, NOT_APPLICABLE), default.status))
    if not division.always:
        branches.append((sql("({} <> {})", division.status, KNOWN), Sql(str(missing))))
        codes.add(missing)
    chosen_one = _value(kind, tests, default, expressions)
    if chosen_one is None:
        return Val("nothing", None, case(branches, settled), frozenset(codes))
    return replace(chosen_one, status=case(branches, settled), codes=frozenset(codes), notes=notes)


def _open(values: list[Val]) -> int:
    return max(MISSING, *(hiding(c) for v in values for c in v.codes))


def _value(kind: str, tests: list[tuple[Sql, Val]], default: Val, expressions: Expressions) -> Val | None:
    valued = [(t, v) for t, v in tests if v.value is not None]
    otherwise = default if default.value is not None else None
    if not valued:
        return otherwise and replace(otherwise, constant=None)
    status, codes = Sql("0"), frozenset({KNOWN})
    if kind == "number":
        numbers = expressions.numbers.choose(
            [(t, v.ratio) for t, v in valued], otherwise.ratio if otherwise else None
        )
        return Val(kind, numbers, status, codes)
    spans = [v.range for v in (*(v for _, v in valued), *([otherwise] if otherwise else []))]
    chosen = case([(t, v.plain) for t, v in valued], otherwise.plain if otherwise else None)
    return Val(kind, chosen, status, codes, None, (min(s[0] for s in spans), max(s[1] for s in spans)))
