"""The leaves that are polynomials, for one row: a number, an unknown of its own, or something between.

Partly known symbols are compared by their values at fixed samples of the missing facts. Two that differ at a sample are
different; a fact that changes a sample's value matters. Where that proves too little, the row is in trouble.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from zhiwei.engine.native.exact import arithmetic, fields, hashing
from zhiwei.engine.native.exact.compiled import VERSION, compiled, entry, unit, whole
from zhiwei.engine.native.exact.given import number
from zhiwei.engine.native.exact.memory import WORD, call_six, get, put
from zhiwei.engine.native.exact.programs import APPLY, CONSTANT, FACT, TIMES

_STEP, _COLUMN = fields.STEP * WORD, fields.COLUMN * WORD


@compiled
def value(task: int, row: int, node: int, sample: int, moved: int, to: int) -> tuple[int, int]:
    """What :func:`run` gives, from its unit."""
    d = call_six(get(task, fields.RUN_AT), task, row, node, sample, moved, to)
    return get(task, fields.RUN_TO), d


@compiled
def run(task: int, row: int, node: int, sample: int, moved: int, to: int) -> tuple[int, int]:
    """The number that the program of a node gives; missing facts from a sample, but column ``moved`` from sample ``to``."""
    missing = get(task, fields.MISSING)
    numbers, columns = get(task, fields.NUMBERS), get(task, fields.COLUMNS)
    top = get(task, fields.MACHINE)
    n, d = 0, 1
    step, end = get(node, fields.BEGIN), get(node, fields.END)
    while step < end:  # n/d is the top of the stack; what lies below it is in memory
        operation, argument = get(step, 0), get(step, 1)
        step += _STEP
        if operation <= FACT:
            top += 2 * WORD
            put(top, 0, n)
            put(top, 1, d)
            if operation == CONSTANT:
                n, d = get(numbers, 2 * argument), get(numbers, 2 * argument + 1)
                continue
            column = columns + argument * _COLUMN
            if get(column, fields.BIT) & missing == 0:
                n = whole(number(column, row))
            else:
                n = get(column, fields.SAMPLE + (to if column == moved else sample))
            d = get(column, fields.SCALE)
            if d != 1:
                n, d = arithmetic.reduced(n, d)
            continue
        m, e = get(top, 0), get(top, 1)
        top -= 2 * WORD
        if operation == TIMES:
            n, d = arithmetic.times(m, e, n, d)
        elif operation < APPLY:
            n, d = arithmetic.plus(m, e, n, d)
        else:
            n, d = arithmetic.applied(operation - APPLY, m, e, n, d)
        if d == 0:
            return 0, 0
    if d == 1:
        return n, d
    return arithmetic.reduced(n, d)


@compiled
def fingerprint(task: int, row: int, node: int, missing: int) -> int:
    """A hash of a symbol in its missing facts; 0 where some of them is not proved to matter."""
    n, d = value(task, row, node, 0, -1, 0)
    if d == 0:
        return 0
    found = hashing.joined(missing, hashing.of_number(n, d))
    column, end = get(task, fields.COLUMNS), get(task, fields.COLUMNS_END)
    while column < end:
        if get(column, fields.BIT) & missing != 0:
            matters = False
            for to in (1, 2):
                m, e = value(task, row, node, 0, column, to)
                if e == 0:
                    return 0
                matters = matters or m != n or e != d
                found = hashing.joined(found, hashing.of_number(m, e))
            if not matters:
                return 0
        column += _COLUMN
    n, d = value(task, row, node, 1, -1, 0)
    if d == 0:
        return 0
    return hashing.joined(found, hashing.of_number(n, d))


@compiled
def describe(task: int, row: int, leaf: int) -> None:
    """What a polynomial leaf is for a row."""
    now = get(task, fields.NOW)
    if get(leaf, fields.STAMP) == now:
        return
    put(leaf, fields.STAMP, now)
    reads = get(leaf, fields.SUPPORT)
    missing = reads & get(task, fields.MISSING)
    put(leaf, fields.MATTERS, missing)
    if reads & get(task, fields.ABSENT) != 0:
        put(task, fields.TROUBLE, fields.UNSETTLED)
    elif missing == 0:
        n, d = value(task, row, leaf, 0, -1, 0)
        if d == 0:
            put(task, fields.TROUBLE, fields.UNSETTLED)
        put(leaf, fields.N, n)
        put(leaf, fields.D, d)
        put(leaf, fields.HASH, hashing.of_number(n, d))
    else:
        _unknown(task, row, leaf, reads, missing)


@compiled
def _unknown(task: int, row: int, leaf: int, reads: int, missing: int) -> None:
    """A symbol with missing facts; trouble where it may be the same polynomial as another one met."""
    met = get(task, fields.MIXED)
    if missing == reads:
        found = get(leaf, fields.SALT)
        if get(leaf, fields.VAGUE) != 0:
            met |= fields.VAGUELY
    else:
        found = fingerprint(task, row, leaf, missing)
        met |= fields.PARTLY
    put(leaf, fields.HASH, found)
    put(task, fields.MIXED, met)
    seen, table = get(task, fields.SEEN), get(task, fields.SYMBOLS)
    if found == 0 or met & 3 == fields.PARTLY | fields.VAGUELY or seen == fields.MOST_SYMBOLS:
        put(task, fields.TROUBLE, fields.UNSETTLED)
        return
    for k in range(seen):
        if get(table, k) == found:
            put(task, fields.TROUBLE, fields.UNSETTLED)
    put(table, seen, found)
    put(task, fields.SEEN, seen + 1)


def _entry(version: int) -> Callable[[int, int], int]:
    @entry
    def hash_of_leaf(task: int, leaf: int) -> int:
        if version and get(leaf, fields.KIND) == fields.CONSTANT:
            return hashing.of_number(get(leaf, fields.N), get(leaf, fields.D))
        put(task, fields.MISSING, get(leaf, fields.SUPPORT))
        found = fingerprint(task, 0, leaf, get(leaf, fields.SUPPORT))
        if get(leaf, fields.KIND) == fields.ATOM and found != 0:
            return hashing.joined(found, get(leaf, fields.EQUAL))
        return found

    return hash_of_leaf


hash_of_leaf = _entry(VERSION)
"""The hash of a number, or of a symbol or condition of which every fact is missing: 0 where samples prove too little."""


def _unit(version: int) -> Any:
    def number_of(task, row, node, sample, moved, to):  # type: ignore[no-untyped-def]
        n, d = run(task, row, node, sample, moved, to)
        put(task, fields.RUN_TO, n)
        return d if version else 0

    return unit(6, number_of)


@cache
def run_unit() -> Any:
    """The unit of :func:`run`: it gives the denominator, and leaves the numerator in the task."""
    return _unit(VERSION)
