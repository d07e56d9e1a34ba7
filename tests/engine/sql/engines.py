"""Running a statement: in DuckDB in process, and on a PostgreSQL server started from what the machine has."""

from __future__ import annotations

import csv
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from tests.postgres import server, server_programs
from zhiwei.engine.sql.query import Query

TYPES = {"TEXT": "VARCHAR", "DECIMAL(·, 6)": "DECIMAL(26, 6)", "DECIMAL(·, 2) (yuan)": "DECIMAL(26, 2)"}


def columns_of(asked: Query) -> dict[str, str]:
    """Name and type of every column that a statement reads, its key first."""
    return {"id": "BIGINT", **{c: TYPES.get(t, t.removesuffix(" (fen)")) for c, t in asked.reads.items()}}


def duckdb_rows(asked: Query, table: Path) -> Iterable[dict[str, Any]]:
    """The rows of the statement over a CSV table named firms."""
    import duckdb

    connection = duckdb.connect()
    listed = ", ".join(f"'{c}': '{t}'" for c, t in columns_of(asked).items())
    connection.execute(
        f"CREATE TABLE firms AS SELECT * FROM read_csv('{table}', header=true, columns={{{listed}}}, nullstr='')"
    )
    result = connection.execute(asked.text)
    names = [d[0] for d in result.description or ()]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]


class Postgres:
    """A server of its own, reached through psql on a socket in its folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def run(self, script: str) -> str:
        """The output of a script as CSV."""
        done = subprocess.run(
            ["psql", "-h", str(self.folder), "-U", "zhiwei", "-d", "postgres", "-q", "--csv", "-v", "ON_ERROR_STOP=1"],
            input=script, capture_output=True, text=True, check=False,
        )  # fmt: skip
        if done.returncode:
            raise AssertionError(done.stderr[:4000])
        return done.stdout

    def rows(self, asked: Query, table: Path) -> Iterable[dict[str, Any]]:
        """The rows of the statement over a CSV table named firms, as DuckDB gives them."""
        listed = ", ".join(f'"{c}" {t}' for c, t in columns_of(asked).items())
        out = self.run(
            f"BEGIN; CREATE TEMP TABLE firms ({listed}); \\copy firms FROM '{table}' WITH (FORMAT csv, HEADER)\n"
            f"\\pset null '\\\\N'\n{asked.text};\nROLLBACK;"
        )
        return [{k: _read(k, v) for k, v in row.items()} for row in csv.DictReader(out.splitlines())]


_WORDS = {"\\N": None, "t": True, "f": False}


def _read(name: str, cell: str) -> Any:
    if cell in _WORDS:
        return _WORDS[cell]
    if name.endswith(("_status", "_verdict", "_deciding")) or not re.fullmatch(r"-?\d+(-\d\d-\d\d)?", cell):
        return cell
    return date.fromisoformat(cell) if re.fullmatch(r"\d{4}-\d\d-\d\d", cell) else int(cell)


def postgres_programs() -> Path | None:
    """The folder of initdb and pg_ctl, or None; psql must be there too, which sends the scripts."""
    return server_programs() if shutil.which("psql") else None


@contextmanager
def postgres_server(programs: Path, folder: Path) -> Iterator[Postgres]:
    """A server in a folder of its own, reached through psql."""
    with server(programs, folder) as socket:
        yield Postgres(socket)
