"""Symbols as programs for a small stack machine, so that compiled code reads them as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from zhiwei.engine.native.exact.arithmetic import FUNCTION_CODES, UNARY
from zhiwei.engine.symbols import Applied, Atom, Exact, Symbol

CONSTANT, FACT, TIMES, PLUS, APPLY = range(5)
"""Instructions; APPLY + k applies the function of code k."""
FITS = 2**62


class TooLong(ValueError):
    """A symbol with a number that 64 bits do not hold."""


@dataclass
class Programs:
    """All instructions in one list; ``numbers`` are the constants, ``depth`` the deepest stack."""

    places: Mapping[str, int]
    """Place of each fact among the columns."""
    operations: list[int] = field(default_factory=list)
    arguments: list[int] = field(default_factory=list)
    numbers: list[tuple[int, int]] = field(default_factory=list)
    depth: int = 1

    def add(self, symbol: Symbol) -> tuple[int, int]:
        """Append the program of a symbol: first and past-the-last instruction. Raises :class:`TooLong`."""
        first = len(self.operations)
        self._symbol(symbol, 0)
        return first, len(self.operations)

    def _symbol(self, symbol: Symbol, below: int) -> None:
        for k, (monomial, coefficient) in enumerate(symbol.terms):
            at = below + (k > 0)
            factors: list[Atom | Exact] = list(monomial)
            if coefficient != 1 or not factors:
                factors.insert(0, coefficient)
            for j, factor in enumerate(factors):
                self._factor(factor, at + (j > 0))
                if j:
                    self._put(TIMES)
            if k:
                self._put(PLUS)

    def _factor(self, factor: Atom | Exact, below: int) -> None:
        self.depth = max(self.depth, below + 1)
        if isinstance(factor, str):
            self._put(FACT, self.places[factor])
        elif isinstance(factor, Applied):
            code = FUNCTION_CODES[factor.function]
            for k, argument in enumerate(factor.arguments):
                self._argument(argument, below + k)
            if code in UNARY:
                self._number(Fraction(0), below + 1)
            self._put(APPLY + code)
        else:
            self._number(Fraction(factor), below)

    def _argument(self, argument: Any, below: int) -> None:
        if isinstance(argument, Symbol):
            self._symbol(argument, below)
        else:
            self._number(Fraction(argument), below)

    def _number(self, number: Fraction, below: int) -> None:
        self.depth = max(self.depth, below + 1)
        pair = (number.numerator, number.denominator)
        if max(abs(pair[0]), pair[1]) > FITS:
            raise TooLong(number)
        self._put(CONSTANT, len(self.numbers))
        self.numbers.append(pair)

    def _put(self, operation: int, argument: int = 0) -> None:
        self.operations.append(operation)
        self.arguments.append(argument)
