"""CSV row by row, for the rows set aside: UTF-8 with a byte order mark, for people who open it in Excel."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from zhiwei.population.writers.table import partial


class CsvWriter:
    """Writes rows as they come; closing without an error puts the file in place."""

    def __init__(self, path: Path, columns: Sequence[str]) -> None:
        self._path = path
        self._text = partial(path).open("w", encoding="utf-8-sig", newline="")
        self._writer = csv.writer(self._text, lineterminator="\n")
        self._writer.writerow(columns)

    def write(self, rows: Iterable[Sequence[Any]]) -> None:
        """Append rows."""
        self._writer.writerows(rows)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._text.close()
        if kind is None:
            partial(self._path).replace(self._path)
        else:
            partial(self._path).unlink(missing_ok=True)
