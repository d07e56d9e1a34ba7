"""A rule evaluated where facts are missing: the intermediate form interpreted on decision diagrams."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from zhiwei.engine import symbols, tree
from zhiwei.engine.diagram import GO_ON, Diagrams
from zhiwei.engine.functions import round_exact
from zhiwei.engine.splits import Domain, Node, Tree, same
from zhiwei.engine.status import Status, strongest
from zhiwei.engine.symbols import Exact, Symbol
from zhiwei.engine.tables import Table

_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
    "==": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
}
_MIRROR = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}


class Interpreter:
    """Interprets expressions of one evaluation; values are plain, a status, a symbol or a diagram node."""

    def __init__(self, diagrams: Diagrams) -> None:
        self.diagrams = diagrams

    def rule(self, body: tree.Node, values: Mapping[str, Tree], rounding: str) -> Tree:
        """The result of a rule's body, rounded as declared."""
        result = self.of(body, dict(values), {})
        if rounding == "none":
            return result
        return self.diagrams.apply(functools.partial(self._rounded, rounding), result)

    def of(self, node: tree.Node, values: dict[str, Tree], pieces: dict[str, Any]) -> Tree:
        """The value of an expression under the values of its names."""
        match node:
            case tree.Const(value):
                return Status.NOT_APPLICABLE if value is None else value
            case tree.Name(name):
                return values[name]
            case tree.Negate(operand):
                return self._apply(_negated, self.of(operand, values, pieces))
            case tree.Binary(op, left, right):
                return self._apply(
                    _ARITHMETIC[op], self.of(left, values, pieces), self.of(right, values, pieces)
                )
            case tree.Compare(op, left, right):
                return self._apply(
                    functools.partial(self._compared, op),
                    self.of(left, values, pieces),
                    self.of(right, values, pieces),
                )
            case tree.Logic(op, operands):
                return self._logic(op, operands, values, pieces)
            case tree.Not(operand):
                return self._apply(lambda v: not v, self.of(operand, values, pieces))
            case tree.If():
                return self._choice(node, values, pieces)
            case tree.Let(name, value, body):
                return self.of(body, {**values, name: self.of(value, values, pieces)}, pieces)
            case tree.OneOf(operand, members, _):
                return self._apply(lambda v: v in members, self.of(operand, values, pieces))
            case tree.IsNone(name):
                return self.diagrams.apply(_is_none, values[name])
            case tree.Lookup(table, key):
                return self._keyed(values[table], self.of(key, values, pieces), entry=True)
            case tree.HasKey(table, key):
                return self._keyed(values[table], self.of(key, values, pieces), entry=False)
            case tree.Field(piece, field):
                return getattr(pieces[piece], field)
            case tree.SumPieces(piece, source, body):
                return self._sum(piece, values[source], body, values, pieces)
            case tree.Call(function, arguments):
                return self._call(function, [self.of(a, values, pieces) for a in arguments])
        raise AssertionError(node)

    def _apply(self, operation: Callable[..., Tree], *operands: Tree) -> Tree:
        def strict(*leaves: Tree) -> Tree:
            return strongest(*leaves) or operation(*leaves)

        if not any(isinstance(o, Node) for o in operands):
            return strict(*operands)
        return self.diagrams.apply(strict, *operands)

    def _logic(
        self, op: str, operands: tuple[tree.Node, ...], values: dict[str, Tree], pieces: dict[str, Any]
    ) -> Tree:
        deciding = op == "or"
        results = []
        for operand in operands:
            result = self.of(operand, values, pieces)
            if result is deciding:
                return deciding
            results.append(result)

        def kleene(*leaves: Tree) -> Tree:
            if any(leaf is deciding for leaf in leaves):
                return deciding
            return strongest(*leaves) or not deciding

        def decided(*trees: Tree) -> Tree:
            return deciding if any(t is deciding for t in trees) else GO_ON

        return self.diagrams.apply(kleene, *results, early=decided)

    def _choice(self, node: tree.If, values: dict[str, Tree], pieces: dict[str, Any]) -> Tree:
        condition = self.of(node.condition, values, pieces)
        if condition is True:
            return self.of(node.then, values, pieces)
        if condition is False:
            return self.of(node.otherwise, values, pieces)
        then, otherwise = self.of(node.then, values, pieces), self.of(node.otherwise, values, pieces)

        def choose(leaf: Tree, left: Tree, right: Tree) -> Tree:
            if leaf is True:
                return left
            if leaf is False or same(left, right):
                return right
            return leaf

        def chosen(leaf: Tree, left: Tree, right: Tree) -> Tree:
            if leaf is True or left is right:
                return left
            return right if leaf is False else GO_ON

        return self.diagrams.apply(choose, condition, then, otherwise, early=chosen)

    def _sum(
        self, piece: str, source: Any, body: tree.Node, values: dict[str, Tree], pieces: dict[str, Any]
    ) -> Tree:
        if isinstance(source, Status):
            return source
        total: Tree = 0
        for one in source:
            total = self._apply(_ARITHMETIC["+"], total, self.of(body, values, {**pieces, piece: one}))
        return total

    def _keyed(self, table: Table | Status, key: Tree, entry: bool) -> Tree:
        if isinstance(table, Status):
            return table

        def look(leaf: Tree) -> Tree:
            if isinstance(leaf, Symbol):
                ((monomial, _),) = leaf.terms
                name = monomial[0]
                assert isinstance(name, str)
                domain = self.diagrams.domains[name]
                groups = table.groups(domain.values or ())
                children = [(v if entry else v is not Status.UNDEFINED) for v, _ in groups]
                return self.diagrams.split(name, [mask for _, mask in groups], children)
            found = table.find(leaf)
            if not entry:
                return found is not Status.UNDEFINED
            return Status.NOT_APPLICABLE if found is Status.UNDEFINED else found

        return self._apply(look, key)

    def _call(self, function: str, arguments: list[Tree]) -> Tree:
        if function in ("min", "max"):
            op = "<=" if function == "min" else ">="
            return functools.reduce(functools.partial(self._extreme, op), arguments)
        if function == "abs":
            negative = self._apply(_negated, arguments[0])
            return self._extreme(">=", arguments[0], negative)

        def call(*leaves: Tree) -> Tree:
            if any(isinstance(leaf, Symbol) for leaf in leaves):
                return symbols.applied(function, leaves)
            return symbols.run(function, list(leaves))

        return self._apply(call, *arguments)

    def _extreme(self, op: str, left: Tree, right: Tree) -> Tree:
        def pick(a: Tree, b: Tree) -> Tree:
            first = self._compared(op, a, b)
            return self.diagrams.apply(lambda leaf: a if leaf else b, first)

        return self._apply(pick, left, right)

    def _rounded(self, mode: str, leaf: Tree) -> Tree:
        if isinstance(leaf, Symbol):
            return leaf if leaf.whole(self._whole_fact) else symbols.applied(f"round:{mode}", (leaf,))
        return leaf if isinstance(leaf, Status | bool | str) else round_exact(leaf, mode)

    def _whole_fact(self, name: str) -> bool:
        domain = self.diagrams.domains[name]
        return Fraction(domain.step).denominator == 1 and Fraction(domain.low).denominator == 1

    def _compared(self, op: str, left: Tree, right: Tree) -> Tree:
        if not isinstance(left, Symbol) and not isinstance(right, Symbol):
            return _COMPARE[op](left, right)
        difference = symbols.add(left, right, -1)
        if not isinstance(difference, Symbol):
            return _COMPARE[op](difference, 0)
        affine = difference.affine_in_one()
        if affine is not None:
            name, slope, constant = affine
            bound = Fraction(-constant) / slope
            return self._cut(name, op if slope > 0 else _MIRROR[op], bound)
        facts = difference.facts()
        direction = difference.direction()
        if len(facts) == 1 and direction:
            return self._bisected(op, difference, next(iter(facts)), direction)
        return self._opaque(op, difference)

    def _cut(self, name: str, op: str, bound: Exact) -> Tree:
        """The diagram of ``fact op bound``."""
        domain = self.diagrams.domains[name]
        first = domain.at_or_above(bound)
        after = first + domain.step if first == bound else first
        if op in ("<", ">="):
            return self.diagrams.split(name, [first], [op == "<", op == ">="])
        if op in ("<=", ">"):
            return self.diagrams.split(name, [after], [op == "<=", op == ">"])
        if first == after:
            return op == "!="
        return self.diagrams.split(name, [first, after], [op == "!=", op == "==", op == "!="])

    def _bisected(self, op: str, difference: Symbol, name: str, direction: int) -> Tree:
        """``difference op 0`` where the difference only rises, or only falls, with its one fact."""
        domain = self.diagrams.domains[name]
        zero = self._first(domain, lambda x: difference.value({name: x}) * direction >= 0)
        after = self._first(domain, lambda x: difference.value({name: x}) * direction > 0)
        below, at, above = (_COMPARE[op](s, 0) for s in (-direction, 0, direction))
        return self.diagrams.split(name, [zero, after], [below, at, above])

    @staticmethod
    def _first(domain: Domain, reached: Callable[[Exact], bool]) -> Exact:
        """The first grid value from which on the condition holds; one past the end if nowhere."""
        low, high = 0, int((domain.high - domain.low) / domain.step) + 1
        while low < high:
            middle = (low + high) // 2
            if reached(domain.low + middle * domain.step):
                high = middle
            else:
                low = middle + 1
        return domain.low + low * domain.step

    def _opaque(self, op: str, difference: Symbol) -> Tree:
        """A condition over several missing facts at once, kept as a two-valued unknown of its own."""
        if op in (">", "<="):
            flipped = self._opaque("<", symbols.multiply(difference, -1))  # type: ignore[arg-type]
            return flipped if op == ">" else self._apply(lambda v: not v, flipped)
        if op in (">=", "!="):
            opposite = self._opaque("<" if op == ">=" else "==", difference)
            return self._apply(lambda v: not v, opposite)
        name = f"{difference!r}{op}0"
        self.diagrams.declare(name, Domain(values=(False, True), support=difference.facts()))
        return self.diagrams.split(name, (1, 2), (False, True))


def _is_none(leaf: Tree) -> Tree:
    if leaf is Status.NOT_APPLICABLE:
        return True
    return leaf if isinstance(leaf, Status) else False


def _negated(leaf: Tree) -> Tree:
    return symbols.multiply(leaf, -1)


def _divided(left: Tree, right: Tree) -> Tree:
    if isinstance(right, Symbol):
        return symbols.applied("quotient", (left, right))
    if right == 0:
        return Status.NOT_APPLICABLE
    return symbols.multiply(left, Fraction(1) / right)


_ARITHMETIC: dict[str, Callable[[Tree, Tree], Tree]] = {
    "+": symbols.add,
    "-": lambda a, b: symbols.add(a, b, -1),
    "*": symbols.multiply,
    "/": _divided,
}
