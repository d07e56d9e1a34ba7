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
LARGE = 2**53
"""What stands for every number of this size or more, over 0: columns do not carry them exactly, and the product sends their
rows to the traced engine; so engines are compared in where they are, not in what they are."""


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
        over = np.ones(len(status), np.int64) if below is None else below
        large = known & ((np.abs(value) >= LARGE) | (np.abs(over) >= LARGE))
        top = np.where(known & ~large, value, 0).astype(np.int64)
        bottom = np.where(known & ~large, over, 1).astype(np.int64)
        common = np.maximum(np.gcd(top, bottom), 1)
        self.cells[name, "status"] = status.astype(np.uint8)
        self.cells[name, "value"] = np.where(large, LARGE, top // common)
        self.cells[name, "below"] = np.where(large, 0, bottom // common)
        if missing is not None:
            self.cells[name, "missing"] = missing

    def put_measure(self, name: str, parts: Mapping[str, np.ndarray]) -> None:
        """A measure: its parts by name."""
        for part, cells in parts.items():
            self.cells[name, part] = (
                np.where(np.abs(cells) >= LARGE, LARGE, cells) if part == "amount" else cells
            )
