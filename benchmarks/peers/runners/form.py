"""The form that every runner has, and what a runner is told."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np


@dataclass(frozen=True)
class Lists:
    """Code lists by position, and how many threads to use."""

    industry_codes: tuple[str, ...]
    divisions: tuple[str, ...]
    threads: int = 2


class Form(Protocol):
    """A peer: made ready once, then asked. Files are Parquet in the columns of :mod:`benchmarks.reference.tables`."""

    def __init__(self, lists: Lists) -> None:
        """Everything that comes before the first row: imports, rules, compiling or loading what was compiled."""

    def load(self, path: Path) -> Any:
        """The rows in memory in the peer's own form."""

    def memory(self, loaded: Any) -> None:
        """Compute all outputs of the loaded rows, in memory."""

    def outputs(self, path: Path) -> dict[str, np.ndarray]:
        """All outputs of a small file, for comparison."""

    def totals(self, path: Path) -> np.ndarray:
        """The totals (:data:`benchmarks.peers.outputs.TOTALS`) by division, from the file."""

    def file(self, path: Path, target: Path) -> None:
        """All outputs of every row beside ``id``, from file to file."""
