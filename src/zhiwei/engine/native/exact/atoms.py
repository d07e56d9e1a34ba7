"""Conditions over several facts, for one row: an unknown of its own where the traced engine would not solve it.

Of a condition that is known in part the kernel only sees values at samples. What it is was told before for another row with
the same values there, or is asked for: the row waits until :mod:`zhiwei.engine.native.exact.residue` has told.
"""

from __future__ import annotations

import numpy as np

from zhiwei.engine.native.exact import fields, hashing
from zhiwei.engine.native.exact.compiled import compiled, whole
from zhiwei.engine.native.exact.memory import WORD, get, put
from zhiwei.engine.native.exact.symbols import fingerprint

_PAIR = 2 * WORD
_TRIPLE = 3 * WORD


@compiled
def ask(task: int, row: int, node: int, reads: int, missing: int) -> None:
    """Set hash and mask bits of an open condition for a row; trouble where it may have to be solved."""
    now = get(task, fields.NOW)
    if get(node, fields.ASKED) == now:
        return
    put(node, fields.ASKED, now)
    met = get(task, fields.MIXED)
    key = get(node, fields.SALT)
    if missing == reads:
        if get(node, fields.VAGUE) != 0:
            met |= fields.ATOM_VAGUELY
    else:
        met |= fields.ATOM_PARTLY
        key = _told(task, row, node, missing)
    put(node, fields.N, key)
    put(node, fields.D, missing)
    put(task, fields.MIXED, met)
    seen, table = get(task, fields.ATOMS_SEEN), get(task, fields.ATOMS)
    if (
        key == 0
        or (met & fields.ATOM_PARTLY != 0 and met & fields.ATOM_VAGUELY != 0)
        or seen == fields.MOST_SYMBOLS
    ):
        put(task, fields.TROUBLE, fields.UNSETTLED)
        return
    rank = get(node, fields.RANK)
    for k in range(seen):  # two conditions that are one now would be asked twice
        if get(table, 2 * k) == key and get(table, 2 * k + 1) != rank:
            put(task, fields.TROUBLE, fields.UNSETTLED)
    put(table, 2 * seen, key)
    put(table, 2 * seen + 1, rank)
    put(task, fields.ATOMS_SEEN, seen + 1)


@compiled
def _told(task: int, row: int, node: int, missing: int) -> int:
    """The hash of a condition known in part that is an unknown of its own, else 0; asked for where nobody has told."""
    if get(node, fields.SUPPORT) & get(task, fields.ABSENT) != 0:
        return 0
    found = fingerprint(task, row, node, missing)
    if found == 0:
        return 0
    key = hashing.joined(found, get(node, fields.EQUAL))
    slot = slot_of(get(task, fields.CLASSES), key)
    if get(slot, 0) == key:
        return key if get(slot, 1) == fields.OPAQUE else 0
    seen = get(task, fields.PENDING_SEEN)
    if seen < fields.MOST_PENDING:
        place = get(task, fields.PENDING) + seen * _TRIPLE
        put(place, 0, key)
        put(place, 1, node)
        put(place, 2, row)
        put(task, fields.PENDING_SEEN, seen + 1)
    return 0


@compiled
def slot_of(table: int, key: int) -> int:
    """Where a key stands in the table of what was told, or would."""
    place = whole(np.uint64(key) % np.uint64(fields.CLASSES_KEPT))
    while get(table + place * _PAIR, 0) != 0 and get(table + place * _PAIR, 0) != key:
        place = (place + 1) % fields.CLASSES_KEPT
    return table + place * _PAIR
