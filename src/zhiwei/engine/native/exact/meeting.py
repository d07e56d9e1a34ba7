"""Whether neighbouring parts of a missing fact say the same number where they meet, once a row's known facts are in them.

The traced engine lets the earlier of two parts reach as far as it says the same as the later, and a single value belong to
the next part where that says it (:mod:`zhiwei.engine.splits`). Frozen diagrams were split so before the known facts of a row
turned their conditions and symbols into numbers and lines; where parts would now begin elsewhere, the row is in trouble.
"""

from __future__ import annotations

from zhiwei.engine.native.exact import fields, symbols
from zhiwei.engine.native.exact.compiled import compiled, whole
from zhiwei.engine.native.exact.memory import WORD, get, put, real

_EDGE = fields.EDGE * WORD


@compiled
def _is_alone(node: int, child: int) -> bool:
    """Whether a described diagram came to one symbol, in which the fact of a node alone is missing."""
    only = get(child, fields.ONLY)
    return (
        only >= 0
        and get(child, fields.HASH) == get(only, fields.HASH)
        and get(child, fields.MATTERS) != 0
        and get(child, fields.MATTERS) == get(node, fields.D)
    )


@compiled
def meet(task: int, row: int, node: int) -> None:
    """Trouble where parts of a split on an ordered fact, its children described, would begin elsewhere.

    Also where something under a single value still asks for the fact: the traced engine may have put the value in.
    """
    edge, last = get(node, fields.FIRST), get(node, fields.LAST) - _EDGE
    while edge <= last:
        child = get(edge, fields.LANDED)
        single = get(edge, fields.SINGLE) != 0
        if single and get(child, fields.MATTERS) & get(node, fields.D) != 0:
            put(task, fields.TROUBLE, fields.UNSETTLED)
        if edge < last:
            following = get(edge + _EDGE, fields.LANDED)
            if _may_meet(node, child, following):
                _compare(task, row, node, child, following, real(edge + _EDGE, fields.CUT))
                if single:
                    low = real(edge, fields.CUT)
                    if edge == get(node, fields.FIRST):
                        low = real(get(node, fields.FACT), fields.LOW)
                    _compare(task, row, node, child, following, low)
        edge += _EDGE


@compiled
def _may_meet(node: int, one: int, other: int) -> bool:
    """Whether two described diagrams are different lines in the fact of a node, or such a line and a number."""
    if get(one, fields.HASH) == get(other, fields.HASH):
        return False
    if _is_alone(node, one):
        return _is_line(node, one) and (_is_line(node, other) or _is_number(other))
    return _is_number(one) and _is_line(node, other)


@compiled
def _is_line(node: int, child: int) -> bool:
    return _is_alone(node, child) and get(get(child, fields.ONLY), fields.LINES) & get(node, fields.D) != 0


@compiled
def _is_number(child: int) -> bool:
    only = get(child, fields.ONLY)
    if only < 0 or get(child, fields.HASH) != get(only, fields.HASH) or get(child, fields.MATTERS) != 0:
        return False
    return get(only, fields.KIND) == fields.SYMBOL or get(only, fields.TAG) == fields.NUMBER


@compiled
def _compare(task: int, row: int, node: int, one: int, other: int, at: float) -> None:
    """Trouble where two parts say the same number at a value of the fact; it may, for a number of the row's own."""
    n, d = _number(task, row, node, get(one, fields.ONLY), at)
    m, e = _number(task, row, node, get(other, fields.ONLY), at)
    if d == 0 or e == 0 or (n == m and d == e):
        put(task, fields.TROUBLE, fields.UNSETTLED)


@compiled
def _number(task: int, row: int, node: int, leaf: int, at: float) -> tuple[int, int]:
    if get(leaf, fields.MATTERS) == 0:
        if get(leaf, fields.KIND) == fields.SYMBOL:
            put(task, fields.MIXED, get(task, fields.MIXED) | fields.OWN)
        return get(leaf, fields.N), get(leaf, fields.D)
    column = get(node, fields.FACT)
    usual = get(column, fields.SAMPLE)
    put(column, fields.SAMPLE, whole(at))
    n, d = symbols.value(task, row, leaf, 0, -1, 0)
    put(column, fields.SAMPLE, usual)
    return n, d
