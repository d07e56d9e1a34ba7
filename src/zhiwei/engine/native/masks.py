"""Masks of missing facts: every measure and variable has one of its own over the facts that it may lack."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from zhiwei.engine.plan import Law
from zhiwei.engine.rulebook import Rulebook

BITS = 64
Facts = Mapping[str, tuple[str, ...]]
"""Labels in the order of mask bits, by measure or variable."""


class TooManyFacts(ValueError):
    """A measure or variable that may lack more facts than a mask has bits: ``name``, ``count``."""

    def __init__(self, name: str, count: int) -> None:
        super().__init__(
            f"{name} may lack {count} facts, more than the {BITS} bits of a mask: "
            "leave it to the traced engine, or ask with exact=False"
        )
        self.name, self.count = name, count


def facts_of(
    book: Rulebook, law: Law, entity: str, measures: Sequence[str] = (), variables: Sequence[str] = ()
) -> dict[str, tuple[str, ...]]:
    """Every fact on which each measure and variable may depend under a law, sorted: the i-th is bit i of its mask."""
    asked = {m: tuple(dict.fromkeys(book.measures[m].variables())) for m in measures}
    asked |= {v: (v,) for v in variables}
    plans = {name: book.plan(entity, names, law) for name, names in asked.items()}
    return {name: tuple(sorted({s.label for s in plan.facts})) for name, plan in plans.items()}


def check(facts: Facts) -> None:
    """Raise :class:`TooManyFacts` for the first name whose facts do not fit a mask."""
    for name, labels in facts.items():
        if len(labels) > BITS:
            raise TooManyFacts(name, len(labels))
