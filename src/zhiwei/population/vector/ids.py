"""The ids of a table's rows: read at once, repeated ones found in bounded memory.

While ids ascend, only the last is kept. From the first that does not ascend on, whole numbers that lie close together
have their row number in a list by number, 4 bytes for each number between the least and the greatest. For all others a
hash of 64 bits and the row number are kept, 12 bytes a row; two different texts with one hash are to be expected once in
10,000 tables of 60 million rows. Whole numbers are told apart exactly.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import polars as pl

CLOSE, SPARSE = 1 << 22, 3
"""Whole numbers are close together within so many, or so many for each row: then a list takes no more than hashes."""
BUCKETS = 256
SPREAD = np.uint64(0x9E3779B97F4A7C15)
"""An odd number: multiplying by it modulo 2**64 spreads whole numbers over the buckets without loss."""
Earlier = Callable[[], Iterator[tuple[pl.Series, np.ndarray]]]
"""Reads the ids and row numbers of the blocks before this one again."""


class Seen:
    """Finds ids that an earlier row has."""

    def __init__(self, earlier: Earlier, rows: int = 0) -> None:
        """``rows`` is about how many there will be, 0 where that is not known."""
        self._earlier, self._expected = earlier, rows
        self._last: object = None
        self._dense: _Dense | None = None
        self._table: _Table | None = None

    def repeated(self, ids: pl.Series, numbers: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Positions of the ids that came before, and the number of the row that has each first."""
        none = np.empty(0, np.intp), np.empty(0, np.int64)
        if not len(ids):
            return none
        if self._dense is None and self._table is None:
            if self._ascends(ids):
                return none
            self._begin(ids)
        if self._dense is not None:
            if self._dense.takes(ids):
                return self._dense.add(ids, numbers)
            self._table, self._dense = self._dense.hashed(), None
        assert self._table is not None
        return self._table.add(_keys(ids), numbers)

    def _begin(self, ids: pl.Series) -> None:
        """Take up the ids that ascended so far."""
        if ids.dtype.is_integer():
            self._dense = _Dense(self._expected)
        else:
            self._table = _Table()
        for before, rows in self._earlier():
            if self._dense is not None and not self._dense.takes(before):
                self._table, self._dense = self._dense.hashed(), None
            if self._dense is not None:
                self._dense.add(before, rows)
            elif self._table is not None:
                self._table.add(_keys(before), rows)

    def _ascends(self, ids: pl.Series) -> bool:
        ordered = bool((ids.slice(1) > ids.head(len(ids) - 1)).all())
        if not ordered or (self._last is not None and not ids[0] > self._last):
            return False
        self._last = ids[-1]
        return True


def _keys(ids: pl.Series) -> np.ndarray:
    if ids.dtype.is_integer():
        return _spread(_whole(ids))
    return ids.hash(seed=0).to_numpy()


def _whole(ids: pl.Series) -> np.ndarray:
    return ids.cast(pl.Int64).to_numpy()


def _spread(whole: np.ndarray) -> np.ndarray:
    return whole.view(np.uint64) * SPREAD


class _Dense:
    """Whole numbers close together: the row that had each first, by its distance from the least; 0 for none."""

    def __init__(self, expected: int) -> None:
        self._room = max(CLOSE, SPARSE * expected)
        self._least = 0
        self._rows = np.zeros(0, np.uint32)
        self._count = 0

    def takes(self, ids: pl.Series) -> bool:
        """Whether the numbers with those before lie close together; then there is room for them."""
        if not len(ids):
            return True
        if not ids.dtype.is_integer():
            return False
        low, high = int(ids.min()), int(ids.max())  # type: ignore[arg-type]
        end = self._least + len(self._rows)
        if len(self._rows):
            low, high = min(low, self._least), max(high, end - 1)
        if high - low >= max(self._room, SPARSE * (self._count + len(ids))):
            return False
        if len(self._rows) and low == self._least and high < end:
            return True
        # Room for half as many again on the side that grew, lest every batch moves the list.
        more = (high - low) // 2 + 1
        first = low - more if len(self._rows) and low < self._least else low
        size = high + 1 - first + (more if high >= end else 0)
        rows = np.zeros(size, np.uint32)
        rows[self._least - first : self._least - first + len(self._rows)] = self._rows
        self._least, self._rows = first, rows
        return True

    def add(self, ids: pl.Series, numbers: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Take in numbers that it :meth:`takes`; positions of those that were there before, and the first row of each."""
        self._count += len(ids)
        at, own = _whole(ids) - self._least, numbers.astype(np.uint32)
        before = self._rows[at]
        fresh = np.flatnonzero(before == 0)[::-1]
        self._rows[at[fresh]] = own[fresh]  # of equal ones the first, which is written last
        first = self._rows[at]
        places = np.flatnonzero(first != own)
        return places, first[places].astype(np.int64)

    def hashed(self) -> _Table:
        """The same numbers as a table of hashes."""
        table = _Table()
        held = np.flatnonzero(self._rows)
        table.add(_spread(held + self._least), self._rows[held].astype(np.int64))
        return table


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
