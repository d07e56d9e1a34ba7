"""Answers learned: rows that pass the same tests with the same outcome have one answer, worked out once.

The rows that lack the same facts make one tree of tests, with an answer at the end of each path; :mod:`learning` makes it.
A later row follows its path, which takes a fraction of the time that its diagrams would. Numbers that polynomials give are
worked out for each row; where results are compared, whether they are equal is a test like any other.
"""

from __future__ import annotations

import numpy as np

from zhiwei.engine.native.exact import fields, symbols
from zhiwei.engine.native.exact.compiled import compiled, whole
from zhiwei.engine.native.exact.given import gathered_lacks, lacks, number
from zhiwei.engine.native.exact.memory import WORD, get, half, put, real

_EDGE = fields.EDGE * WORD
_NODE = fields.NODE * WORD
_TEST = fields.TEST * WORD
_ENTRY = 3 * WORD
_RECORD = fields.RECORD * WORD
_SPREAD = np.uint64(0x9E3779B97F4A7C15)
_OTHER = np.uint64(0xC2B2AE3D27D4EB4F)


@compiled
def recall(task: int, rows: int, count: int, gathered: int) -> None:
    """Follow the paths of rows (at most TOGETHER) side by side, so that none waits for another's memory.

    ``gathered`` is the row from which on it was gathered what they lack, -1 where it was not.

    Leaves at PLACES where each came: less than 0 at an answer, above it at a test of numbers, which :func:`finish` goes on
    with; 0 where nothing was learned.
    """
    tree, tests = get(task, fields.TREE), get(task, fields.TESTS)
    places, under_way = get(task, fields.PLACES), get(task, fields.UNDER_WAY)
    columns, end = get(task, fields.COLUMNS), get(task, fields.COLUMNS_END)
    left = 0
    for k in range(count):
        if gathered < 0:
            missing, absent = lacks(columns, end, get(rows, k))
        else:
            missing, absent = gathered_lacks(task, get(rows, k) - gathered)
        at = 0
        if absent & get(task, fields.NEVER_ABSENT) == 0:
            at = get(pattern(task, missing, absent), 2)
        put(places, k, at)
        put(under_way, left, k)
        left += at > 0
    while left > 0:
        kept = 0
        for j in range(left):
            k = get(under_way, j)
            at = get(places, k)
            test = tests + half(tree, at) * _TEST
            if get(test, fields.PLAIN) != 0:
                branch = _foretold(test, get(rows, k))
                at = half(tree, at + 1 + branch) if branch >= 0 else 0
                put(places, k, at)
                put(under_way, kept, k)
                kept += at > 0
        left = kept


@compiled
def finish(task: int, row: int, at: int) -> bool:
    """Whether a row's path leads from a place to an answer: then that stands in the task, its number worked out."""
    tree, nodes = get(task, fields.TREE), get(task, fields.NODES)
    put(task, fields.MISSING, 0)  # numbers are asked for only where all their facts are known
    compared = 0
    while at > 0:
        test = nodes + half(tree, at) * _NODE
        kind = get(test, fields.KIND)
        if kind == fields.ORDERED or kind == fields.FINITE:
            branch = _outcome(test, kind, row)
            if branch < 0:
                return False
        else:
            n, d = symbols.value(task, row, test, 0, -1, 0)
            if d == 0:
                return False
            if kind == fields.SYMBOL:
                branch = equal(task, n, d, compared)
                compared += 1
            else:
                branch = 1 if (n == 0 if get(test, fields.EQUAL) != 0 else n < 0) else 0
        at = half(tree, at + 1 + branch)
    return at < 0 and _take(task, row, at)


@compiled
def _foretold(test: int, row: int) -> int:
    """The same for a plain test, without branches that depend on the row; -1 outside the domain."""
    value = number(get(test, fields.OF), row)
    place = min(max(value, 0.0), float(get(test, fields.LAST_CLASS)))
    part = get(get(test, fields.CLASS_OF), int(place))
    for k in range(fields.PLAIN_CUTS):
        part += value >= real(test, fields.CUTS + k)
    inside = (value >= real(test, fields.LEAST)) & (value <= real(test, fields.MOST))
    return part if inside else -1


@compiled
def _outcome(test: int, kind: int, row: int) -> int:
    """The part in which a known fact lies; -1 outside its domain."""
    column = get(test, fields.FACT)
    value = number(column, row)
    if kind == fields.FINITE:
        position = int(value)
        if position < 0 or position >= get(column, fields.SIZE):
            return -1
        return get(get(column, fields.CLASS), position)
    if value < real(column, fields.LOW) or value > real(column, fields.HIGH):
        return -1
    return _part(test, value)


@compiled
def answer(task: int, at: int) -> int:
    """The record to which a place less than 0 refers."""
    return get(task, fields.ANSWERS) - (at + 1) * _RECORD


@compiled
def _take(task: int, row: int, at: int) -> bool:
    """An answer into the task, its number worked out for the row."""
    record = answer(task, at)
    for k in range(fields.ANSWER):
        put(task, fields.WORD + k, get(record, k))
    by = get(task, fields.PAID_BY)
    if by != 0:
        n, d = symbols.value(task, row, by, 0, -1, 0)
        if d == 0 or (d != 1 and get(task, fields.OF_VARIABLE) == 0):
            return False
        put(task, fields.PAID, n)
        put(task, fields.PAID_UNDER, d)
    return True


@compiled
def pattern(task: int, missing: int, absent: int) -> int:
    """The entry for what a row lacks, a free one, or, where the table is full, one that stays empty."""
    spread = np.uint64(missing) * _SPREAD + np.uint64(absent) * _OTHER
    place = whole(spread >> np.uint64(64 - fields.PATTERN_BITS))
    table = get(task, fields.PATTERNS)
    for _ in range(fields.PROBES):
        entry = table + place * _ENTRY
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
def equal(task: int, n: int, d: int, compared: int) -> int:
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
