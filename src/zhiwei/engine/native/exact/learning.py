"""Learning answers: the tests that a row has passed become a path, with its answer at the end; see :mod:`learned`.

While a row is settled from the diagrams, every test that its known facts decide is noted. Which test comes next depends on
the outcomes before it alone, so the notes of all rows that lack the same facts fit into one tree. The tree belongs to one
task, is bounded, and forgets nothing but as a whole.
"""

from __future__ import annotations

import numpy as np

from zhiwei.engine.native.exact import fields
from zhiwei.engine.native.exact.compiled import compiled, whole
from zhiwei.engine.native.exact.given import number
from zhiwei.engine.native.exact.learned import equal, pattern
from zhiwei.engine.native.exact.memory import WORD, get, half, put, real, set_half, set_real

_EDGE = fields.EDGE * WORD
_PAIR = 2 * WORD
_NODE = fields.NODE * WORD
_RECORD = fields.RECORD * WORD
_KNOWN = fields.KNOWN_SO_FAR * WORD
_SPREAD = np.uint64(0x9E3779B97F4A7C15)


@compiled
def note(task: int, test: int, outcome: int) -> None:
    """Note a test that known facts decided: its node and the edge or truth that came out."""
    at = get(task, fields.NOTED)
    if at == get(task, fields.NOTES_END):
        put(task, fields.MIXED, get(task, fields.MIXED) | fields.OWN)
        return
    put(at, 0, test)
    put(at, 1, outcome)
    put(task, fields.NOTED, at + _PAIR)


@compiled
def learn(task: int, row: int) -> None:
    """Keep the answer in the task for the rows that pass the tests noted as this row did."""
    if get(task, fields.TREE_SHUT) != 0 or get(task, fields.MIXED) & fields.PARTICULAR != 0:
        return
    tree, nodes = get(task, fields.TREE), get(task, fields.NODES)
    missing, absent = get(task, fields.MISSING), get(task, fields.ABSENT)
    entry = pattern(task, missing, absent)
    if entry == get(task, fields.NO_PATTERN):
        return
    at, link, compared = get(entry, 2), -1, 0
    note_, end = get(task, fields.NOTES), get(task, fields.NOTED)
    while note_ < end:
        test, outcome = get(note_, 0), get(note_, 1)
        note_ += _PAIR
        if _follows(task, test, outcome):
            continue
        if at == 0:
            at = _room(task, 1 + _branches(task, test, compared))
            if at == 0:
                return
            set_half(tree, at, (test - nodes) // _NODE)
            _lead(task, entry, link, at)
        link = at + 1 + _branch(task, row, test, outcome, compared)
        at = half(tree, link)
        if get(test, fields.KIND) == fields.SYMBOL:
            compared += 1
            if compared == fields.MOST_COMPARED:
                return
    if at == 0:
        at = _kept(task)
        if at != 0:
            _lead(task, entry, link, at)


@compiled
def _lead(task: int, entry: int, link: int, at: int) -> None:
    """Let a link lead to a place; the first one is that of the pattern's entry."""
    if link >= 0:
        set_half(get(task, fields.TREE), link, at)
        return
    put(entry, 0, get(task, fields.MISSING))
    put(entry, 1, get(task, fields.ABSENT))
    put(entry, 2, at)


@compiled
def _kept(task: int) -> int:
    """The place, less than 0, of the answer in the task among those kept; 0 where there is no room for one more."""
    paid, under = get(task, fields.PAID), get(task, fields.PAID_UNDER)
    if get(task, fields.PAID_BY) != 0:  # each row has a number of its own
        put(task, fields.PAID, 0)
        put(task, fields.PAID_UNDER, 1)
    spread = np.uint64(0)
    for k in range(fields.ANSWER):
        spread = (spread ^ np.uint64(get(task, fields.WORD + k))) * _SPREAD
    place, found = whole(spread >> np.uint64(64 - fields.ANSWER_BITS)), 0
    for _ in range(fields.PROBES):
        record = get(task, fields.ANSWERS) + place * _RECORD
        used = get(record, fields.ANSWER)
        same = True
        for k in range(fields.ANSWER):
            same = same and get(record, k) == get(task, fields.WORD + k)
        if used == 0:
            put(record, fields.ANSWER, 1)
            for k in range(fields.ANSWER):
                put(record, k, get(task, fields.WORD + k))
        place += 1
        if used == 0 or same:
            found = -place
            break
    put(task, fields.PAID, paid)
    put(task, fields.PAID_UNDER, under)
    return found


@compiled
def _follows(task: int, test: int, outcome: int) -> bool:
    """Whether the outcome of a test follows from those before it on the row's path; if not, it is held on to."""
    now, kind = get(task, fields.NOW), get(test, fields.KIND)
    if kind == fields.SYMBOL:
        if get(test, fields.ASKED) == now:
            return True
        put(test, fields.ASKED, now)
        return False
    known = get(task, fields.FACTS) + get(test, fields.RANK) * _KNOWN
    new = get(known, 0) != now
    put(known, 0, now)
    if kind != fields.ORDERED:
        return not new
    low, high = real(outcome, fields.CUT), fields.INFINITE
    if outcome < get(test, fields.LAST) - _EDGE:
        high = real(outcome + _EDGE, fields.CUT)
    if not new:
        if real(known, 1) >= low and real(known, 2) <= high:
            return True
        low, high = max(low, real(known, 1)), min(high, real(known, 2))
    set_real(known, 1, low)
    set_real(known, 2, high)
    return False


@compiled
def _branches(task: int, test: int, compared: int) -> int:
    """How many outcomes a test has."""
    kind = get(test, fields.KIND)
    if kind == fields.SYMBOL:
        return 1 + (get(task, fields.CONSTANTS_END) - get(task, fields.CONSTANTS)) // WORD + compared
    if kind == fields.ORDERED:
        return (get(test, fields.LAST) - get(test, fields.FIRST)) // _EDGE
    return get(get(test, fields.FACT), fields.CLASS_COUNT) if kind == fields.FINITE else 2


@compiled
def _branch(task: int, row: int, test: int, outcome: int, compared: int) -> int:
    """The number of an outcome, as :func:`learned.recall` and :func:`learned.finish` find it."""
    kind = get(test, fields.KIND)
    if kind == fields.SYMBOL:
        return equal(task, get(test, fields.N), get(test, fields.D), compared)
    if kind == fields.ORDERED:
        return (outcome - get(test, fields.FIRST)) // _EDGE
    if kind == fields.FINITE:
        column = get(test, fields.FACT)
        return get(get(column, fields.CLASS), int(number(column, row)))
    return outcome


@compiled
def _room(task: int, words: int) -> int:
    """Room in the tree for numbers, all 0; 0 where there is none."""
    place = get(task, fields.TREE_USED)
    if place + words > get(task, fields.TREE_ROOM):
        put(task, fields.TREE_FULL, 1)
        return 0
    put(task, fields.TREE_USED, place + words)
    return place
