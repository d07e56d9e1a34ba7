"""The solver behind the proofs, loaded when first used, and conditions that fold what is already decided."""

from __future__ import annotations

import importlib
import time
from collections.abc import Iterable
from typing import Any

Condition = Any
"""True, False, or a Boolean term of the solver."""

SAT, UNSAT, UNKNOWN = "sat", "unsat", "unknown"


class ProverMissing(RuntimeError):
    """The solver is not installed."""

    def __init__(self) -> None:
        super().__init__("proofs need the solver z3, which is not installed: pip install z3-solver")


class NotProvable(ValueError):
    """A rule uses what cannot be encoded exactly; nothing is approximated in its place."""


class OutOfTime(RuntimeError):
    """The time budget ended before the solver came to an answer."""


class _Library:
    """Stands for the module ``z3``; raises :class:`ProverMissing` where it is not installed."""

    def __getattr__(self, name: str) -> Any:
        try:
            module = importlib.import_module("z3")
        except ImportError:
            raise ProverMissing from None
        return getattr(module, name)


z3: Any = _Library()


def both(*conditions: Condition) -> Condition:
    """Conjunction, folded."""
    open_: list[Any] = []
    for one in conditions:
        if one is False:
            return False
        if one is not True:
            open_.append(one)
    return open_[0] if len(open_) == 1 else z3.And(*open_) if open_ else True


def either(*conditions: Condition) -> Condition:
    """Disjunction, folded."""
    open_: list[Any] = []
    for one in conditions:
        if one is True:
            return True
        if one is not False:
            open_.append(one)
    return open_[0] if len(open_) == 1 else z3.Or(*open_) if open_ else False


def nay(condition: Condition) -> Condition:
    """Negation, folded."""
    return not condition if isinstance(condition, bool) else z3.Not(condition)


def pick(condition: Condition, then: Any, otherwise: Any) -> Any:
    """``then`` where the condition holds, else ``otherwise``; numbers or conditions of the solver."""
    if isinstance(condition, bool):
        return then if condition else otherwise
    if then is otherwise:
        return then
    if isinstance(then, bool) and isinstance(otherwise, bool):
        if then == otherwise:
            return then
        return condition if then else nay(condition)
    if isinstance(then, bool):
        return either(condition, otherwise) if then else both(nay(condition), otherwise)
    if isinstance(otherwise, bool):
        return either(nay(condition), then) if otherwise else both(condition, then)
    return z3.If(condition, then, otherwise)


TRIES = 3
"""Starts of a search for one question."""


class Question:
    """Conditions asked of the solver within a time budget; one budget for a whole series of questions."""

    def __init__(self, assumed: Iterable[Condition], seconds: float) -> None:
        """``seconds`` from now on, for all questions together."""
        self.ends = time.monotonic() + seconds
        self.solver = z3.Solver()
        self.assume(*assumed)

    def assume(self, *conditions: Condition) -> None:
        """Add what holds in every later question."""
        for one in conditions:
            if one is not True:
                self.solver.add(z3.BoolVal(False) if one is False else one)

    def ask(self, *conditions: Condition) -> Any:
        """A model in which the conditions hold together, None if there is none; raises :class:`OutOfTime`."""
        self.solver.push()
        try:
            self.assume(*conditions)
            for seed in range(TRIES):
                said = self._check(seed)
                if said != UNKNOWN:
                    return self.solver.model() if said == SAT else None
            raise OutOfTime
        finally:
            self.solver.pop()

    def _check(self, seed: int) -> str:
        """One try with a share of the time left: a search that went astray may go straight from another start."""
        left = self.ends - time.monotonic()
        if left <= 0:
            raise OutOfTime
        share = left / (TRIES - seed)
        self.solver.set("timeout", max(1, int(share * 1000)))
        self.solver.set("random_seed", seed)
        return str(self.solver.check())
