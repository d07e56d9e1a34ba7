"""The tax and benefit system: entity, variables, parameters."""

from __future__ import annotations

from pathlib import Path

import numpy
from openfisca_core.entities import build_entity
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import config

config.VALUE_TYPES[float]["dtype"] = numpy.float64

FIRM = build_entity(key="firm", plural="firms", label="enterprise", is_person=True)


def system(size_rows: numpy.ndarray, shares: numpy.ndarray) -> TaxBenefitSystem:
    """The system; the tables are read by position of industry code and division."""
    from benchmarks.peers.openfisca_zhiwei import facts, reliefs, size, tax

    size.ROWS, tax.SHARES = size_rows, shares
    built = TaxBenefitSystem([FIRM])
    built.load_parameters(str(Path(__file__).with_name("parameters")))
    for module in (facts, size, tax, reliefs):
        for variable in module.VARIABLES:
            built.add_variable(variable)
    return built
