"""The functions of the rule language as rule modules import them: whole numbers come back exact, never as binary floats."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import wraps
from typing import ParamSpec

from zhiwei.engine import functions
from zhiwei.engine.types import Count

P = ParamSpec("P")


def _exact(function: Callable[P, int]) -> Callable[P, Count]:
    """The same function giving a fraction, so that a quotient of two counts stays exact."""

    @wraps(function)
    def counted(*args: P.args, **kwargs: P.kwargs) -> Count:
        return Fraction(function(*args, **kwargs))  # type: ignore[return-value]

    return counted


add_days = functions.add_days
add_months = functions.add_months
add_years = functions.add_years
start_of_year = functions.start_of_year
end_of_year = functions.end_of_year
ceil = _exact(functions.ceil)
days_between = _exact(functions.days_between)
floor = _exact(functions.floor)
months_between = _exact(functions.months_between)
months_touched = _exact(functions.months_touched)
year_of = _exact(functions.year_of)
years_between = _exact(functions.years_between)
