"""Answers drawn by a fixed seed: for every measure, subjects that come to each verdict and each deciding point."""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import cache
from typing import Any

from tests.engine.native.rows import drawn
from zhiwei import rulebook
from zhiwei.engine import facts as states
from zhiwei.engine.answer import Answer
from zhiwei.engine.errors import InputError
from zhiwei.engine.facts import Case, Fact
from zhiwei.engine.parameters import Parameter
from zhiwei.engine.plan import FactSlot, Law
from zhiwei.engine.rulebook import Rulebook

DAYS = ("2012-06-30", "2013-12-31", "2016-06-30", "2024-12-31", "2026-11-23", "2028-06-30")
DIVISION = "330106"
ROUNDS, MANY_ROUNDS = 300, 1500
"""How many subjects are drawn: more of those that many facts describe."""
MANY = 18
CHANGED = 3
"""How many of very many facts are drawn anew each time; of few, one in five."""
MONEY = (0, 500_000_00, 600_000_00, 1_000_000_00, 10_000_000_00, 100_000_000_00)
"""Round sums, so that shares such as 50 % come about."""


def answers(measure: str, days: tuple[str, ...] = DAYS, seed: int = 1) -> Iterator[Answer]:
    """One answer for each day, way of local decision, verdict and deciding point that random subjects come to."""
    book = rulebook()
    rng = random.Random(f"{measure} {seed}")
    for day in days:
        for decided in ("none", "filed", "declined"):
            law = _law(book, measure, day, decided)
            if law is None:
                continue
            yield from _of_law(book, measure, law, rng)


def _of_law(book: Rulebook, measure: str, law: Law, rng: random.Random) -> Iterator[Answer]:
    chosen = book.measures[measure]
    plan = book.plan(chosen.entity, tuple(dict.fromkeys(chosen.variables())), law)
    paths = tuple(dict.fromkeys(("", *(s.path for s in plan.facts))))
    seen = set()
    best: dict[tuple[str, str, str | None], Fact] = {}
    most = 0
    kept = max(0.8, 1 - CHANGED / max(len(plan.facts), 1))
    for _ in range(MANY_ROUNDS if len(plan.facts) > MANY else ROUNDS):
        share = rng.choice((0, 0, 0.05, 0.5))
        facts = {}
        for slot in plan.facts:
            key = (slot.path, slot.variable.name, slot.label.partition("@")[2] or None)
            if key in best and rng.random() < kept:
                facts[key] = best[key]
            elif rng.random() >= share:
                facts[key] = _fact(slot, book, rng)
        case = Case(plan.entity, facts, paths)
        answer = book.answer_case(case, law, (measure,))
        outcome = answer.measures[measure]
        if any(answer.evaluation._constraints(path) is False for path in paths):
            continue
        met = sum(part.value is True for part in outcome.components.values())
        if met >= most:
            best, most = facts, met  # its neighbours meet a point more, or fail one alone
        if (found := (outcome.verdict, outcome.deciding)) not in seen:
            seen.add(found)
            yield answer


def _fact(slot: FactSlot, book: Rulebook, rng: random.Random) -> Fact:
    if slot.variable.optional and rng.random() < 0.2:
        return Fact(states.NOT_APPLICABLE)
    if slot.variable.name == "division":
        return Fact(states.KNOWN, DIVISION)
    kind = slot.variable.type.kind
    value = drawn(slot, book, rng)
    if kind == "flag":
        value = rng.random() < 0.7
    elif kind == "money" and rng.random() < 0.5:
        value = rng.choice(MONEY)
    elif kind == "count" and rng.random() < 0.3:
        value = rng.choice(_targets(book))
    if slot.variable.maximum is not None and slot.variable.type.kind == "rate":
        value = min(value, slot.variable.maximum)
    return Fact(states.KNOWN, value)


@cache
def _targets(book: Rulebook) -> tuple[int, ...]:
    """The counts that parameters set: 12, 100, 1,000, 100,000 …"""
    return tuple(
        sorted({
            int(v.value) for p in book.data.parameters.values() if p.type.kind == "count"
            for v in p.values if isinstance(v.value, int)
        })
    )  # fmt: skip


def _law(book: Rulebook, measure: str, day: str, decided: str) -> Law | None:
    """The law of a day with no decision, a decision that fills what the measure leaves open, or one that declines."""
    if decided == "none":
        return book.law(day)
    open_terms = [
        p for p in book.data.parameters.values()
        if p.delegated and p.delegated["sentence"] == measure.partition("/")[0]
    ]  # fmt: skip
    if not open_terms:
        return None
    own: dict[str, Any] = {"declines": True}
    if decided == "filed":
        own = {"fills": {str(p.delegated["as"]): _value(p) for p in open_terms if p.delegated}}
    given = {
        "division": "330100", "document": "（示例）1号", "filed_on": day, "sentence": measure.partition("/")[0],
        "from": day, "to": day, **own,
    }  # fmt: skip
    try:
        return book.law(day, decisions=[given])
    except InputError:  # on that day nothing is left open
        return None


def _value(parameter: Parameter) -> Any:
    least = max((v.minimum for v in parameter.values if v.minimum is not None), default=None)
    most = min((v.maximum for v in parameter.values if v.maximum is not None), default=None)
    match parameter.type.kind:
        case "flag":
            return True
        case "rate":
            return str(float(most if most is not None else least if least is not None else 0.5))
        case "count":
            return 3
        case "money":
            return "300000"
    return "每次五十元"
