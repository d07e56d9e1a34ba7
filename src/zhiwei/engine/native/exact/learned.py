"""Answers learned: rows that pass the same tests with the same outcome have one answer, worked out once.

While a row is settled from the diagrams, every test that its known facts decide is noted. Which test comes next depends on
the outcomes before it alone, so the notes of all rows that lack the same facts make one tree of tests; the answer stands at
the end of a row's path. A later row follows its path, which takes a fraction of the time. Numbers that polynomials give
are worked out for each row; where results are compared, whether they are equal is a test like any other.

The tree belongs to one task, is bounded, and forgets nothing but as a whole.
"""

from __future__ import annotations

import numpy as np

from zhiwei.engine.native.exact import fields, symbols
from zhiwei.engine.native.exact.compiled import compiled, whole
from zhiwei.engine.native.exact.given import number
from zhiwei.engine.native.exact.memory import WORD, get, put, real, set_real

_EDGE = fields.EDGE * WORD
_PAIR = 2 * WORD
_RECORD = fields.RECORD * WORD
_KNOWN = fields.KNOWN_SO_FAR * WORD
_SPREAD = np.uint64(0x9E3779B97F4A7C15)
_OTHER = np.uint64(0xC2B2AE3D27D4EB4F)


@compiled
def recall(task: int, row: int) -> bool:
    """Whether the answer of a row has been learned: then it stands in the task. It may be in trouble even so."""
    tree = get(task, fields.TREE)
    at = get(_pattern(task), 2)
    compared = 0
    while at != 0:
        place = tree + at * WORD
        test = get(place, 0)
        if test == 0:
            return _take(task, row, place)
        kind = get(test, fields.KIND)
        if kind == fields.ORDERED:
            column = get(test, fields.FACT)
            value = number(column, row)
            if value < real(column, fields.LOW) or value > real(column, fields.HIGH):
                return False
            branch = _part(test, value)
        elif kind == fields.FINITE:
            column = get(test, fields.FACT)
            position = int(number(column, row))
            if position < 0 or position >= get(column, fields.SIZE):
                return False
            branch = get(get(column, fields.CLASS), position)
        else:
            n, d = symbols.value(task, row, test, 0, -1, 0)
            if d == 0:
                return False
            if kind == fields.SYMBOL:
                branch = _equal(task, n, d, compared)
                compared += 1
            else:
                branch = 1 if (n == 0 if get(test, fields.EQUAL) != 0 else n < 0) else 0
        at = get(place, 1 + branch)
    return False


@compiled
def _take(task: int, row: int, place: int) -> bool:
    """An answer into the task, its number worked out for the row."""
    for k in range(fields.RECORD - 1):
        put(task, fields.WORD + k, get(place, 1 + k))
    by = get(task, fields.PAID_BY)
    if by != 0:
        n, d = symbols.value(task, row, by, 0, -1, 0)
        if d == 0 or (d != 1 and get(task, fields.OF_VARIABLE) == 0):
            return False
        put(task, fields.PAID, n)
        put(task, fields.PAID_UNDER, d)
    return True


@compiled
def _pattern(task: int) -> int:
    """The entry for what the row lacks, a free one, or the last one where the table is full: it stays empty."""
    missing, absent = get(task, fields.MISSING), get(task, fields.ABSENT)
    spread = np.uint64(missing) * _SPREAD + np.uint64(absent) * _OTHER
    place = whole(spread >> np.uint64(64 - fields.PATTERN_BITS))
    table = get(task, fields.PATTERNS)
    for _ in range(fields.PROBES):
        entry = table + place * 3 * WORD
        if get(entry, 2) == 0 or (get(entry, 0) == missing and get(entry, 1) == absent):
            return entry
        place += 1
    return get(task, fields.NO_PATTERN)


@compiled
def _part(test: int, value: float) -> int:
    """The part of an ordered fact's domain in which a number lies."""
    edge, last = get(test, fields.FIRST), get(test, fields.LAST) - _EDGE
    part = 0
    while edge < last and value >= real(edge + _EDGE, fields.CUT):
        edge += _EDGE
        part += 1
    return part


@compiled
def _equal(task: int, n: int, d: int, compared: int) -> int:
    """To which the number is equal: 0 none, then the constants at leaves, then the numbers compared before on this path.

    The number is kept to be compared with.
    """
    numbers = get(task, fields.COMPARED)
    put(numbers, 2 * compared, n)
    put(numbers, 2 * compared + 1, d)
    constant, end = get(task, fields.CONSTANTS), get(task, fields.CONSTANTS_END)
    place = 1
    while constant < end:
        if get(get(constant, 0), fields.N) == n and get(get(constant, 0), fields.D) == d:
            return place
        constant += WORD
        place += 1
    for k in range(compared):
        if get(numbers, 2 * k) == n and get(numbers, 2 * k + 1) == d:
            return place + k
    return 0


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
    tree, entry = get(task, fields.TREE), _pattern(task)
    if get(task, fields.MIXED) & fields.PARTICULAR != 0 or entry == get(task, fields.NO_PATTERN):
        return
    link = entry + 2 * WORD
    compared = 0
    at, end = get(task, fields.NOTES), get(task, fields.NOTED)
    while at < end:
        test, outcome = get(at, 0), get(at, 1)
        at += _PAIR
        if _follows(task, test, outcome):
            continue
        place = get(link, 0)
        if place == 0:
            place = _room(task, 1 + _branches(task, test, compared))
            if place == 0:
                return
            _link(task, entry, link, place)
            put(tree + place * WORD, 0, test)
        link = tree + (place + 1 + _branch(task, row, test, outcome, compared)) * WORD
        if get(test, fields.KIND) == fields.SYMBOL:
            compared += 1
            if compared == fields.MOST_COMPARED:
                return
    place = _room(task, fields.RECORD)
    if place != 0:
        _link(task, entry, link, place)
        for k in range(fields.RECORD - 1):
            put(tree + place * WORD, 1 + k, get(task, fields.WORD + k))


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
    """The number of an outcome, as :func:`recall` finds it."""
    kind = get(test, fields.KIND)
    if kind == fields.SYMBOL:
        return _equal(task, get(test, fields.N), get(test, fields.D), compared)
    if kind == fields.ORDERED:
        return (outcome - get(test, fields.FIRST)) // _EDGE
    if kind == fields.FINITE:
        column = get(test, fields.FACT)
        return get(get(column, fields.CLASS), int(number(column, row)))
    return outcome


@compiled
def _link(task: int, entry: int, link: int, place: int) -> None:
    """Let a link lead to a place of the tree; the first of an entry claims it for the row's pattern."""
    if link == entry + 2 * WORD:
        put(entry, 0, get(task, fields.MISSING))
        put(entry, 1, get(task, fields.ABSENT))
    put(link, 0, place)


@compiled
def _room(task: int, words: int) -> int:
    """Room in the tree, all 0; 0 where there is none."""
    place = get(task, fields.TREE_USED)
    if place + words > get(task, fields.TREE_ROOM):
        put(task, fields.TREE_FULL, 1)
        return 0
    put(task, fields.TREE_USED, place + words)
    return place
