"""Answers as a row group of Parquet, its whole numbers packed rather than compressed.

That takes a fraction of the time of hashing every number and compressing pages, and less room. Columns of other types,
and the schema, are those that polars writes.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

import polars as pl

from zhiwei.population.writers import thrift
from zhiwei.population.writers.pages import Pages, Room, bytes_of, pages_of, room_for
from zhiwei.population.writers.parquet_join import MAGIC, footer_of, moved, shifted
from zhiwei.population.writers.table import Numbers, Written, frame_of, height_of
from zhiwei.population.writers.thrift import BINARY, I32, I64, LIST, STRUCT, Struct

PHYSICAL = {4: 1, 8: 2}
"""Parquet's INT32 and INT64 by their bytes."""
_ROWS, _GROUPS = 3, 4
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
            pages = pages_of(own[name], room)
            pieces += pages.written
            chunks.append(_chunk(name, bytes_of(own[name].values), pages, rows, end))
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


def _chunk(name: str, width: int, pages: Pages, rows: int, start: int) -> Struct:
    """The column's metadata for the footer."""
    statistics: Struct = {3: (I64, pages.nothing)}
    if pages.bounds is not None:
        for field, bound in zip((6, 5), pages.bounds, strict=True):
            statistics[field] = (BINARY, (bound % (1 << 64)).to_bytes(8, "little")[:width])
    about: Struct = {
        1: (I32, PHYSICAL[width]), 2: (LIST, (I32, list(pages.encodings))), 3: (LIST, (BINARY, [name.encode()])), 4: (I32, 0),
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
