"""Parquet files of one schema joined into one without reading a single value.

A Parquet file is row groups followed by a footer (FileMetaData in Thrift's compact form) that says where they begin.
The row groups are copied as they are; the footer of the first file takes up the row groups of all, with their new
places. Fields are those of the format's ``parquet.thrift``.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any, BinaryIO

from zhiwei.population.writers import thrift
from zhiwei.population.writers.thrift import I64, LIST, STRUCT, Struct

MAGIC = b"PAR1"
_TAIL = 8
"""Bytes behind the footer: its length, and the magic word."""
_ROWS, _GROUPS, _SCHEMA = 3, 4, 2
_COLUMNS, _ORDINAL = 1, 7
_GROUP_PLACES = (5,)
_CHUNK_META = 3
_CHUNK_PLACES = (2, 4, 6)
_META_PLACES = (9, 10, 11, 14)
"""Fields that hold places in the file, in a row group, a column chunk and its metadata."""


class NotAlike(ValueError):
    """Files that cannot be joined: another schema, or no Parquet."""


def join_parquet(parts: Sequence[Path], target: Path) -> None:
    """Write the rows of all parts, in their order, into one file. Raises NotAlike, or OSError where disk or file fails."""
    footer: Struct | None = None
    groups: list[Any] = []
    rows = 0
    with target.open("wb") as whole:
        whole.write(MAGIC)
        for part in parts:
            by = whole.tell() - len(MAGIC)
            with part.open("rb") as source:
                own, end = footer_of(source, part.name)
                if footer is None:
                    footer = own
                elif own[_SCHEMA] != footer[_SCHEMA]:
                    raise NotAlike(f"{part.name} has another schema than {parts[0].name}")
                source.seek(len(MAGIC))
                _copy(source, whole, end - len(MAGIC))
            for group in own[_GROUPS][1][1]:
                moved(group, by)
                groups.append(group)
            rows += own[_ROWS][1]
        if footer is None:
            raise NotAlike("no files to join")
        footer[_ROWS] = (I64, rows)
        footer[_GROUPS] = (LIST, (STRUCT, groups))
        written = thrift.write(footer)
        whole.write(written + len(written).to_bytes(4, "little") + MAGIC)


def footer_of(file: BinaryIO, name: str) -> tuple[Struct, int]:
    """The footer of a file, and the place where it begins. Raises NotAlike."""
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - _TAIL))
    tail = file.read(_TAIL)
    length = int.from_bytes(tail[:4], "little")
    if tail[4:] != MAGIC or length > size - _TAIL - len(MAGIC):
        raise NotAlike(f"{name} is no Parquet file")
    file.seek(size - _TAIL - length)
    return thrift.read(file.read(length)), size - _TAIL - length


def _copy(source: Any, target: Any, length: int) -> None:
    while length:
        piece = source.read(min(length, 1 << 22))
        if not piece:
            raise NotAlike("a part ends early")
        target.write(piece)
        length -= len(piece)


def moved(group: Struct, by: int) -> None:
    """Move the places that a row group names."""
    group.pop(_ORDINAL, None)
    _shift(group, _GROUP_PLACES, by)
    for chunk in group[_COLUMNS][1][1]:
        shifted(chunk, by)


def shifted(chunk: Struct, by: int) -> None:
    """Move the places that a column chunk names."""
    _shift(chunk, _CHUNK_PLACES, by)
    if _CHUNK_META in chunk:
        _shift(chunk[_CHUNK_META][1], _META_PLACES, by)


def _shift(fields: Struct, places: tuple[int, ...], by: int) -> None:
    for place in places:
        if place in fields and fields[place][1]:
            kind, value = fields[place]
            fields[place] = (kind, value + by)
