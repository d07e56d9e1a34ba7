"""What the variables share: how one is declared, rounding, verdicts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from benchmarks.peers.openfisca_zhiwei.system import FIRM
from benchmarks.peers.outputs import ENTITLED, NOT_ENTITLED, OUT_OF_SCOPE


def variable(value_type: type, period: DateUnit = DateUnit.YEAR) -> Callable[[Any], type[Variable]]:
    """Make a formula the OpenFisca variable of its name."""

    def made(formula: Any) -> type[Variable]:
        members = {
            "value_type": value_type, "entity": FIRM, "definition_period": period, "label": formula.__doc__,
            "formula": formula,
        }  # fmt: skip
        return type(formula.__name__, (Variable,), members)

    return made


def half_up(amount: numpy.ndarray) -> numpy.ndarray:
    """A sum in fen rounded to whole fen, an exact half upwards.

    A decimal rate is no binary fraction: a product short of a half by less than 1e-5 fen is one, as rates have at most
    three decimals and amounts stay below 2**36 fen, where float64 errs by less than that.
    """
    return numpy.floor(amount + 0.5 + 1e-5)


def verdict(met: numpy.ndarray) -> numpy.ndarray:
    """The verdict of a measure for all."""
    return numpy.where(met, ENTITLED, NOT_ENTITLED)


def scoped(scope: numpy.ndarray, met: numpy.ndarray) -> numpy.ndarray:
    """The verdict of a measure with a scope."""
    return numpy.where(scope, verdict(met), OUT_OF_SCOPE)


def paid(code: numpy.ndarray, amount: numpy.ndarray) -> numpy.ndarray:
    """The amount of who is entitled."""
    return numpy.where(code == ENTITLED, amount, 0)
