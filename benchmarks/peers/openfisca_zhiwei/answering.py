"""Rows in, outputs out: the OpenFisca package over columns."""

from __future__ import annotations

from typing import Any

import numpy
from openfisca_core.periods import DateUnit
from openfisca_core.simulation_builder import SimulationBuilder

from benchmarks.peers.openfisca_zhiwei.facts import INPUTS
from benchmarks.peers.outputs import OUTPUTS

PERIOD = {
    DateUnit.YEAR: "2012",
    DateUnit.MONTH: "2012-06",
    DateUnit.DAY: "2012-06-30",
    DateUnit.ETERNITY: "ETERNITY",
}
BEFORE = "revenue@2011"


def simulation(system: Any, columns: dict[str, numpy.ndarray]) -> Any:
    """A simulation of the rows with their inputs set."""
    made = SimulationBuilder().build_default_simulation(system, count=len(columns["legal_form"]))
    for name, period in INPUTS.items():
        made.set_input(name, PERIOD[period], _as_input(name, columns[name]))
    made.set_input("revenue", "2011", columns[BEFORE])
    return made


def _as_input(name: str, column: numpy.ndarray) -> numpy.ndarray:
    return column.astype("datetime64[D]") if name == "founded_on" else column


def names(system: Any) -> dict[str, tuple[str, str]]:
    """Variable and period of each output."""
    out = {}
    for output in OUTPUTS:
        measure, _, what = output.rpartition("_")
        name = f"{what}_{measure.replace('.', '_')}" if what in ("verdict", "amount") else output
        out[output] = name, PERIOD[system.get_variable(name, check_existence=True).definition_period]
    return out


def calculate(made: Any, asked: dict[str, tuple[str, str]]) -> dict[str, numpy.ndarray]:
    """The outputs as OpenFisca gives them: int32, bool and float64."""
    return {output: made.calculate(name, period) for output, (name, period) in asked.items()}


def plain(found: dict[str, numpy.ndarray]) -> dict[str, numpy.ndarray]:
    """The outputs in the types that all peers write."""
    return {name: column.astype(OUTPUTS[name]) for name, column in found.items()}
