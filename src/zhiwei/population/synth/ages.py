"""Ages: the published bands, inside a band the survivors by the published hazard of exit."""

from __future__ import annotations

import datetime

import numpy as np

from zhiwei.population.synth.arrays import Floats, Ints, along
from zhiwei.population.synth.sources import targets

STEPS = 4_096
OLDEST = 30
"""Years; private firms were registered from the 1980s on."""
YEAR = 365.2425
BANDS = (("to_5_years", 0, 5), ("5_to_10_years", 5, 10), ("over_10_years", 10, OLDEST))
"""Bands by completed years: name, first, and the first beyond."""


def age_table() -> Floats:
    """Quantiles of the age in days, ``STEPS + 2`` of them."""
    hazards = targets()["hazard_by_year_of_life"]
    yearly = [*hazards["values"], *[hazards["beyond"]] * OLDEST][:OLDEST]
    alive = np.cumprod(1 - np.array([0.0, *yearly[:-1]]) / 100)
    weight = np.zeros(OLDEST)
    for name, first, beyond in BANDS:
        inside = alive[first:beyond]
        weight[first:beyond] = inside / inside.sum() * float(targets()["age_share"][name]["value"])
    reached = np.concatenate([[0.0], np.cumsum(weight / weight.sum())])
    found = np.interp(np.linspace(0, 1, STEPS + 1), reached, np.arange(OLDEST + 1) * YEAR)
    return np.append(found, found[-1])


def founded(table: Floats, day: datetime.date, share: Floats) -> Ints:
    """Days of founding since 1970-01-01, the day itself at the latest."""
    today = (day - datetime.date(1970, 1, 1)).days
    return today - np.floor(along(table, share * STEPS)).astype(np.int64)
