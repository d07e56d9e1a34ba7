"""Parquet, typed; batches are kept as parts and joined at the end, so that memory stays flat."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import polars as pl

from zhiwei.population.writers.table import INT64, TEXT, UINT8, UINT64, OutColumn, partial

TYPES = {TEXT: pl.String(), UINT8: pl.UInt8(), INT64: pl.Int64(), UINT64: pl.UInt64()}


class ParquetWriter:
    """One part per batch; closing joins them in order."""

    def __init__(self, path: Path, columns: Sequence[OutColumn]) -> None:
        self._path = path
        self._schema = {c.name: TYPES[c.kind] for c in columns}
        self._parts: list[Path] = []
        self._folder = partial(path).with_suffix(".parts")
        self._folder.mkdir(exist_ok=True)

    def write(self, rows: Iterable[Sequence[Any]]) -> None:
        """Append a batch of rows."""
        part = self._folder / f"{len(self._parts):08}.parquet"
        pl.DataFrame(list(rows), schema=self._schema, orient="row").write_parquet(part)
        self._parts.append(part)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            if not self._parts:
                self.write([])
            pl.scan_parquet(self._parts).sink_parquet(partial(self._path), maintain_order=True)
            partial(self._path).replace(self._path)
        shutil.rmtree(self._folder, ignore_errors=True)
