"""The ids of a table's rows: read at once, repeated ones found in bounded memory.

While ids ascend, only the last is kept. From the first that does not ascend on, a hash of 64 bits and the row number
are kept for each, 12 bytes a row; two different texts with one hash are to be expected once in 10,000 tables of 60
million rows. Whole numbers are told apart exactly.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import polars as pl

BUCKETS = 256
SPREAD = np.uint64(0x9E3779B97F4A7C15)
"""An odd number: multiplying by it modulo 2**64 spreads whole numbers over the buckets without loss."""
Earlier = Callable[[], Iterator[tuple[pl.Series, np.ndarray]]]
"""Reads the ids and row numbers of the blocks before this one again."""


class Seen:
    """Finds ids that an earlier row has."""

    def __init__(self, earlier: Earlier) -> None:
        self._earlier = earlier
        self._last: object = None
        self._table: _Table | None = None

    def repeated(self, ids: pl.Series, numbers: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Positions of the ids that came before, and the number of the row that has each first."""
        none = np.empty(0, np.intp), np.empty(0, np.int64)
        if not len(ids):
            return none
        if self._table is None:
            if self._ascends(ids):
                return none
            self._table = _Table()
            for before, rows in self._earlier():
                self._table.add(_keys(before), rows)
        return self._table.add(_keys(ids), numbers)

    def _ascends(self, ids: pl.Series) -> bool:
        ordered = bool((ids.slice(1) > ids.head(len(ids) - 1)).all())
        if not ordered or (self._last is not None and not ids[0] > self._last):
            return False
        self._last = ids[-1]
        return True


def _keys(ids: pl.Series) -> np.ndarray:
    if ids.dtype.is_integer():
        return ids.cast(pl.Int64).to_numpy().view(np.uint64) * SPREAD
    return ids.hash(seed=0).to_numpy()


class _Table:
    """Keys with the row that had each first, in buckets by the key's leading bits."""

    def __init__(self) -> None:
        self._buckets = [(np.empty(0, np.uint64), np.empty(0, np.uint32)) for _ in range(BUCKETS)]

    def add(self, keys: np.ndarray, numbers: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Take in keys; positions of those that were there before, and the first row of each."""
        order = np.argsort(keys, kind="stable")
        ordered = keys[order]
        fresh = np.ones(len(keys), bool)
        fresh[1:] = ordered[1:] != ordered[:-1]
        heads = np.flatnonzero(fresh)
        distinct, first = ordered[heads], numbers[order[heads]].astype(np.uint32)
        known = np.zeros(len(heads), bool)
        edges = np.searchsorted(distinct, np.arange(BUCKETS, dtype=np.uint64) << np.uint64(56))
        for bucket, (start, stop) in enumerate(zip(edges, [*edges[1:], len(distinct)], strict=True)):
            if start < stop:
                self._merge(bucket, distinct[start:stop], first[start:stop], known[start:stop])
        group = np.cumsum(fresh) - 1
        found = np.flatnonzero(~fresh | known[group])
        places = order[found]
        return places, first[group[found]].astype(np.int64)

    def _merge(self, bucket: int, keys: np.ndarray, rows: np.ndarray, known: np.ndarray) -> None:
        """Mark the keys that are there and give them their first row; insert the others in their order."""
        old, old_rows = self._buckets[bucket]
        places = np.searchsorted(old, keys)
        if old.size:
            inside = np.minimum(places, old.size - 1)
            known[:] = old[inside] == keys
            rows[known] = old_rows[inside[known]]
        at = places[~known] + np.arange(np.count_nonzero(~known))
        kept = np.ones(old.size + at.size, bool)
        kept[at] = False
        all_keys, all_rows = np.empty(kept.size, np.uint64), np.empty(kept.size, np.uint32)
        all_keys[kept], all_keys[at] = old, keys[~known]
        all_rows[kept], all_rows[at] = old_rows, rows[~known]
        self._buckets[bucket] = all_keys, all_rows
