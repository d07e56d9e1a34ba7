"""DuckDB SQL by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import numpy as np

from benchmarks.peers import duckdb_sql
from benchmarks.peers.outputs import AMOUNTS, OUTPUTS, POSSIBLE, TOTALS
from benchmarks.peers.reading import CODEC
from benchmarks.peers.runners.form import Lists


class Runner:
    """A statement over a table in memory or a file."""

    def __init__(self, lists: Lists) -> None:
        self.divisions = len(lists.divisions)
        self.connection = duckdb.connect()
        self.connection.execute(f"SET threads = {lists.threads}")
        duckdb_sql.prepare(self.connection, lists.industry_codes, lists.divisions)

    def load(self, path: Path) -> Any:
        self.connection.execute(f"CREATE OR REPLACE TABLE firms AS SELECT * FROM read_parquet('{path}')")
        return None

    def _over(self, path: Path) -> None:
        self.connection.execute(f"CREATE OR REPLACE VIEW firms AS SELECT * FROM read_parquet('{path}')")

    def memory(self, loaded: Any) -> None:
        self.connection.execute(f"CREATE OR REPLACE TEMP TABLE answers AS {duckdb_sql.RULES}")

    def outputs(self, path: Path) -> dict[str, np.ndarray]:
        self._over(path)
        found = self.connection.execute(f"{duckdb_sql.RULES} ORDER BY id").fetchnumpy()
        return {name: np.asarray(found[name]) for name in OUTPUTS}

    def totals(self, path: Path) -> np.ndarray:
        self._over(path)
        counts = [
            f'count(*) FILTER ("{m}_verdict" = {code})' for m, codes in POSSIBLE.items() for code in codes
        ]
        sums = [f'sum("{m}_amount")::BIGINT' for m in AMOUNTS]
        asked = f"SELECT division, {', '.join([*counts, *sums])} FROM ({duckdb_sql.RULES}) GROUP BY division"
        rows = np.array(self.connection.execute(asked).fetchall(), np.int64)
        out = np.zeros((self.divisions, len(TOTALS)), np.int64)
        out[rows[:, 0]] = rows[:, 1:]
        return out

    def file(self, path: Path, target: Path) -> None:
        self._over(path)
        self.connection.execute(
            f"COPY (SELECT * EXCLUDE division FROM ({duckdb_sql.RULES})) TO '{target}' "
            f"(FORMAT parquet, COMPRESSION {CODEC})"
        )
