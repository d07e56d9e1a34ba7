"""Answers of the rules written as SQL, in DuckDB and PostgreSQL."""

from __future__ import annotations

import io
import math
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from benchmarks.scoreboard.answers import LARGE, NO_AMOUNT, STATUS, Answers
from benchmarks.scoreboard.settings import Setting
from benchmarks.scoreboard.states import ABSENT, KNOWN
from benchmarks.scoreboard.tables import Table
from zhiwei.engine.outcome import VERDICTS
from zhiwei.engine.plan import FactSlot
from zhiwei.engine.sql.facts import ABSENT as ABSENT_COLUMN
from zhiwei.engine.sql.facts import column_name
from zhiwei.engine.sql.query import Question, query

EPOCH = 719_163
"""Ordinal of the first day of 1970, from which tables count days."""
FRACTIONAL = ("number", "rate")


def _held(number: str) -> str:
    """A whole number as one of 64 bits, :data:`LARGE` for all that are as large."""
    return f"CASE WHEN {number} >= {LARGE} OR {number} <= -{LARGE} THEN {LARGE} ELSE CAST({number} AS BIGINT) END"


class _Sql:
    """A statement over a table ``cells`` of a setting's facts, and its answers read back."""

    dialect = ""
    wide = ""
    fraction = ""
    """Reduced numerator and denominator of two whole columns."""

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        question = Question(
            setting.entity,
            setting.law,
            setting.variables,
            setting.measures,
            dialect=self.dialect,
            encode="codes",
        )
        self.query = query(setting.book, question)
        self.slots = {column_name(s.label): s for s in setting.slots}

    @property
    def view(self) -> str:
        """The table that the statement reads, over the whole numbers of ``cells``."""
        listed = [
            f'"{n}" * CAST(0.000001 AS DECIMAL(7, 6)) AS "{n}"' if self._scaled(n) else f'"{n}"'
            for n in self.query.reads
        ]
        return "SELECT " + ", ".join(["id", *listed]) + " FROM cells"

    def _scaled(self, column: str) -> bool:
        return column in self.slots and self.slots[column].variable.type.kind in FRACTIONAL

    @property
    def statement(self) -> str:
        """The statement with every number as a whole one that fits 64 bits."""
        return "".join(self.framed)

    @property
    def framed(self) -> tuple[str, str, str]:
        """What stands before the statement asked about, itself, and what stands after it."""
        picked = ["id", "CASE WHEN defects IS NULL THEN 0 ELSE 1 END AS refused"]
        for column in self.query.gives:
            if column == "defects" or column.endswith("_denominator"):
                continue
            if column.endswith("_numerator"):
                stem = column.removesuffix("_numerator")
                picked.append(self.fraction.format(n=f'"{column}"', d=f'"{stem}_denominator"', stem=stem))
            elif self._whole(column):
                picked.append(f'{_held(chr(34) + column + chr(34))} AS "{column}"')
            else:
                picked.append(f'"{column}"')
        return f"SELECT {', '.join(picked)} FROM (\n", self.query.text, "\n) AS said ORDER BY id"

    def _whole(self, column: str) -> bool:
        if column.endswith("_amount"):
            return True
        variable = self.setting.book.data.variables.get((self.setting.entity, column))
        return variable is not None and variable.type.kind in ("money", "count")

    def frame(self, table: Table) -> pl.DataFrame:
        """The cells: whole numbers, days, words, and for what may be 不适用 a column that says so."""
        columns: dict[str, pl.Series] = {"id": pl.Series(np.arange(table.rows))}
        for name in self.query.reads:
            slot = self.slots[name.removesuffix(ABSENT_COLUMN)]
            column = table.columns[slot.label]
            if name.endswith(ABSENT_COLUMN):
                columns[name] = pl.Series(column.states == ABSENT)
            else:
                columns[name] = self._column(slot, column.values, column.states == KNOWN)
        return pl.DataFrame(columns)

    def _column(self, slot: FactSlot, values: np.ndarray, known: np.ndarray) -> pl.Series:
        whole = pl.Series(values.astype(np.int64)).set(pl.Series(~known), None)
        match slot.variable.type.kind:
            case "flag":
                return whole.cast(pl.Boolean)
            case "date":
                return (whole - EPOCH).cast(pl.Int32).cast(pl.Date)
            case "enum":
                return pl.Series([m.value for m in slot.variable.enum]).gather(whole)
            case "code":
                return pl.Series(self.setting.book.data.code_lists[slot.variable.list_name or ""]).gather(
                    whole
                )
        return whole

    def read(self, said: pl.DataFrame) -> Answers:
        """The answers as arrays."""
        found = Answers(refused=_array(said["refused"], 0).astype(bool))
        for name in self.setting.variables:
            status = _codes(said[f"{name}_status"], STATUS)
            below = _array(said[f"{name}_denominator"], 1) if f"{name}_denominator" in said.columns else None
            value = said[name if below is None else f"{name}_numerator"]
            found.put_variable(name, status, self._values(name, value), below, None)
        for name in self.setting.measures:
            stem, measure = name.replace("/", "_"), self.setting.book.data.measures[name]
            order = list(
                dict.fromkeys((*measure.scope, *measure.window, *measure.criteria, *measure.delegated))
            )
            parts = {
                "verdict": _array(said[f"{stem}_verdict"], len(VERDICTS)).astype(np.uint8),
                "deciding": _codes(said[f"{stem}_deciding"], {n: i for i, n in enumerate(order, start=1)}, 0),
            }
            if measure.amount:
                parts["amount"] = _array(said[f"{stem}_amount"], 0)
                parts["amount_status"] = _codes(said[f"{stem}_amount_status"], STATUS)
            found.put_measure(name, parts)
        return found

    def _values(self, name: str, said: pl.Series) -> np.ndarray:
        kind = self.setting.book.data.variables[self.setting.entity, name].type
        if said.null_count() == len(said):
            return np.zeros(len(said), np.int64)
        if kind.kind == "enum":
            words = self.setting.book.data.vocabularies[kind.enum or ""]
            return _codes(said, {m.value: i for i, m in enumerate(words)}, 0)
        if kind.kind == "date":
            return _array(said.cast(pl.Date).cast(pl.Int32).cast(pl.Int64) + EPOCH, 0)
        return _array(said, 0)


def _array(said: pl.Series, empty: int) -> np.ndarray:
    found: np.ndarray = said.cast(pl.Int64).fill_null(empty).to_numpy()
    return found


def _codes(said: pl.Series, codes: dict[str, int], empty: int = NO_AMOUNT) -> np.ndarray:
    """Words as codes; a word that is not known is 254, an empty cell as told."""
    if said.dtype == pl.Null:
        return np.full(len(said), empty, np.uint8)
    known = said.replace_strict(codes, default=254, return_dtype=pl.Int64)
    known = pl.select(pl.when(said.is_null()).then(empty).otherwise(known)).to_series()
    return _array(known, empty).astype(np.uint8)


class SparkSql(_Sql):
    """Spark, over a Parquet file."""

    name = "Spark SQL"
    dialect = "spark"
    quote = "`"
    fraction = 'CAST({n} AS STRING) AS "{stem}_numerator", CAST({d} AS STRING) AS "{stem}_denominator"'

    def __init__(self, setting: Setting, session: Any) -> None:
        """``session`` is a running SparkSession."""
        super().__init__(setting)
        self.session = session

    def answers(self, table: Table) -> Answers:
        """The answers for every row."""
        with tempfile.TemporaryDirectory(prefix="zhiwei-") as folder:
            cells, said = Path(folder) / "cells.parquet", Path(folder) / "said.parquet"
            self.frame(table).write_parquet(cells)
            self.session.read.parquet(str(cells)).createOrReplaceTempView("cells")
            self.session.sql(self.view.replace('"', self.quote)).createOrReplaceTempView("firms")
            outer, inner, end = self.framed
            text = outer.replace('"', self.quote) + inner + end
            self.session.sql(text).coalesce(1).write.parquet(str(said))
            found = pl.read_parquet(f"{said}/*.parquet").sort("id")
            return self.read(found.with_columns(_reduced(found)))


def _reduced(said: pl.DataFrame) -> list[pl.Series]:
    """Numerators and denominators, given as texts, by their greatest common divisor."""
    columns = []
    for top in (n for n in said.columns if n.endswith("_numerator")):
        bottom = top.removesuffix("_numerator") + "_denominator"
        pairs = [(int(n or 0), int(d or 1)) for n, d in zip(said[top], said[bottom], strict=True)]
        shared = [max(1, math.gcd(n, d)) for n, d in pairs]
        for column, part in ((top, 0), (bottom, 1)):
            numbers = [pair[part] // g for pair, g in zip(pairs, shared, strict=True)]
            columns.append(pl.Series(column, [n if abs(n) < LARGE else LARGE for n in numbers], pl.Int64))
    return columns


class DuckDb(_Sql):
    """DuckDB, over a Parquet file."""

    name = "DuckDB"
    dialect = "duckdb"
    fraction = (
        _held("({n} // greatest(gcd({n}, {d}), 1))") + ' AS "{stem}_numerator", '
        + _held("({d} // greatest(gcd({n}, {d}), 1))") + ' AS "{stem}_denominator"'
    )  # fmt: skip

    def answers(self, table: Table) -> Answers:
        """The answers for every row."""
        import duckdb

        with tempfile.TemporaryDirectory(prefix="zhiwei-") as folder:
            cells, said = Path(folder) / "cells.parquet", Path(folder) / "said.parquet"
            self.frame(table).write_parquet(cells)
            with duckdb.connect() as connection:
                connection.execute(f"CREATE VIEW cells AS SELECT * FROM read_parquet('{cells}')")
                connection.execute(f"CREATE VIEW firms AS {self.view}")
                connection.execute(f"COPY ({self.statement}) TO '{said}' (FORMAT parquet)")
            return self.read(pl.read_parquet(said))


class PostgreSql(_Sql):
    """A PostgreSQL server, over a temporary table."""

    name = "PostgreSQL"
    dialect = "postgres"
    fraction = (
        _held("div({n}::numeric, greatest(gcd({n}::numeric, {d}::numeric), 1))") + ' AS "{stem}_numerator", '
        + _held("div({d}::numeric, greatest(gcd({n}::numeric, {d}::numeric), 1))") + ' AS "{stem}_denominator"'
    )  # fmt: skip

    def __init__(self, setting: Setting, server: Any) -> None:
        """``server`` runs a script and gives what it prints."""
        super().__init__(setting)
        self.server = server

    def answers(self, table: Table) -> Answers:
        """The answers for every row."""
        frame = self.frame(table)
        types = {pl.Int64: "BIGINT", pl.Boolean: "BOOLEAN", pl.Date: "DATE", pl.String: "TEXT"}
        listed = ", ".join(f'"{n}" {types[t.base_type()]}' for n, t in frame.schema.items())
        with tempfile.TemporaryDirectory(prefix="zhiwei-") as folder:
            cells = Path(folder) / "cells.csv"
            frame.write_csv(cells)
            out = self.server.run(
                f"BEGIN; CREATE TEMP TABLE cells ({listed}); \\copy cells FROM '{cells}' WITH (FORMAT csv, HEADER)\n"
                f"CREATE TEMP VIEW firms AS {self.view};\n{self.statement};\nROLLBACK;"
            )
        said = pl.read_csv(io.StringIO(out), infer_schema=False)
        return self.read(said.with_columns(self._typed(said)))

    def _typed(self, said: pl.DataFrame) -> list[pl.Expr]:
        """Everything but words as numbers and days; PostgreSQL prints t and f."""
        found = []
        for name in said.columns:
            variable = self.setting.book.data.variables.get((self.setting.entity, name))
            kind = variable.type.kind if variable else ""
            if kind == "flag":
                found.append(pl.col(name).replace_strict({"t": 1, "f": 0}, return_dtype=pl.Int64))
            elif kind == "date":
                found.append(pl.col(name).str.to_date("%Y-%m-%d"))
            elif kind != "enum" and not name.endswith(("_status", "_deciding")):
                found.append(pl.col(name).cast(pl.Int64))
        return found


__all__ = ["DuckDb", "PostgreSql", "SparkSql"]
