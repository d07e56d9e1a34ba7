"""Diagrams restricted to the known facts of one row, and reduced: what still differs, and on which facts it rests."""

from __future__ import annotations

from zhiwei.engine.native.codes import KNOWN, NOT_APPLICABLE
from zhiwei.engine.native.exact import atoms, fields, hashing, symbols
from zhiwei.engine.native.exact.compiled import compiled
from zhiwei.engine.native.exact.given import lacks, number, state
from zhiwei.engine.native.exact.learning import note
from zhiwei.engine.native.exact.meeting import meet
from zhiwei.engine.native.exact.memory import WORD, get, put, real

_EDGE = fields.EDGE * WORD


@compiled
def begin(task: int, row: int) -> None:
    """Turn to another row."""
    put(task, fields.NOW, get(task, fields.NOW) + 1)
    put(task, fields.TROUBLE, fields.NO_TROUBLE)
    put(task, fields.MIXED, 0)
    put(task, fields.SEEN, 0)
    put(task, fields.ATOMS_SEEN, 0)
    put(task, fields.NOTED, get(task, fields.NOTES))
    missing, absent = lacks(get(task, fields.COLUMNS), get(task, fields.COLUMNS_END), row)
    put(task, fields.MISSING, missing)
    put(task, fields.ABSENT, absent)
    if absent & get(task, fields.NEVER_ABSENT) != 0:
        put(task, fields.TROUBLE, fields.NOWHERE_OPTIONAL)


@compiled
def land(task: int, row: int, node: int) -> int:
    """Follow known facts from a node down to a leaf or the first node that is open."""
    while True:
        kind = get(node, fields.KIND)
        if kind <= fields.SYMBOL:
            return node
        edge = get(node, fields.FIRST)
        if kind <= fields.FINITE:
            column = get(node, fields.FACT)
            found = state(column, row)
            if found == KNOWN:
                edge = _branch(task, row, node, kind, column)
                note(task, node, edge)
            elif found != NOT_APPLICABLE:  # where it is not applicable every value leads to the same
                return node
        elif kind <= fields.MAYBE_GIVEN:
            column = get(node, fields.FACT)
            found = state(column, row)
            if kind == fields.MAYBE_GIVEN:
                edge += _EDGE if found == KNOWN else 0
            elif found == NOT_APPLICABLE:
                edge += _EDGE
            elif found != KNOWN and get(column, fields.OPTIONAL) != 0:
                return node
        elif kind <= fields.ALIKE:
            reads = get(node, fields.SUPPORT)
            missing = reads & get(task, fields.MISSING)
            if missing == 0 or (kind == fields.ALIKE and missing != reads):
                held = _holds(task, row, node, missing)
                edge += held * _EDGE
                note(task, node, held)
                if missing != 0:
                    put(task, fields.MIXED, get(task, fields.MIXED) | fields.OWN)
            elif kind == fields.ATOM:
                atoms.ask(task, row, node, reads, missing)
                return node
        else:
            put(task, fields.TROUBLE, fields.UNSETTLED)
            return node
        node = get(edge, fields.CHILD)


@compiled
def _branch(task: int, row: int, node: int, kind: int, column: int) -> int:
    """The edge that a known fact takes."""
    value = number(column, row)
    if kind == fields.FINITE:
        position = int(value)
        if position < 0 or position >= get(column, fields.SIZE):
            put(task, fields.TROUBLE, fields.UNSETTLED)
            position = 0
        return get(get(node, fields.TABLE), position)
    if value < real(column, fields.LOW) or value > real(column, fields.HIGH):
        put(task, fields.TROUBLE, fields.UNSETTLED)
    edge, last = get(node, fields.FIRST), get(node, fields.LAST) - _EDGE
    while edge < last and value >= real(edge + _EDGE, fields.CUT):
        edge += _EDGE
    return edge


@compiled
def _holds(task: int, row: int, node: int, missing: int) -> int:
    """Whether a condition over symbols holds, as 0 or 1; trouble where known facts are too few to tell."""
    if get(node, fields.SUPPORT) & get(task, fields.ABSENT) != 0:
        put(task, fields.TROUBLE, fields.UNSETTLED)
        return 0
    n, d = 0, 0
    if missing == 0:
        n, d = symbols.value(task, row, node, 0, -1, 0)
    else:  # whether two symbols are alike: a difference at a sample proves that they are not
        n, d = symbols.value(task, row, node, 0, -1, 0)
        if n == 0:
            n, d = symbols.value(task, row, node, 1, -1, 0)
        if n == 0:
            d = 0
    if d == 0:
        put(task, fields.TROUBLE, fields.UNSETTLED)
    if get(node, fields.EQUAL) != 0:
        return 1 if n == 0 else 0
    return 1 if n < 0 else 0


@compiled
def visit(task: int, row: int, start: int) -> None:
    """Describe an open node and all that is open below it, each once."""
    now = get(task, fields.NOW)
    bottom = get(task, fields.STACK)
    top = bottom
    put(top, 0, start)
    put(start, fields.PLACE, get(start, fields.FIRST))
    while top >= bottom:
        node = get(top, 0)
        edge, last = get(node, fields.PLACE), get(node, fields.LAST)
        below = 0
        while edge < last:
            child = land(task, row, get(edge, fields.CHILD))
            put(edge, fields.LANDED, child)
            kind = get(child, fields.KIND)
            if kind == fields.SYMBOL:
                symbols.describe(task, row, child)
                if get(child, fields.MATTERS) == 0:
                    note(task, child, 0)
            if get(task, fields.TROUBLE) != fields.NO_TROUBLE:
                return
            edge += _EDGE
            if kind > fields.SYMBOL and get(child, fields.STAMP) != now:
                below = child
                break
        if below != 0:
            put(node, fields.PLACE, edge)
            top += WORD
            put(top, 0, below)
            put(below, fields.PLACE, get(below, fields.FIRST))
            continue
        if _combine(node, last) and get(node, fields.KIND) == fields.ORDERED:
            meet(task, row, node)
        put(node, fields.STAMP, now)
        top -= WORD


@compiled
def _combine(node: int, last: int) -> bool:
    """Describe a node from its children, all described; whether one of them still asks for the fact of the node."""
    edge = get(node, fields.FIRST)
    child = get(edge, fields.LANDED)
    head, only = get(child, fields.HASH), get(child, fields.ONLY)
    total, matters, undefined, says = 0, 0, 0, 0
    differs, asks = False, False
    while edge < last:
        child = get(edge, fields.LANDED)
        found = get(child, fields.HASH)
        differs = differs or found != head
        asks = asks or get(child, fields.MATTERS) & get(node, fields.D) != 0
        total += get(edge, fields.WEIGHT) * found
        matters |= get(child, fields.MATTERS)
        undefined |= get(child, fields.UNDEFINED)
        says |= get(child, fields.SAYS)
        only = _merged(only, get(child, fields.ONLY))
        edge += _EDGE
    put(node, fields.UNDEFINED, undefined)
    put(node, fields.SAYS, says)
    put(node, fields.ONLY, only)
    if differs:
        put(node, fields.HASH, hashing.mixed(total ^ get(node, fields.N)))
        put(node, fields.MATTERS, matters | get(node, fields.D))
    else:
        put(node, fields.HASH, head)
        put(node, fields.MATTERS, matters)
    return asks


@compiled
def _merged(one: int, other: int) -> int:
    """The only leaf of two diagrams."""
    if one == fields.NONE or one == other:
        return other
    if other == fields.NONE:
        return one
    if one == fields.MANY or other == fields.MANY or get(one, fields.HASH) != get(other, fields.HASH):
        return fields.MANY
    return one
