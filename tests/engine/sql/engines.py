"""Running a statement: DuckDB in process."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from zhiwei.engine.sql.query import Query

TYPES = {"TEXT": "VARCHAR", "DECIMAL(·, 6)": "DECIMAL(26, 6)", "DECIMAL(·, 2) (yuan)": "DECIMAL(26, 2)"}


def column_type(said: str) -> str:
    """The type of a column from what the statement says that it reads."""
    return TYPES.get(said, said.removesuffix(" (fen)"))


def duckdb_rows(asked: Query, columns: Sequence[str], table: Path, types: dict[str, str]) -> Iterable[dict[str, Any]]:
    """The rows of the statement over a CSV table named firms."""
    import duckdb

    connection = duckdb.connect()
    spelled = {"id": "BIGINT", **{c: column_type(types[c]) for c in columns}}
    listed = ", ".join(f"'{c}': '{t}'" for c, t in spelled.items())
    connection.execute(
        f"CREATE TABLE firms AS SELECT * FROM read_csv('{table}', header=true, columns={{{listed}}}, nullstr='')"
    )
    result = connection.execute(asked.text)
    names = [d[0] for d in result.description or ()]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]
