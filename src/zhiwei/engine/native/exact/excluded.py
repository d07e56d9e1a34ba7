"""Which facts matter where some completions are excluded: those that tell two admissible completions apart."""

from __future__ import annotations

import numpy as np

from zhiwei.engine.native.exact import fields
from zhiwei.engine.native.exact.compiled import compiled, whole
from zhiwei.engine.native.exact.memory import WORD, get, put, real

_EDGE = fields.EDGE * WORD
_PAIR = 2 * WORD
_LEAVES = 1 << 40
"""Place of leaves in the order of facts: after all."""
STEPS = 1 << 14
"""After so many comparisons a row is left to the traced engine."""


@compiled
def matters(task: int, root: int) -> int:
    """The facts that matter to a described diagram; remembered by the diagram's hash."""
    key = get(root, fields.HASH)
    slot = get(task, fields.MEMO) + whole(np.uint64(key) % np.uint64(fields.REMEMBERED)) * _PAIR
    if get(slot, 0) == key:
        return get(slot, 1)
    found = 0
    search = get(task, fields.SEARCH) + 1
    put(task, fields.SEARCH, search)
    bottom = get(task, fields.STACK)
    top = bottom
    put(top, 0, root)
    put(root, fields.MET, search)
    while top >= bottom:
        node = get(top, 0)
        top -= WORD
        support = get(node, fields.D)
        if support & ~found != 0 and _distinguishes(task, node):
            found |= support
        edge, last = get(node, fields.FIRST), get(node, fields.LAST)
        while edge < last:
            child = get(edge, fields.LANDED)
            kind = get(child, fields.KIND)
            if kind == fields.SYMBOL:
                found |= get(child, fields.MATTERS)
            elif kind > fields.SYMBOL and get(child, fields.MET) != search:
                put(child, fields.MET, search)
                top += WORD
                put(top, 0, child)
            edge += _EDGE
    if get(task, fields.TROUBLE) == fields.NO_TROUBLE:
        put(slot, 0, key)
        put(slot, 1, found)
    return found


@compiled
def _distinguishes(task: int, node: int) -> bool:
    """Whether two children of a node differ at some completion that both admit."""
    edge, last = get(node, fields.FIRST), get(node, fields.LAST)
    while edge < last:
        other = edge + _EDGE
        while other < last:
            if _differ(task, get(edge, fields.LANDED), get(other, fields.LANDED)):
                return True
            other += _EDGE
        edge += _EDGE
    return False


@compiled
def _differ(task: int, left: int, right: int) -> bool:
    """Whether two diagrams have different results at some completion that both admit."""
    bottom = get(task, fields.PAIRS)
    end = bottom + fields.MOST_PAIRS * _PAIR
    top = _pushed(bottom - _PAIR, left, right)
    steps = 0
    while top >= bottom:
        a, b = get(top, 0), get(top, 1)
        top -= _PAIR
        one, two = get(a, fields.ONLY), get(b, fields.ONLY)
        if get(a, fields.HASH) == get(b, fields.HASH) or one == fields.NONE or two == fields.NONE:
            continue
        if get(a, fields.UNDEFINED) == 0 and get(b, fields.UNDEFINED) == 0:
            return True
        if one != fields.MANY and two != fields.MANY and get(one, fields.HASH) == get(two, fields.HASH):
            continue
        steps += 1
        room = end - top - 2 * _PAIR
        needed = _room(a) + _room(b)
        if steps > STEPS or needed > room:
            put(task, fields.TROUBLE, fields.UNSETTLED)
            return True
        above = _rank(a) - _rank(b)
        if above < 0:
            top = _against(top, a, b)
        elif above > 0:
            top = _against(top, b, a)
        elif get(a, fields.KIND) == fields.FINITE:
            top = _meet_finite(top, a, b)
        else:
            top = _meet_ordered(top, a, b)
    return False


@compiled
def _rank(node: int) -> int:
    return _LEAVES if get(node, fields.KIND) <= fields.SYMBOL else get(node, fields.RANK)


@compiled
def _room(node: int) -> int:
    """Bytes of pairs that splitting a node may take."""
    edges = (get(node, fields.LAST) - get(node, fields.FIRST)) // _EDGE
    if get(node, fields.KIND) == fields.FINITE:
        edges = max(edges, get(get(node, fields.FACT), fields.SIZE))
    return edges * _PAIR


@compiled
def _pushed(top: int, a: int, b: int) -> int:
    top += _PAIR
    put(top, 0, a)
    put(top, 1, b)
    return top


@compiled
def _against(top: int, node: int, other: int) -> int:
    """Push each child of a node with the other diagram."""
    edge, last = get(node, fields.FIRST), get(node, fields.LAST)
    while edge < last:
        top = _pushed(top, get(edge, fields.LANDED), other)
        edge += _EDGE
    return top


@compiled
def _meet_ordered(top: int, a: int, b: int) -> int:
    """Push the pairs of children of two splits on one fact whose parts overlap."""
    i, j = get(a, fields.FIRST), get(b, fields.FIRST)
    last, end = get(a, fields.LAST) - _EDGE, get(b, fields.LAST) - _EDGE
    ordered = get(a, fields.KIND) == fields.ORDERED
    while True:
        top = _pushed(top, get(i, fields.LANDED), get(j, fields.LANDED))
        if i == last and j == end:
            return top
        left = (
            ordered and i < last and (j == end or real(i + _EDGE, fields.CUT) <= real(j + _EDGE, fields.CUT))
        )
        right = (
            ordered and j < end and (i == last or real(j + _EDGE, fields.CUT) <= real(i + _EDGE, fields.CUT))
        )
        if left or not ordered:  # pseudo-facts and atoms have the same two parts
            i += _EDGE
        if right or not ordered:
            j += _EDGE


@compiled
def _meet_finite(top: int, a: int, b: int) -> int:
    """The same for a finite fact, position by position; a pair met twice in a row is pushed once."""
    one, two = get(a, fields.TABLE), get(b, fields.TABLE)
    i, j = 0, 0
    for position in range(get(get(a, fields.FACT), fields.SIZE)):
        if get(one, position) != i or get(two, position) != j:
            i, j = get(one, position), get(two, position)
            top = _pushed(top, get(i, fields.LANDED), get(j, fields.LANDED))
    return top
