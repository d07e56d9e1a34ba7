"""Rows set aside, as they stood, each with its reasons."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from zhiwei.population.subjects import Subject
from zhiwei.population.words import as_text
from zhiwei.population.writers import cannot_write
from zhiwei.population.writers.csv_file import CsvWriter


class Rejects:
    """Writes ``OUT.rejects.csv`` from the first row set aside; a leftover of an earlier run is removed."""

    def __init__(self, target: Path, headings: Sequence[str]) -> None:
        self.path = target.with_name(f"{target.name}.rejects.csv")
        self.count = 0
        self._columns = ["row", "reasons", *headings]
        self._writer: CsvWriter | None = None

    def add(self, subject: Subject) -> None:
        """Set a row aside. Raises InputDefects where it cannot be written."""
        reasons = " ".join(d.describe() for d in subject.defects)
        cells = ["" if cell is None else as_text(cell) for cell in subject.row.cells]
        try:
            if self._writer is None:
                self._writer = CsvWriter(self.path, self._columns)
            self._writer.write([[subject.row.number, reasons, *cells]])
        except OSError as error:
            raise cannot_write(self.path, error) from error
        self.count += 1

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._writer is not None:
            self._writer.__exit__(kind, error, trace)
        elif kind is None:
            self.path.unlink(missing_ok=True)
