"""Complete facts drawn at random for the subjects of an encoding, near the limits at which rules turn."""

from __future__ import annotations

import random
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from zhiwei.engine.evaluate import domain_of
from zhiwei.engine.proof.encoding import Encoding
from zhiwei.engine.proof.facts import holds, value_in
from zhiwei.engine.proof.findings import Subject
from zhiwei.engine.proof.solver import nay, z3
from zhiwei.engine.proof.values import Code, Term, Words
from zhiwei.engine.status import Status
from zhiwei.engine.tables import Table


def drawn(encoding: Encoding, limits: Sequence[int], seed: int) -> tuple[Subject, Any]:
    """A subject in file form with the solver's model of it; what breaks a declared constraint is drawn by the solver."""
    rng = random.Random(seed)
    wanted = []
    for key, term in encoding.facts.terms.items():
        variable = encoding.facts.variables[key]
        absent = term.stands(Status.NOT_APPLICABLE)
        if absent is not False:
            wanted.append(absent if rng.random() < 0.3 else nay(absent))
        wanted.append(
            _value(term, domain_of(variable, encoding.book.data) if _ordered(term) else None, limits, rng)
        )
    solver = z3.Solver()
    solver.add(*(c for c in encoding.conditions() if c is not True))
    kept: list[Any] = []
    if str(solver.check(*wanted)) == "sat":
        kept = wanted
    else:
        for one in wanted:
            if str(solver.check(*kept, one)) == "sat":
                kept.append(one)
    assert str(solver.check(*kept)) == "sat"
    model = solver.model()
    law = encoding.plan.law
    read = encoding.facts.read(model, law.as_of)
    return Subject(law.as_of.isoformat(), read["facts"], read.get("links", {})), model


def _ordered(term: Term) -> bool:
    return not isinstance(term.value, Words | Code | bool) and hasattr(term.value, "top")


def _value(term: Term, domain: Any, limits: Sequence[int], rng: random.Random) -> Any:
    value = term.value
    if isinstance(value, Words):
        return rng.choice(value.cases)[1]
    if isinstance(value, Code):
        return value.position == rng.randrange(len(value.words))
    if domain is None:
        return value if rng.random() < 0.5 else nay(value)
    near = rng.choice(limits) + rng.choice([-1, 0, 1])
    number = Fraction(near if rng.random() < 0.7 else rng.randrange(10**9))
    number = min(max(number, Fraction(domain.low)), Fraction(domain.high))
    number = domain.low + (number - domain.low) // domain.step * domain.step
    return value.over(value.bottom) == int(number * value.bottom)


def solved(term: Term, model: Any) -> Any:
    """What a term is in a model: a plain value or its one status."""
    found = [s for s, c in term.statuses.items() if holds(c, model)]
    assert len(found) <= 1, found
    return found[0] if found else value_in(term.value, model)


def comparable(value: Any) -> bool:
    """Whether a slot holds a value rather than a table or pieces."""
    return not isinstance(value, Table | tuple)
