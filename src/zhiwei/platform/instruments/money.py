"""The money of platforms: which fund pays, what a filed rate makes of a year's records."""

from __future__ import annotations

from fractions import Fraction

from zhiwei.law.divisions import load_divisions
from zhiwei.platform.instruments.models import Rate
from zhiwei.platform.ledger.models import Fund
from zhiwei.platform.programmes.money import funds

GRANT, SUBSIDY = "platform_grant", "platform_subsidy"
"""Kinds of basis: a platform and the year its money is for, a platform and the year of its results."""


def fund_of_year(division: str, sentence: str, budget_year: int) -> Fund | None:
    """The open fund of a budget year that pays for a sentence in a place: the county's before the city's and the province's."""
    near = [division, *load_divisions().ancestors(division)]
    able = [one for one in funds.able(sentence, near) if one.budget_year == budget_year]
    return min(able, key=lambda one: near.index(one.division), default=None)


def by_rate(rate: Rate, uses: int, minutes: int) -> int:
    """The subsidy of a year's confirmed services by a rate, whole fen: what is no whole fen is cut off, the cap holds."""
    fen = uses * rate.per_use + int(Fraction(minutes, 60) * rate.per_hour)
    return int(min(fen, rate.yearly_most))
