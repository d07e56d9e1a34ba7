"""The reference rules as DuckDB SQL written by hand: `rules.sql` and the two small tables that it joins."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.peers import figures as law

RULES = Path(__file__).with_name("rules.sql").read_text("utf-8")
_BOUNDS = [f"{i}_{s}" for i in ("employees", "revenue", "assets") for s in ("small", "medium", "large")]


def prepare(connection: Any, codes: tuple[str, ...], divisions: tuple[str, ...]) -> None:
    """Make the tables `standard` and `decided`; the lists give codes and divisions by position."""
    rows = law.size_rows(codes)
    bounds = law.size_limits().reshape(-1, 9)[rows]
    edition, position = np.indices(rows.shape)
    keys = {"industry_edition": edition.astype(np.uint8), "industry_code": position.astype(np.uint16)}
    columns = {n: a.ravel() for n, a in keys.items()}
    columns |= {name: bounds[:, :, i].ravel() for i, name in enumerate(_BOUNDS)}
    _table(connection, "standard", columns)
    shares = law.shares(divisions)
    _table(connection, "decided", {"division": np.arange(len(shares)).astype(np.uint16), "share": shares})


def _table(connection: Any, name: str, columns: dict[str, np.ndarray]) -> None:
    connection.register("given", columns)
    connection.execute(f"CREATE TABLE {name} AS SELECT * FROM given")
    connection.unregister("given")
