"""What a writer takes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol, Self

TEXT, UINT8, INT64, UINT64 = "text", "uint8", "int64", "uint64"


@dataclass(frozen=True, slots=True)
class OutColumn:
    """Name and kind (text uint8 int64 uint64) of a column; None is an empty cell in every kind."""

    name: str
    kind: str = TEXT


class Writer(Protocol):
    """Takes batches of rows; closing without an error puts the file in place."""

    def write(self, rows: Iterable[Sequence[Any]]) -> None: ...
    def __enter__(self) -> Self: ...
    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


def partial(path: Path) -> Path:
    """The name a file has until it is complete."""
    return path.with_name(f".{path.name}.partial")
