"""Symbols: exact polynomials over missing facts, the leaves of a decision diagram that are not yet numbers.

A polynomial maps monomials (sorted tuples of atoms) to non-zero coefficients. An atom is a missing fact (its name) or
an opaque application such as a rounding, held by its arguments. Equal polynomials are equal values.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

from zhiwei.engine.functions import FUNCTIONS, on_ordinals, round_exact

Exact = int | Fraction


@dataclass(frozen=True, slots=True)
class Applied:
    """An opaque application: a rounding, a quotient, or a function of the rule language on symbols."""

    function: str
    arguments: tuple[Any, ...]


Atom = str | Applied
Monomial = tuple[Atom, ...]


@dataclass(frozen=True, eq=False)
class Symbol:
    """A polynomial in atoms, as a sorted tuple of (monomial, coefficient)."""

    terms: tuple[tuple[Monomial, Exact], ...]

    def __eq__(self, other: object) -> bool:
        return self is other or (isinstance(other, Symbol) and self.terms == other.terms)

    @cached_property
    def _hash(self) -> int:
        return hash(self.terms)

    def __hash__(self) -> int:
        return self._hash

    def facts(self) -> frozenset[str]:
        """The missing facts it depends on."""
        return frozenset().union(*(_atom_facts(a) for monomial, _ in self.terms for a in monomial))

    def value(self, facts: Mapping[str, Exact]) -> Exact:
        """The number it is for given facts (dates as ordinals)."""
        total: Exact = 0
        for monomial, coefficient in self.terms:
            product: Exact = coefficient
            for atom in monomial:
                product *= _atom_value(atom, facts)
            total += product
        return total

    def affine_in_one(self) -> tuple[str, Exact, Exact] | None:
        """(fact, slope, constant) if it is a + b·fact, else None."""
        fact, slope, constant = None, 0, 0
        for monomial, coefficient in self.terms:
            if not monomial:
                constant = coefficient  # type: ignore[assignment]
            elif len(monomial) == 1 and isinstance(monomial[0], str) and fact in (None, monomial[0]):
                fact, slope = monomial[0], coefficient  # type: ignore[assignment]
            else:
                return None
        return (fact, slope, constant) if fact is not None else None

    def straight(self) -> frozenset[str]:
        """The facts in which it is a straight line whatever the others are: no power of them, and none inside an application."""
        bent = {a for monomial, _ in self.terms for a in monomial if monomial.count(a) > 1}
        inside = [_atom_facts(a) for monomial, _ in self.terms for a in monomial if isinstance(a, Applied)]
        return self.facts().difference(bent, *inside)

    def direction(self) -> int:
        """1 if it never falls as its one fact grows, -1 if it never rises, 0 if neither is known."""
        found: set[int] = set()
        for monomial, coefficient in self.terms:
            if not monomial:
                continue
            step = _atom_direction(monomial[0]) if len(monomial) == 1 else 0
            if step == 0:
                return 0
            found.add(step if coefficient > 0 else -step)
        return found.pop() if len(found) == 1 else 0

    def whole(self, whole_facts: Callable[[str], bool]) -> bool:
        """Whether it is a whole number for all admissible facts."""
        return all(
            Fraction(c).denominator == 1 and all(_atom_whole(a, whole_facts) for a in monomial)
            for monomial, c in self.terms
        )


def _atom_facts(atom: Atom) -> frozenset[str]:
    if isinstance(atom, str):
        return frozenset({atom})
    return frozenset().union(*(a.facts() for a in atom.arguments if isinstance(a, Symbol)))


def _atom_value(atom: Atom, facts: Mapping[str, Exact]) -> Exact:
    if isinstance(atom, str):
        return facts[atom]
    arguments = [a.value(facts) if isinstance(a, Symbol) else a for a in atom.arguments]
    result: Exact = run(atom.function, arguments)
    return result


def _atom_direction(atom: Atom) -> int:
    if isinstance(atom, str):
        return 1
    moving = [(i, a) for i, a in enumerate(atom.arguments) if isinstance(a, Symbol)]
    if len(moving) != 1:
        return 0
    index, argument = moving[0]
    if atom.function.startswith("round:") or atom.function == "abs":
        own = 1 if atom.function != "abs" else 0
    else:
        own = FUNCTIONS[atom.function].direction[index] if atom.function in FUNCTIONS else 0
    return own * argument.direction()


def _atom_whole(atom: Atom, whole_facts: Callable[[str], bool]) -> bool:
    return whole_facts(atom) if isinstance(atom, str) else atom.function != "quotient"


_ON_ORDINALS = {name: on_ordinals(name) for name in FUNCTIONS}


def run(function: str, arguments: list[Any]) -> Any:
    """Apply a named function to plain values (dates as ordinals)."""
    if function == "quotient":
        return Fraction(arguments[0]) / Fraction(arguments[1])
    if function.startswith("round:"):
        return round_exact(arguments[0], function.removeprefix("round:"))
    return _ON_ORDINALS[function](*arguments)


def fact(name: str) -> Symbol:
    """The symbol of one missing fact."""
    return Symbol((((name,), 1),))


def applied(function: str, arguments: tuple[Any, ...]) -> Symbol:
    """The symbol of an opaque application."""
    return Symbol((((Applied(function, arguments),), 1),))


def _terms(value: Exact | Symbol) -> dict[Monomial, Exact]:
    if isinstance(value, Symbol):
        return dict(value.terms)
    return {(): value} if value else {}


def _made(terms: dict[Monomial, Exact]) -> Exact | Symbol:
    kept = {m: c for m, c in terms.items() if c}
    if not kept:
        return 0
    if len(kept) == 1 and () in kept:
        return kept[()]
    return Symbol(tuple(sorted(kept.items(), key=lambda item: repr(item[0]))))


def add(left: Exact | Symbol, right: Exact | Symbol, sign: int = 1) -> Exact | Symbol:
    """left + sign·right."""
    terms = _terms(left)
    for monomial, coefficient in _terms(right).items():
        terms[monomial] = terms.get(monomial, 0) + sign * coefficient
    return _made(terms)


def multiply(left: Exact | Symbol, right: Exact | Symbol) -> Exact | Symbol:
    """left · right."""
    terms: dict[Monomial, Exact] = {}
    for m1, c1 in _terms(left).items():
        for m2, c2 in _terms(right).items():
            monomial = tuple(sorted(m1 + m2, key=repr))
            terms[monomial] = terms.get(monomial, 0) + c1 * c2
    return _made(terms)
