"""Answers as a row group of Parquet, its whole numbers packed rather than compressed.

Codes are written as places in a dictionary, bit by bit; amounts, masks and ids as differences (DELTA_BINARY_PACKED),
which are small where the numbers are. That takes a fraction of the time of hashing every number and compressing pages,
and less room. Columns of other types, and the schema, are those that polars writes.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

import numpy as np
import polars as pl

from zhiwei.population.writers import thrift
from zhiwei.population.writers.packing import delta, room_for_delta
from zhiwei.population.writers.parquet_join import MAGIC, footer_of, moved, shifted
from zhiwei.population.writers.places import narrow, occurring, room_for_places
from zhiwei.population.writers.table import Numbers, Written, frame_of, height_of
from zhiwei.population.writers.thrift import BINARY, I32, I64, LIST, STRUCT, Struct

INT32, INT64 = 1, 2
PLAIN, RLE, DELTA, DICTIONARY = 0, 3, 5, 8
DATA_PAGE, DICTIONARY_PAGE = 0, 2
_ROWS, _GROUPS = 3, 4
WIDE = 8
"""Bytes of a number that Parquet keeps as INT64; shorter ones are INT32."""
PACKED: set[type[pl.DataType]] = {pl.UInt8, pl.Int64, pl.UInt64}
SMALL: set[type[pl.DataType]] = {pl.UInt16, pl.Int16, pl.Int32, pl.UInt32}
"""Types packed while every number fits into 31 bits."""
HALF = 1 << 31


@dataclass(frozen=True)
class RowGroup:
    """Rows encoded: the bytes of their pages, and their metadata for a file in which these are the first."""

    pieces: Sequence[bytes | memoryview]
    about: Struct
    rows: int


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


def row_group(columns: Written, room: Room | None = None) -> RowGroup:
    """Encode at least one row. Raises polars' error for a column that it cannot write.

    The row group is good until ``room`` is used again; without one it has its own.
    """
    rows = height_of(columns)
    own = {n: numbers for n, c in columns.items() if (numbers := _numbers(c)) is not None}
    others = _Others(pl.DataFrame([c.alias(n) for n, c in columns.items() if n not in own]))  # type: ignore[union-attr]
    pieces: list[bytes | memoryview] = []
    chunks: list[Struct] = []
    end = len(MAGIC)
    room = room or Room()
    room.clear(sum(room_for(c.values) for c in own.values()))
    for name in columns:
        if name in own:
            physical = INT64 if own[name].values.itemsize == WIDE else INT32
            pages = _pages(own[name], physical, room)
            pieces += pages.written
            chunks.append(_chunk(name, physical, pages, rows, end))
            end += pages.size
        else:
            written, chunk = others.chunk(name, end)
            pieces.append(written)
            chunks.append(chunk)
            end += len(written)
    size = end - len(MAGIC)
    about: Struct = {
        1: (LIST, (STRUCT, chunks)), 2: (I64, size), 3: (I64, rows), 5: (I64, len(MAGIC)), 6: (I64, size),
    }  # fmt: skip
    return RowGroup(pieces, about, rows)


class Growing:
    """A Parquet file that grows by row groups of one schema."""

    def __init__(self, file: BinaryIO) -> None:
        self._file, self._groups = file, list[Struct]()
        file.write(MAGIC)

    def add(self, group: RowGroup) -> None:
        """Append rows."""
        moved(group.about, self._file.tell() - len(MAGIC))
        self._file.writelines(group.pieces)
        self._groups.append(group.about)

    def end(self, frame: pl.DataFrame) -> None:
        """Write the footer, with the schema that polars gives a frame of these columns."""
        written = BytesIO()
        frame.clear().write_parquet(written)
        told, _ = footer_of(written, "")
        told[_ROWS] = (I64, sum(group[3][1] for group in self._groups))
        told[_GROUPS] = (LIST, (STRUCT, self._groups))
        end = thrift.write(told)
        self._file.write(end + len(end).to_bytes(4, "little") + MAGIC)


class _Own(threading.local):
    """The room of each thread."""

    def __init__(self) -> None:
        self.room = Room()


_OWN = _Own()


def write_part(columns: Written, path: Path) -> None:
    """Write columns as a file with one row group, or none for no rows. Raises OSError, or polars' error."""
    with path.open("wb") as file:
        growing = Growing(file)
        if height_of(columns):
            growing.add(row_group(columns, _OWN.room))
        growing.end(frame_of({n: _empty(c) for n, c in columns.items()}))


def _empty(column: pl.Series | Numbers) -> pl.Series | Numbers:
    return Numbers(column.values[:0]) if isinstance(column, Numbers) else column.clear()


def _numbers(column: pl.Series | Numbers) -> Numbers | None:
    """The numbers of a column that is packed here; None for others."""
    if isinstance(column, Numbers):
        return column
    kind = type(column.dtype)
    if kind in SMALL:
        low, high = column.min(), column.max()
        if low is not None and (low < -HALF or high >= HALF):  # type: ignore[operator]
            return None
    elif kind not in PACKED:
        return None
    if not column.null_count():
        return Numbers(column.to_numpy())
    return Numbers(column.fill_null(0).to_numpy(), column.is_not_null().to_numpy())


@dataclass(frozen=True)
class _Pages:
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


def _pages(numbers: Numbers, physical: int, room: Room) -> _Pages:
    values, rows = numbers.values, len(numbers.values)
    levels = _run(rows, 1, 1)
    if numbers.present is not None:
        levels = _packed_run(rows) + np.packbits(numbers.present, bitorder="little").tobytes()
        values = values[numbers.present]
    levels = len(levels).to_bytes(4, "little") + levels
    nothing = rows - len(values)
    values = np.ascontiguousarray(values)
    if values.dtype == np.uint8:
        entries = _occurring(values)
        places = _places(values, entries, room)
    else:
        size, bounds = _differences(values, room.rest)
        if bounds is None or bounds[0] != bounds[1]:
            page = _page(DATA_PAGE, rows, DELTA, len(levels) + size)
            return _Pages([page, levels, room.keep(size)], 0, (RLE, DELTA), nothing, bounds)
        entries, places = [bounds[0]], (b"\x01", _run(len(values), 0, 1))
    listed = b"".join((entry % (1 << 64)).to_bytes(8, "little")[: 4 * physical] for entry in entries)
    first = _page(DICTIONARY_PAGE, len(entries), PLAIN, len(listed))
    page = _page(DATA_PAGE, rows, DICTIONARY, len(levels) + sum(map(len, places)))
    return _Pages(
        [first, listed, page, levels, *places],
        len(first) + len(listed),
        (PLAIN, RLE, DICTIONARY),
        nothing,
        (entries[0], entries[-1]) if entries else None,
    )


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


def _chunk(name: str, physical: int, pages: _Pages, rows: int, start: int) -> Struct:
    """The column's metadata for the footer."""
    statistics: Struct = {3: (I64, pages.nothing)}
    if pages.bounds is not None:
        for field, bound in zip((6, 5), pages.bounds, strict=True):
            statistics[field] = (BINARY, (bound % (1 << 64)).to_bytes(8, "little")[: 4 * physical])
    about: Struct = {
        1: (I32, physical), 2: (LIST, (I32, list(pages.encodings))), 3: (LIST, (BINARY, [name.encode()])), 4: (I32, 0),
        5: (I64, rows), 6: (I64, pages.size), 7: (I64, pages.size), 9: (I64, start + pages.dictionary),
        12: (STRUCT, statistics),
    }  # fmt: skip
    if pages.dictionary:
        about[11] = (I64, start)
    return {2: (I64, start), 3: (STRUCT, about)}


class _Others:
    """Columns that polars writes: into memory, then piece by piece into the file."""

    def __init__(self, frame: pl.DataFrame) -> None:
        self._file = BytesIO()
        self._chunks: dict[str, Struct] = {}
        if not frame.width:
            return
        frame.write_parquet(self._file, compression="zstd", compression_level=1, row_group_size=frame.height)
        footer, _ = footer_of(self._file, "")
        ((group,),) = [footer[_GROUPS][1][1]]
        self._chunks = dict(zip(frame.columns, group[1][1][1], strict=True))

    def chunk(self, name: str, start: int) -> tuple[bytes, Struct]:
        """The pages of a column, and its metadata for a file in which they begin at ``start``."""
        chunk = self._chunks[name]
        about = chunk[3][1]
        first = min(about[field][1] for field in (9, 11) if field in about)
        written = bytes(self._file.getbuffer()[first : first + about[7][1]])
        shifted(chunk, start - first)
        return written, chunk
