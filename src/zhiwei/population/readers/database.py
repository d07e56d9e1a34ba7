"""Tables of databases: ``sqlite:///firms.db?table=firms``, ``postgresql://user@host/base?table=schema.firms``.

Only the columns that are needed are fetched, as a stream. Rows are numbered from 1 in the order in which they come.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any, Protocol
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import numpy as np

from zhiwei.population.defects import InputDefects, Problem, refuse
from zhiwei.population.readers.blocks import Block, Cells
from zhiwei.population.readers.table import Row, Table, empty_table, unreadable

TABLE = "table"


class Base(Protocol):
    """One table of a database."""

    def headings(self) -> tuple[str, ...]:
        """Names of its columns; none where there is no such table."""
        ...

    def tables(self) -> list[str]:
        """Names of the tables that there are."""
        ...

    def count(self) -> int:
        """How many rows it has."""
        ...

    def rows(self, columns: Sequence[str]) -> Iterator[Sequence[Any]]:
        """The cells of these columns, row by row."""
        ...


class Unreachable(Exception):
    """What the database says against being read."""


def open_database(address: str) -> Table:
    """The table that an address names. Raises InputDefects where it cannot be reached or is not there."""
    parts = urlsplit(address)
    query = dict(parse_qsl(parts.query))
    name = query.pop(TABLE, "")
    shown = f"{parts.path.rpartition('/')[2]}:{name}" if name else parts.path.rpartition("/")[2]
    if not name:
        raise refuse(_no_table_named(), file=shown)
    base = _base(parts.scheme, urlunsplit(parts._replace(query=urlencode(query))), parts.path, name, shown)
    try:
        headings = base.headings()
        if not headings:
            raise refuse(_no_such_table(base.tables()), value=name, file=shown)
        total = base.count()
    except Unreachable as error:
        raise refuse(unreadable(str(error)), file=shown) from error
    return _table(base, shown, headings, total)


def _base(scheme: str, address: str, path: str, name: str, shown: str) -> Base:
    if scheme == "sqlite":
        from zhiwei.population.readers.sqlite_base import SqliteBase

        return SqliteBase(path.removeprefix("/"), name)
    if scheme in ("postgresql", "postgres"):
        try:
            from zhiwei.population.readers.postgres_base import PostgresBase
        except ModuleNotFoundError as error:
            raise refuse(_no_library(), file=shown) from error
        return PostgresBase(address, name)
    raise refuse(_unknown_base(), value=scheme, file=shown)


def _table(base: Base, shown: str, headings: tuple[str, ...], total: int) -> Table:
    if not headings:
        raise refuse(empty_table(), file=shown)
    position = [0]

    def read(names: Sequence[str]) -> Iterator[Sequence[Any]]:
        position[0] = 0
        try:
            for cells in base.rows(names):
                position[0] += 1
                yield cells
        except Unreachable as error:
            raise _broken(shown, error) from error

    def rows() -> Iterator[Row]:
        for number, cells in enumerate(read(headings), start=1):
            yield Row(number, cells)

    def blocks(size: int, wanted: frozenset[int] | None) -> Iterator[Block]:
        chosen = list(range(len(headings))) if wanted is None else sorted(wanted)
        stream = read([headings[i] for i in chosen] or headings[:1])
        start = 0
        while cells := list(islice(stream, size)):
            columns: list[Cells | None] = [None] * len(headings)
            for i, column in zip(chosen, zip(*cells, strict=True), strict=False):
                columns[i] = column
            yield Block(np.arange(start + 1, start + 1 + len(cells)), columns, _whole(columns, start))
            start += len(cells)

    marks = tuple(str(n) for n in range(1, len(headings) + 1))
    return Table(shown, "", headings, marks, rows, total, lambda: position[0], blocks, total)


def _whole(columns: Sequence[Cells | None], start: int) -> Any:
    """Rows of a block; cells of columns that were not fetched are empty."""
    return lambda at: Row(start + 1 + at, [None if c is None else c[at] for c in columns])


def _broken(shown: str, error: Exception) -> InputDefects:
    return refuse(unreadable(str(error)), file=shown)


def _no_table_named() -> Problem:
    return Problem(
        "no_table_named",
        "地址没有写明表名",
        "the address names no table",
        "在地址末尾加 ?table=表名",
        "end the address in ?table=NAME",
    )


def _no_such_table(names: Sequence[str]) -> Problem:
    return Problem(
        "no_such_table",
        "数据库里没有这个表",
        "the database has no such table",
        "可选：" + "、".join(names) if names else "核对数据库和模式名",
        "tables: " + ", ".join(names) if names else "check the names of database and schema",
    )


def _unknown_base() -> Problem:
    return Problem(
        "unknown_database",
        "不认识的数据库种类",
        "unknown kind of database",
        "只认 sqlite 和 postgresql",
        "use sqlite or postgresql",
    )


def _no_library() -> Problem:
    return Problem(
        "no_library",
        "读取 PostgreSQL 需要 psycopg，尚未安装",
        "reading PostgreSQL needs psycopg, which is not installed",
        "运行 pip install 'zhiwei[postgres]'",
        "run pip install 'zhiwei[postgres]'",
    )
