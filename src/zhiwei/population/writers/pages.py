"""A column of whole numbers as pages of Parquet, packed rather than compressed.

Codes are written as places in a dictionary, bit by bit; amounts, masks and ids as differences, which are small where the
numbers are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from zhiwei.population.writers import thrift
from zhiwei.population.writers.packing import delta, room_for_delta, there
from zhiwei.population.writers.places import narrow, occurring, room_for_places
from zhiwei.population.writers.table import Numbers
from zhiwei.population.writers.thrift import I32, STRUCT, Struct

PLAIN, RLE, DELTA, DICTIONARY = 0, 3, 5, 8
DATA_PAGE, DICTIONARY_PAGE = 0, 2
WIDE = 8
"""Bytes of a number that Parquet keeps as INT64; shorter ones are INT32."""


class Room:
    """Memory for the packed numbers of a row group, used again for the next: fresh memory costs more than packing."""

    def __init__(self) -> None:
        self._memory, self._at = np.empty(0, np.uint8), 0

    def clear(self, size: int) -> None:
        """Begin anew with room for so many bytes."""
        if len(self._memory) < size:
            self._memory = np.empty(size, np.uint8)
        self._at = 0

    @property
    def rest(self) -> np.ndarray:
        """What is free."""
        return self._memory[self._at :]

    def keep(self, size: int) -> memoryview:
        """The first bytes of the rest, which are not free any more."""
        kept = self._memory[self._at : self._at + size].data
        self._at += size
        return kept


@dataclass(frozen=True)
class Pages:
    """The bytes of a column's pages; where its data page begins among them; encodings; least and greatest number."""

    written: Sequence[bytes | memoryview]
    dictionary: int
    encodings: Sequence[int]
    nothing: int
    bounds: tuple[int, int] | None

    @property
    def size(self) -> int:
        return sum(len(piece) for piece in self.written)


def room_for(values: np.ndarray) -> int:
    """Bytes that suffice for the numbers of a column."""
    count = len(values)
    return room_for_places(count, WIDE) if values.dtype == np.uint8 else room_for_delta(count)


def pages_of(numbers: Numbers, room: Room) -> Pages:
    """The pages of a column; good until the room is used again."""
    values, rows = np.ascontiguousarray(numbers.values), len(numbers.values)
    levels = _run(rows, 1, 1)
    if numbers.present is not None:
        levels = _packed_run(rows) + np.packbits(numbers.present, bitorder="little").tobytes()
        values = _there(values, numbers.present)
    levels = len(levels).to_bytes(4, "little") + levels
    nothing = rows - len(values)
    if values.dtype == np.uint8:
        entries = _occurring(values)
        places = _places(values, entries, room)
    else:
        size, bounds = _differences(values, room.rest)
        if bounds is None or bounds[0] != bounds[1]:
            page = _page(DATA_PAGE, rows, DELTA, len(levels) + size)
            return Pages([page, levels, room.keep(size)], 0, (RLE, DELTA), nothing, bounds)
        entries, places = [bounds[0]], (b"\x01", _run(len(values), 0, 1))
    listed = b"".join((entry % (1 << 64)).to_bytes(8, "little")[: bytes_of(values)] for entry in entries)
    first = _page(DICTIONARY_PAGE, len(entries), PLAIN, len(listed))
    page = _page(DATA_PAGE, rows, DICTIONARY, len(levels) + sum(map(len, places)))
    return Pages(
        [first, listed, page, levels, *places],
        len(first) + len(listed),
        (PLAIN, RLE, DICTIONARY),
        nothing,
        (entries[0], entries[-1]) if entries else None,
    )


def bytes_of(values: np.ndarray) -> int:
    """Bytes that Parquet takes for one of the numbers where it keeps them as they are."""
    return WIDE if values.itemsize == WIDE else WIDE // 2


def _there(values: np.ndarray, present: np.ndarray) -> np.ndarray:
    """The numbers that are present."""
    if values.itemsize not in (1, WIDE):
        return np.compress(present, values)
    kept: np.ndarray = np.empty_like(values)
    plain = np.uint8 if values.itemsize == 1 else np.int64
    count = int(there(values.view(plain), present, kept.view(plain)))
    return kept[:count]


def _differences(values: np.ndarray, out: np.ndarray) -> tuple[int, tuple[int, int] | None]:
    """Write differences; gives the bytes, and the least and greatest number."""
    signed = values.view(np.int64) if values.itemsize == WIDE else values.astype(np.int64)
    bounds = np.zeros(2, np.int64)
    size = int(delta(signed, out, bounds))
    if not len(values):
        return size, None
    if bounds[0] < 0 and values.dtype == np.uint64:
        return size, (int(values.min()), int(values.max()))
    return size, (int(bounds[0]), int(bounds[1]))


def _occurring(values: np.ndarray) -> list[int]:
    """The different ones of small numbers, in order."""
    seen = np.zeros(256, np.bool_)
    occurring(values, seen)
    return np.flatnonzero(seen).tolist()


def _places(values: np.ndarray, entries: list[int], room: Room) -> tuple[bytes | memoryview, ...]:
    """The places of small numbers among the entries of a dictionary."""
    if len(entries) < 2:
        return b"\x01", _run(len(values), 0, 1)
    width = (len(entries) - 1).bit_length()
    narrow(values, np.array(entries, np.uint8), width, room.rest)
    return bytes([width]) + _packed_run(len(values)), room.keep(-(-len(values) // 8) * width)


def _run(count: int, value: int, width: int) -> bytes:
    """One number, of at most eight bits, so many times."""
    return _varint(count << 1) + value.to_bytes((width + 7) // 8, "little")


def _packed_run(count: int) -> bytes:
    """What stands before so many numbers packed by eights."""
    return _varint(-(-count // 8) << 1 | 1)


def _varint(value: int) -> bytes:
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    out.append(value)
    return bytes(out)


def _page(kind: int, count: int, encoding: int, size: int) -> bytes:
    header: Struct = {1: (I32, kind), 2: (I32, size), 3: (I32, size)}
    if kind == DATA_PAGE:
        header[5] = (STRUCT, {1: (I32, count), 2: (I32, encoding), 3: (I32, RLE), 4: (I32, RLE)})
    else:
        header[7] = (STRUCT, {1: (I32, count), 2: (I32, encoding)})
    return thrift.write(header)
