"""What makes two rows come to the same answer although compiled code cannot settle them.

A row's diagrams are determined by which facts it lacks, by where its known facts lead at each split, and by the numbers
that its known facts give in the symbols it reaches. Rows equal in these have one answer, worked out once by the traced
engine.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from zhiwei.engine import symbols
from zhiwei.engine.native.codes import KNOWN, NOT_APPLICABLE
from zhiwei.engine.native.exact import fields
from zhiwei.engine.native.exact.forest import Forest
from zhiwei.engine.native.exact.free import ABSENT, GIVEN, SAME, Atom
from zhiwei.engine.plan import FactSlot
from zhiwei.engine.splits import Node, Tree
from zhiwei.engine.symbols import Applied, Exact, Symbol


class Beyond(Exception):
    """A row whose answer is its own: no other row may take it over."""


class Residue:
    """Keys of rows under the diagrams of one forest."""

    def __init__(
        self, forest: Forest, slots: Sequence[FactSlot], domains: Mapping[str, Any],
        atoms: Mapping[str, Atom],
    ) -> None:  # fmt: skip
        self.forest, self.atoms, self.domains = forest, atoms, domains
        self.columns = {s.label: k for k, s in enumerate(slots)}
        self.roots = [forest.items[r] for r in dict.fromkeys(forest.roots)]
        self.optional = {s.label for s in slots if s.variable.optional}
        self.reads: dict[int, frozenset[str]] = {}

    def key(self, values: Sequence[int], states: Sequence[int]) -> Any:
        """The key of a row given by column; raises :class:`Beyond` where none is sure."""
        row = _Row(self, values, states)
        for root in self.roots:
            row.walk(root)
        return (bytes(states), tuple(row.choices), tuple(row.numbers))

    def solvable(self, number: int, values: Sequence[int], states: Sequence[int]) -> bool:
        """Whether the traced engine would solve a condition (a node) once the known numbers of a row are in it."""
        node = self.forest.items[number]
        try:
            found = _Row(self, values, states).put_in(self.atoms[node.fact].difference)
        except Beyond:
            return True
        return not isinstance(found, Symbol) or (
            found.affine_in_one() is not None or (len(found.facts()) == 1 and found.direction() != 0)
        )

    def whole(self, name: str) -> bool:
        """Whether a fact has whole values only."""
        domain = self.domains[name]
        return Fraction(domain.step).denominator == 1 and Fraction(domain.low).denominator == 1


class _Row:
    def __init__(self, residue: Residue, values: Sequence[int], states: Sequence[int]) -> None:
        self.residue, self.values, self.states = residue, values, states
        scales = residue.forest.columns[:, fields.SCALE]
        self.facts: dict[str, Exact] = {
            label: Fraction(values[k], int(scales[k])) if scales[k] != 1 else values[k]
            for label, k in residue.columns.items()
            if states[k] == KNOWN
        }
        self.seen: set[int] = set()
        self.choices: list[int] = []
        self.numbers: list[Exact] = []

    def walk(self, item: Tree) -> None:
        """Note choices and numbers from a node on."""
        if isinstance(item, Symbol):
            self._note(item)
        if not isinstance(item, Node) or id(item) in self.seen:
            return
        self.seen.add(id(item))
        choice = self._choice(item)
        if choice is None:
            for child in item.children:
                self.walk(child)
        else:
            self.choices.append(choice)
            self.walk(item.children[choice])

    def _choice(self, node: Node) -> int | None:
        name, residue = node.fact, self.residue
        if name in residue.columns:
            k = residue.columns[name]
            if self.states[k] == NOT_APPLICABLE:
                return 0
            return self._part(node, self.values[k]) if self.states[k] == KNOWN else None
        if name in residue.atoms:
            atom = residue.atoms[name]
            reads = self._reads(atom.difference)
            if reads <= self.facts.keys():
                number = self._value(atom.difference)
                return int(number < 0 if atom.op == "<" else number == 0)
            if atom.op == SAME and not reads & self.facts.keys():
                return 0
            self._note(atom.difference)
            return None
        label = name[:-1]
        state = self.states[residue.columns[label]]
        if name.endswith(GIVEN):
            return int(state == KNOWN)
        assert name.endswith(ABSENT)
        if state in (KNOWN, NOT_APPLICABLE) or label not in residue.optional:
            return int(state == NOT_APPLICABLE)
        return None

    def _part(self, node: Node, value: int) -> int:
        domain = self.residue.domains[node.fact]
        if domain.values is not None:
            return next(k for k, mask in enumerate(node.parts) if mask >> value & 1)
        number = self.facts[node.fact]
        if not domain.low <= number <= domain.high:
            raise Beyond
        return sum(1 for cut in node.parts if cut <= number)

    def _reads(self, symbol: Symbol) -> frozenset[str]:
        reads = self.residue.reads.get(id(symbol))
        if reads is None:
            reads = self.residue.reads[id(symbol)] = symbol.facts()
        if any(self.states[self.residue.columns[name]] == NOT_APPLICABLE for name in reads):
            raise Beyond
        return reads

    def _value(self, symbol: Symbol) -> Exact:
        try:
            return symbol.value(self.facts)
        except (ZeroDivisionError, ValueError):
            raise Beyond from None

    def _note(self, symbol: Symbol) -> None:
        """Note its value, or the numbers that determine it where facts are missing."""
        if self._reads(symbol) <= self.facts.keys():
            self.numbers.append(self._value(symbol))
            return
        for monomial, coefficient in symbol.terms:
            number = coefficient
            for atom in monomial:
                if isinstance(atom, str):
                    number *= self.facts.get(atom, 1)
                    continue
                inner = [a for a in atom.arguments if isinstance(a, Symbol)]
                if all(self._reads(a) <= self.facts.keys() for a in inner):
                    known = [self._value(a) if isinstance(a, Symbol) else a for a in atom.arguments]
                    number *= self._run(atom.function, known)
                    continue
                for argument in inner:
                    self._note(argument)
            self.numbers.append(number)

    @staticmethod
    def _run(function: str, arguments: list[Any]) -> Exact:
        try:
            number: Exact = symbols.run(function, arguments)
        except (ZeroDivisionError, ValueError):
            raise Beyond from None
        return number

    def put_in(self, symbol: Symbol) -> Exact | Symbol:
        """A symbol with the known numbers in it."""
        total: Exact | Symbol = 0
        for monomial, coefficient in symbol.terms:
            product: Exact | Symbol = coefficient
            for atom in monomial:
                product = symbols.multiply(product, self._atom(atom))
            total = symbols.add(total, product)
        return total

    def _atom(self, atom: str | Applied) -> Exact | Symbol:
        if isinstance(atom, str):
            if self.states[self.residue.columns[atom]] == NOT_APPLICABLE:
                raise Beyond
            return self.facts[atom] if atom in self.facts else symbols.fact(atom)
        arguments = [self.put_in(a) if isinstance(a, Symbol) else a for a in atom.arguments]
        if any(isinstance(a, Symbol) for a in arguments):
            return self._open(atom.function, arguments)
        return self._run(atom.function, arguments)

    def _open(self, function: str, arguments: list[Any]) -> Exact | Symbol:
        """An application that keeps missing facts, in the form that the traced engine gives it."""
        if function == "quotient" and not isinstance(arguments[1], Symbol):
            if arguments[1] == 0:
                raise Beyond
            return symbols.multiply(arguments[0], Fraction(1) / arguments[1])
        if function.startswith("round:") and arguments[0].whole(self.residue.whole):
            whole: Symbol = arguments[0]
            return whole
        return symbols.applied(function, tuple(arguments))
