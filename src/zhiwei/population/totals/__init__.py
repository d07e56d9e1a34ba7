"""Totals of a run: counts by verdict, sums of amounts, why refused, what is missing, by group of subjects."""

from zhiwei.population.totals.tally import Totals

__all__ = ["Totals"]
