"""What a name is for all completions of the facts at once: a value, or a status under a condition."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from zhiwei.engine.proof import quantity
from zhiwei.engine.proof.quantity import Quantity, compared
from zhiwei.engine.proof.solver import Condition, NotProvable, both, either, nay, pick, z3
from zhiwei.engine.status import Status
from zhiwei.engine.tables import Table


@dataclass(frozen=True, slots=True)
class Words:
    """One of a few words, each under its condition; the conditions exclude one another."""

    cases: tuple[tuple[str, Condition], ...]


@dataclass(frozen=True, slots=True)
class Code:
    """A word out of a long list, as a position in it."""

    position: Any
    words: tuple[str, ...]

    def among(self, mask: int) -> Condition:
        """Whether the word is one of those in the bit mask of positions; written as runs of positions."""
        runs, at, last = [], 0, len(self.words)
        while mask >> at:
            at += ((mask >> at) & -(mask >> at)).bit_length() - 1
            end = at
            while mask >> end & 1:
                end += 1
            above = self.position >= at if at else True
            below = self.position < end if end < last else True
            runs.append(self.position == at if end == at + 1 else both(above, below))
            at = end
        return either(*runs)

    def is_word(self, word: str) -> Condition:
        """Whether it is this word."""
        return self.position == self.words.index(word) if word in self.words else False


Value = Any
"""A condition (flag), a Quantity, Words, a Code, a Table, a tuple of pieces, or None where it is never known."""


@dataclass(frozen=True, slots=True)
class Term:
    """A value, and for each status the condition under which it stands in the place of the value.

    The conditions exclude one another.
    """

    value: Value
    statuses: Mapping[Status, Condition] = field(default_factory=dict)

    @property
    def known(self) -> Condition:
        """Whether there is a value."""
        return nay(either(*self.statuses.values()))

    def stands(self, status: Status) -> Condition:
        """Whether the status stands in the place of the value."""
        return self.statuses.get(status, False)


def constant(value: Any) -> Term:
    """A plain value, a status, a table or pieces of a parameter as a term."""
    if isinstance(value, Status):
        return Term(None, {value: True})
    if value is None:
        return Term(None, {Status.NOT_APPLICABLE: True})
    if isinstance(value, bool | Table | tuple):
        return Term(value)
    if isinstance(value, int | Fraction):
        return Term(quantity.exactly(value))
    return Term(Words(((str(value), True),)))


def flag(term: Term) -> Condition:
    """The condition that a flag is known and true."""
    return both(term.known, term.value) if term.value is not None else False


def refuted(term: Term) -> Condition:
    """The condition that a term is known and false; a term that is no flag never is."""
    if term.value is None or isinstance(term.value, Quantity | Words | Code | Table | tuple):
        return False
    return both(term.known, nay(term.value))


def choose(condition: Condition, then: Value, otherwise: Value) -> Value:
    """One value or the other by a condition."""
    if then is None or otherwise is None:
        return otherwise if then is None else then
    if isinstance(condition, bool):
        return then if condition else otherwise
    if isinstance(then, Quantity):
        return quantity.choose(condition, then, otherwise)
    if isinstance(then, Words | Code) or isinstance(otherwise, Words | Code):
        if then == otherwise:
            return then
        first = [(w, both(condition, c)) for w, c in spelled(then).cases]
        second = [(w, both(nay(condition), c)) for w, c in spelled(otherwise).cases]
        return words([*first, *second])
    return pick(condition, then, otherwise)


def spelled(value: Value) -> Words:
    """A code as words; refused for long lists."""
    if isinstance(value, Words):
        return value
    if len(value.words) > quantity.CASES_KEPT:
        raise NotProvable("a code out of a long list is used other than as the key of a table")
    return Words(tuple((w, value.position == i) for i, w in enumerate(value.words)))


def words(cases: list[tuple[str, Condition]]) -> Words:
    """Words merged, those that are never met left out."""
    merged: dict[str, Condition] = {}
    for word, condition in cases:
        if condition is not False:
            merged[word] = either(merged.get(word, False), condition)
    return Words(tuple(merged.items()))


def gathered(cases: list[tuple[Any, Condition]]) -> Term:
    """Plain values and statuses, each under its condition, as one term; one condition holds."""
    statuses: dict[Status, Condition] = {}
    plain: list[tuple[Any, Condition]] = []
    for value, condition in cases:
        if isinstance(value, Status):
            statuses[value] = either(statuses.get(value, False), condition)
        else:
            plain.append((value, condition))
    statuses = {s: c for s, c in statuses.items() if c is not False}
    if not plain:
        return Term(None, statuses)
    if isinstance(plain[0][0], bool):
        return Term(either(*(c for v, c in plain if v)), statuses)
    if isinstance(plain[0][0], str):
        return Term(words(plain), statuses)
    return Term(quantity.of_cases(tuple((Fraction(v), c) for v, c in plain)), statuses)


def passed_on(*terms: Term) -> dict[Status, Condition]:
    """The strongest status among the operands, under its condition."""
    found: dict[Status, Condition] = {}
    stronger: Condition = False
    for status in Status:
        here = either(*(t.stands(status) for t in terms))
        if here is not False:
            condition = both(here, nay(stronger))
            if condition is not False:
                found[status] = condition
            stronger = either(stronger, here)
    return found


def strictly(operation: Callable[..., Value], *terms: Term) -> Term:
    """An operation that passes statuses on, the strongest first."""
    statuses = passed_on(*terms)
    if any(t.value is None for t in terms):
        return Term(None, statuses)
    return Term(operation(*(t.value for t in terms)), statuses)


def equal(left: Value, right: Value) -> Condition:
    """Whether two values are the same."""
    if left is None or right is None:
        return False
    if isinstance(left, Quantity):
        return compared("==", left, right)
    if isinstance(left, Code) and isinstance(right, Code) and left.words == right.words:
        return left.position == right.position
    if isinstance(left, Code) and isinstance(right, Words):
        return either(*(both(c, left.is_word(w)) for w, c in right.cases))
    if isinstance(right, Code):
        return equal(right, left)
    if isinstance(left, Words):
        other = dict(right.cases)
        return either(*(both(c, other[w]) for w, c in left.cases if w in other))
    if isinstance(left, bool):
        return right if left else nay(right)
    if isinstance(right, bool):
        return left if right else nay(left)
    return left == right


def same(left: Term, right: Term) -> Condition:
    """Whether two terms have the same value or the same status."""
    if left is right:
        return True
    stands = [both(left.stands(s), right.stands(s)) for s in Status]
    return either(both(left.known, right.known, equal(left.value, right.value)), *stands)


def when(condition: Condition, then: Term, otherwise: Term) -> Term:
    """One term or the other by a condition."""
    if isinstance(condition, bool):
        return then if condition else otherwise
    found = {}
    for status in Status:
        here = pick(condition, then.stands(status), otherwise.stands(status))
        if here is not False:
            found[status] = here
    return Term(choose(condition, then.value, otherwise.value), found)


def fresh(name: str, sort: str) -> Any:
    """A new term of the solver: ``Int``, ``Real`` or ``Bool``."""
    return getattr(z3, sort)(name)
