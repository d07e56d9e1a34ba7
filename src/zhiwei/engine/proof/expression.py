"""An expression of the intermediate form as a term: the meaning of :mod:`zhiwei.engine.symbolic`, node by node."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from typing import Any

from zhiwei.engine import tree
from zhiwei.engine.proof import calls, quantity, values
from zhiwei.engine.proof.quantity import Quantity
from zhiwei.engine.proof.solver import Condition, NotProvable, both, either, nay
from zhiwei.engine.proof.values import Code, Term, Words, constant, gathered, passed_on, strictly, when
from zhiwei.engine.status import Status
from zhiwei.engine.tables import Table


def rule(body: tree.Node, arguments: Mapping[str, Term], rounding: str) -> Term:
    """The result of a rule's body, rounded as declared."""
    result = of(body, dict(arguments), {})
    if rounding == "none" or not isinstance(result.value, Quantity):
        return result
    return Term(quantity.rounded(result.value, rounding), result.statuses)


def of(node: tree.Node, names: dict[str, Term], pieces: dict[str, Any]) -> Term:
    """The term of an expression under the terms of its names."""
    match node:
        case tree.Const(value):
            return constant(value)
        case tree.Name(name):
            return names[name]
        case tree.Negate(operand):
            return strictly(quantity.negate, of(operand, names, pieces))
        case tree.Binary("/", left, right):
            return _divided(of(left, names, pieces), of(right, names, pieces))
        case tree.Binary(op, left, right):
            return strictly(_ARITHMETIC[op], of(left, names, pieces), of(right, names, pieces))
        case tree.Compare(op, left, right):
            compare = functools.partial(_compared, op)
            return strictly(compare, of(left, names, pieces), of(right, names, pieces))
        case tree.Logic(op, operands):
            return _logic(op == "or", [of(o, names, pieces) for o in operands])
        case tree.Not(operand):
            return strictly(nay, of(operand, names, pieces))
        case tree.If(condition, then, otherwise):
            return _choice(
                of(condition, names, pieces), of(then, names, pieces), of(otherwise, names, pieces)
            )
        case tree.Let(name, value, body):
            return of(body, {**names, name: of(value, names, pieces)}, pieces)
        case tree.OneOf(operand, members, _):
            return strictly(lambda v: _one_of(v, members), of(operand, names, pieces))
        case tree.IsNone(name):
            return _is_none(names[name])
        case tree.Lookup(table, key):
            return _keyed(names[table], of(key, names, pieces), entry=True)
        case tree.HasKey(table, key):
            return _keyed(names[table], of(key, names, pieces), entry=False)
        case tree.Field(piece, field):
            return constant(getattr(pieces[piece], field))
        case tree.SumPieces(piece, source, body):
            return _sum(piece, names[source], body, names, pieces)
        case tree.Call(function, arguments):
            return _call(function, [of(a, names, pieces) for a in arguments])
    raise AssertionError(node)


_ARITHMETIC: dict[str, Callable[[Quantity, Quantity], Quantity]] = {
    "+": quantity.add,
    "-": functools.partial(quantity.add, sign=-1),
    "*": quantity.multiply,
}


def _divided(left: Term, right: Term) -> Term:
    """A quotient; 不适用 where the divisor is zero, as no completion can undo that."""
    if left.value is None or right.value is None:
        return Term(None, passed_on(left, right))
    zero = both(left.known, right.known, quantity.compared("==", right.value, quantity.exactly(0)))
    by_nothing = Term(None, {Status.NOT_APPLICABLE: zero} if zero is not False else {})
    return Term(quantity.divide(left.value, right.value), passed_on(left, right, by_nothing))


def _compared(op: str, left: Any, right: Any) -> Condition:
    if isinstance(left, Quantity):
        return quantity.compared(op, left, right)
    if op not in ("==", "!="):
        raise NotProvable(f"{op} between what are no numbers")
    found = values.equal(left, right)
    return found if op == "==" else nay(found)


def _logic(deciding: bool, operands: list[Term]) -> Term:
    """Kleene's and/or: what decides on one side stands whatever the other is."""
    decides = [values.flag(t) if deciding else values.refuted(t) for t in operands]
    decided = either(*decides)
    statuses = {s: both(c, nay(decided)) for s, c in passed_on(*operands).items()}
    statuses = {s: c for s, c in statuses.items() if c is not False}
    return Term(decided if deciding else nay(decided), statuses)


def _choice(condition: Term, then: Term, otherwise: Term) -> Term:
    if condition.value is None and not condition.statuses:
        raise AssertionError("a condition without value")
    chosen = when(condition.value, then, otherwise) if condition.value is not None else otherwise
    if not condition.statuses:
        return chosen
    # Where both branches come to the same, the result does not depend on the condition.
    differ = nay(values.same(then, otherwise))
    if differ is False:
        return otherwise
    hidden = either(*condition.statuses.values())
    found: dict[Status, Condition] = {}
    for status in Status:
        own = both(condition.stands(status), differ)
        below = both(chosen.stands(status), nay(hidden))
        agreed = both(hidden, nay(differ), otherwise.stands(status))
        here = either(own, below, agreed)
        if here is not False:
            found[status] = here
    return Term(values.choose(hidden, otherwise.value, chosen.value), found)


def _one_of(value: Any, members: tuple[str, ...]) -> Condition:
    if isinstance(value, Code):
        return either(*(value.is_word(m) for m in members))
    return either(*(c for w, c in value.cases if w in members))


def _is_none(term: Term) -> Term:
    absent = term.stands(Status.NOT_APPLICABLE)
    others: dict[Status, Condition] = {
        s: c for s, c in term.statuses.items() if s is not Status.NOT_APPLICABLE
    }
    return Term(absent, others)


def _keyed(table: Term, key: Term, entry: bool) -> Term:
    found = table.value
    if not isinstance(found, Table):
        return Term(None, table.statuses)
    if key.value is None:
        return key
    cases: list[tuple[Any, Condition]] = []
    if isinstance(key.value, Code):
        cases = [(v, key.value.among(mask)) for v, mask in found.groups(key.value.words)]
    elif isinstance(key.value, Words):
        cases = [(found.find(w), c) for w, c in key.value.cases]
    if entry:  # a key that is given and has no entry cannot be undone: 不适用
        cases = [(Status.NOT_APPLICABLE if v is Status.UNDEFINED else v, c) for v, c in cases]
    else:
        cases = [(v is not Status.UNDEFINED, c) for v, c in cases]
    inside = gathered(cases)
    if not key.statuses:
        return inside
    statuses = {s: both(c, key.known) for s, c in inside.statuses.items()}
    for status, condition in key.statuses.items():
        statuses[status] = either(statuses.get(status, False), condition)
    return Term(inside.value, statuses)


def _sum(piece: str, source: Term, body: tree.Node, names: dict[str, Term], pieces: dict[str, Any]) -> Term:
    if not isinstance(source.value, tuple):
        return Term(None, source.statuses)
    total = constant(0)
    for one in source.value:
        total = strictly(quantity.add, total, of(body, names, {**pieces, piece: one}))
    return total


def _call(function: str, arguments: list[Term]) -> Term:
    if function in ("min", "max"):
        op = "<=" if function == "min" else ">="
        return functools.reduce(functools.partial(_extreme, op), arguments)
    if function == "abs":
        return _extreme(">=", arguments[0], strictly(quantity.negate, arguments[0]))
    return strictly(lambda *found: calls.call(function, list(found)), *arguments)


def _extreme(op: str, left: Term, right: Term) -> Term:
    def better(a: Quantity, b: Quantity) -> Quantity:
        found = quantity.choose(quantity.compared(op, a, b), a, b)
        if found.constant is not None or found.cases:
            return found
        low, high = (_tighter(op, x, y) for x, y in ((a.low, b.low), (a.high, b.high)))
        return Quantity(found.top, found.bottom, low, high, found.real)

    return strictly(better, left, right)


def _tighter(op: str, one: Any, other: Any) -> Any:
    """A bound of the smaller (``<=``) or greater of two numbers, from theirs."""
    if op == "<=":
        return None if one is None or other is None else min(one, other)
    return None if one is None or other is None else max(one, other)
