"""How rules and measures are declared in policy modules."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from functools import update_wrapper
from typing import Any, Generic, ParamSpec, TypeVar

from zhiwei.engine.functions import round_exact

P = ParamSpec("P")
R = TypeVar("R")


class Modality(StrEnum):
    """效力: what a measure does to its subject."""

    BENEFIT = "benefit"
    DUTY = "duty"
    PERMISSION = "permission"
    TARGET = "target"


class Force(StrEnum):
    """Whether the text itself binds, or leaves it to a locality."""

    MUST = "must"
    MAY_BY_LOCALITY = "may-by-locality"


@dataclass(frozen=True, slots=True)
class RuleHeader:
    """What ``@rule`` states about a variable beside its computation."""

    entity: str
    zh: str
    en: str
    cites: tuple[str, ...]
    variable: str
    unit: str | None
    period: str | None
    rounding: str | None
    valid: tuple[str | None, str | None]


class Rule(Generic[P, R]):
    """A pure function that computes one variable; callable by hand with exact numbers."""

    def __init__(self, function: Callable[P, R], header: RuleHeader) -> None:
        self.function = function
        self.header = header
        update_wrapper(self, function)

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        result: Any = self.function(*map(_exact, args), **{k: _exact(v) for k, v in kwargs.items()})
        mode = self.header.rounding or ("half_up" if self._gives_money() else "none")
        if isinstance(result, Fraction):
            result = round_exact(result, mode)
            if isinstance(result, Fraction) and result.denominator == 1:
                result = int(result)
        return result  # type: ignore[no-any-return]

    def _gives_money(self) -> bool:
        return str(self.function.__annotations__.get("return", "")).startswith("Money")


def _exact(value: Any) -> Any:
    """Integers as fractions, so that a quotient stays exact; tables item by item."""
    if isinstance(value, bool):
        return value
    if isinstance(value, int):
        return Fraction(value)
    if isinstance(value, float):
        raise TypeError(f"a rule takes exact numbers, not the float {value}; write Fraction({str(value)!r})")
    if isinstance(value, Mapping):
        return {k: _exact(v) for k, v in value.items()}
    return value


def rule(
    *,
    entity: str,
    zh: str,
    en: str,
    cites: tuple[str, ...],
    variable: str | None = None,
    unit: str | None = None,
    period: str | None = None,
    rounding: str | None = None,
    valid: tuple[str | None, str | None] = (None, None),
) -> Callable[[Callable[P, R]], Rule[P, R]]:
    """Declare a function of the rule language as the rule of a variable.

    ``cites`` are sentence ids or ``document number#article``; ``valid`` the first and last day (ISO) of a
    dated version; ``rounding`` one of half_up, down, up, none (money: half_up to the fen unless said).
    """

    def declare(function: Callable[P, R]) -> Rule[P, R]:
        name = variable or function.__name__
        return Rule(function, RuleHeader(entity, zh, en, tuple(cites), name, unit, period, rounding, valid))

    return declare


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """政策措施: what a sentence gives, demands, allows or aims at, for one entity.

    ``scope``, ``criteria`` name flag variables; ``window`` parameters or variables whose being in force opens the
    measure; ``delegated`` parameters that a locality must have filled; ``amount`` and ``maximum`` money variables;
    ``progress`` a variable shown for a target.
    """

    id: str
    entity: str
    modality: Modality
    force: Force
    zh: str
    en: str
    cites: tuple[str, ...]
    criteria: tuple[str, ...] = ()
    scope: tuple[str, ...] = ()
    window: tuple[str, ...] = ()
    amount: str | None = None
    maximum: str | None = None
    delegated: tuple[str, ...] = ()
    progress: str | None = None
    notes: Mapping[str, str] = field(default_factory=dict)

    def variables(self) -> tuple[str, ...]:
        """Every variable and parameter the verdict and the amount are made of."""
        optional = [v for v in (self.amount, self.maximum, self.progress) if v]
        return (*self.scope, *self.window, *self.criteria, *self.delegated, *optional)
