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
from zhiwei.engine.native.exact.given import lacks, number
from zhiwei.engine.native.exact.memory import WORD, get, half, put, real, set_half, set_real

_EDGE = fields.EDGE * WORD
_PAIR = 2 * WORD
_NODE = fields.NODE * WORD
_TEST = fields.TEST * WORD
_ENTRY = 3 * WORD
_RECORD = fields.RECORD * WORD
_KNOWN = fields.KNOWN_SO_FAR * WORD
_SPREAD = np.uint64(0x9E3779B97F4A7C15)
_OTHER = np.uint64(0xC2B2AE3D27D4EB4F)


@compiled
def recall(task: int, rows: int, count: int) -> None:
    """Follow the paths of rows (at most TOGETHER) side by side, so that none waits for another's memory.

    Leaves at PLACES where each came: less than 0 at an answer, above it at a test of numbers, which :func:`finish` goes on
    with; 0 where nothing was learned.
    """
    tree, tests = get(task, fields.TREE), get(task, fields.TESTS)
    places, under_way = get(task, fields.PLACES), get(task, fields.UNDER_WAY)
    columns, end = get(task, fields.COLUMNS), get(task, fields.COLUMNS_END)
    left = 0
    for k in range(count):
        missing, absent = lacks(columns, end, get(rows, k))
        at = 0
        if absent & get(task, fields.NEVER_ABSENT) == 0:
            at = get(_pattern(task, missing, absent), 2)
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
                branch = _equal(task, n, d, compared)
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
def _pattern(task: int, missing: int, absent: int) -> int:
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
    if get(task, fields.TREE_SHUT) != 0 or get(task, fields.MIXED) & fields.PARTICULAR != 0:
        return
    tree, nodes = get(task, fields.TREE), get(task, fields.NODES)
    missing, absent = get(task, fields.MISSING), get(task, fields.ABSENT)
    entry = _pattern(task, missing, absent)
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
    """The number of an outcome, as :func:`recall` and :func:`finish` find it."""
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
def _room(task: int, words: int) -> int:
    """Room in the tree for numbers, all 0; 0 where there is none."""
    place = get(task, fields.TREE_USED)
    if place + words > get(task, fields.TREE_ROOM):
        put(task, fields.TREE_FULL, 1)
        return 0
    put(task, fields.TREE_USED, place + words)
    return place
