"""A claim put to the solver within its time budget."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Any

from zhiwei.engine.proof import always, notches, pairs, stable
from zhiwei.engine.proof.claims import (
    NOT_PROVABLE,
    UNKNOWN,
    Always,
    Claim,
    ExactlyOne,
    Monotone,
    Notches,
    SameLaw,
    Settled,
    Stable,
)
from zhiwei.engine.proof.findings import Finding
from zhiwei.engine.proof.solver import NotProvable, OutOfTime
from zhiwei.engine.rulebook import Rulebook

_DECIDE: Mapping[type[Claim], Any] = {
    Always: always.decide_always,
    ExactlyOne: always.decide_exactly_one,
    Settled: always.decide_settled,
    Monotone: pairs.decide_monotone,
    SameLaw: pairs.decide_same_law,
    Notches: notches.decide_notches,
    Stable: stable.decide_stable,
}


def prove(book: Rulebook, claim: Claim, seconds: float) -> Finding:
    """The finding on a claim: proved, refuted with a counterexample, unknown within the budget, or not provable.

    Raises LoadError for a claim that names what is not there, ProverMissing where no solver is installed.
    """
    began = time.monotonic()
    try:
        found: Finding = _DECIDE[type(claim)](claim, book, seconds)
    except OutOfTime:
        found = Finding(claim, UNKNOWN, note="the time budget ended")
    except NotProvable as reason:
        found = Finding(claim, NOT_PROVABLE, note=str(reason))
    took = Fraction(int((time.monotonic() - began) * 1000), 1000)
    return dataclasses.replace(found, seconds=took)


def prove_all(book: Rulebook, claims: Iterable[Claim], seconds: float) -> Iterator[Finding]:
    """Each claim in turn, each within the budget."""
    for claim in claims:
        yield prove(book, claim, seconds)
