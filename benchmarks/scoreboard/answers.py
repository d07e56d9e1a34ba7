"""What an engine says of some rows, as arrays that can be compared with another engine's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from zhiwei.engine.native.codes import WORDS
from zhiwei.engine.outcome import VERDICTS

Part = tuple[str, str]
"""An output (variable or measure) and a part of its answer:

``status``, ``value`` and ``below`` (a reduced fraction) of a variable; ``verdict``, ``deciding``, ``amount`` and
``amount_status`` of a measure; ``missing`` of both."""
STATUS = {word: code for code, word in reversed(list(enumerate(WORDS)))}
VERDICT = {word: code for code, word in enumerate(VERDICTS)}
UNDETERMINED = VERDICT["undetermined"]
MISSING = STATUS["missing"]
NO_AMOUNT = 255
"""Status of the amount where a verdict has none."""


@dataclass
class Answers:
    """Cells by output and part; ``refused`` marks rows whose facts the engine does not admit."""

    cells: dict[Part, np.ndarray] = field(default_factory=dict)
    refused: np.ndarray | None = None

    def put_variable(
        self,
        name: str,
        status: np.ndarray,
        value: np.ndarray,
        below: np.ndarray | None,
        missing: np.ndarray | None,
    ) -> None:
        """A variable; where it is not known its value counts as 0 over 1."""
        known = status == 0
        top = np.where(known, value, 0).astype(np.int64)
        bottom = np.ones(len(top), np.int64) if below is None else np.where(known, below, 1).astype(np.int64)
        common = np.maximum(np.gcd(top, bottom), 1)
        self.cells[name, "status"] = status.astype(np.uint8)
        self.cells[name, "value"] = top // common
        self.cells[name, "below"] = bottom // common
        if missing is not None:
            self.cells[name, "missing"] = missing

    def put_measure(self, name: str, parts: Mapping[str, np.ndarray]) -> None:
        """A measure: its parts by name."""
        for part, cells in parts.items():
            self.cells[name, part] = cells
