"""The native engine's answers."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from benchmarks.scoreboard.answers import Answers
from benchmarks.scoreboard.settings import Setting
from benchmarks.scoreboard.tables import Table
from zhiwei.engine.native.measures import NativeMeasures


class Native:
    """Exact answers with missing sets; ``cache`` keeps compiled kernels."""

    name = "native"

    def __init__(self, setting: Setting, cache: Path) -> None:
        self.engine = NativeMeasures(
            setting.book, setting.law, entity=setting.entity, measures=setting.measures, variables=setting.variables,
            cache=cache, three_valued=True, exact=True,
        )  # fmt: skip
        places = {label: i for i, label in enumerate(s.label for s in setting.slots)}
        self.bits = {n: [places[f] for f in labels] for n, labels in self.engine.lacking.items()}

    def answers(self, table: Table) -> Answers:
        """The answers for every row."""
        said = self.engine.run(table.columns, table.rows)
        found = Answers()
        for name, variable in said.variables.items():
            found.put_variable(
                name,
                variable.status,
                variable.value,
                variable.denominator,
                self._missing(name, variable.missing),
            )
        for name, measure in said.measures.items():
            parts = {
                "verdict": measure.verdict,
                "deciding": measure.deciding,
                "missing": self._missing(name, measure.missing),
            }
            if measure.amount is not None and measure.amount_status is not None:
                parts |= {"amount": measure.amount, "amount_status": measure.amount_status}
            found.put_measure(name, parts)
        return found

    def _missing(self, name: str, mask: np.ndarray | None) -> np.ndarray:
        """The mask with its bits in the order of the setting's facts."""
        assert mask is not None
        found = np.zeros_like(mask)
        for own, place in enumerate(self.bits[name]):
            found |= (mask >> np.uint64(own) & np.uint64(1)) << np.uint64(place)
        return found
