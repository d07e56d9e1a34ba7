"""Water fund (27.5), VAT thresholds (27.6), invoice fee (27.8)."""

from __future__ import annotations

from typing import Any

import numpy
from openfisca_core.periods import DateUnit

from benchmarks.peers.figures import INDIVIDUALS
from benchmarks.peers.openfisca_zhiwei.kit import half_up, paid, scoped, variable, verdict


def _since(period: Any, years: Any) -> Any:
    """The day so many years before the day of the period: who was founded later has not reached that age."""
    return numpy.datetime64(str(period.start.offset(-int(years), "year")))


@variable(float, DateUnit.DAY)
def water_fund_levy(firm, period, parameters):
    """Levy on the revenue of the year before."""
    return half_up(firm("revenue", period.last_year) * parameters(period).opinions.water_fund_rate)


@variable(bool, DateUnit.DAY)
def within_water_fund_relief_years(firm, period, parameters):
    """Founded, and before the end of the fifth year."""
    founded, years = firm("founded_on", period), parameters(period).opinions.water_fund_relief_years
    return (founded > _since(period, years)) * (founded <= numpy.datetime64(str(period.start)))


@variable(bool, DateUnit.DAY)
def water_fund_relief_covers(firm, period):
    """Small or micro, conforming to industrial policy."""
    return firm("small_or_micro", period.this_year) * firm("conforms_to_industrial_policy", period)


@variable(float, DateUnit.DAY)
def water_fund_share_due(firm, period, parameters):
    """Nothing in the first three years, half in the next two, then all."""
    opinions, founded = parameters(period).opinions, firm("founded_on", period)
    free = founded > _since(period, opinions.water_fund_free_years)
    share = numpy.where(free, 0, opinions.water_fund_half)
    covered = firm("water_fund_relief_covers", period) * firm("within_water_fund_relief_years", period)
    return numpy.where(covered, share, 1)


@variable(float, DateUnit.DAY)
def water_fund_payable(firm, period):
    """Water fund payable for a full year."""
    return half_up(firm("water_fund_levy", period) * firm("water_fund_share_due", period))


@variable(int, DateUnit.DAY)
def verdict_27_5(firm, period):
    """27.5: water fund waived or halved."""
    covered = firm("water_fund_relief_covers", period)
    return verdict(covered * firm("within_water_fund_relief_years", period))


@variable(float, DateUnit.DAY)
def amount_27_5(firm, period):
    """27.5: water fund relieved."""
    relief = firm("water_fund_levy", period) - firm("water_fund_payable", period)
    return paid(firm("verdict_27_5", period), relief)


@variable(bool, DateUnit.DAY)
def individual_seller(firm, period):
    """Individual business or other individual."""
    return numpy.isin(firm("legal_form", period), INDIVIDUALS)


@variable(int, DateUnit.DAY)
def verdict_27_6(firm, period, parameters):
    """27.6: VAT threshold by month."""
    below = firm("monthly_sales", period.first_month) < parameters(period).opinions.vat_month
    return scoped(firm("individual_seller", period), below)


@variable(int, DateUnit.DAY)
def verdict_27_6_occasion(firm, period, parameters):
    """27.6: VAT threshold by occasion."""
    below = firm("transaction_sales", period) < parameters(period).opinions.vat_occasion
    return scoped(firm("individual_seller", period), below)


@variable(int, DateUnit.DAY)
def verdict_27_8(firm, period):
    """27.8: no invoice fee."""
    return verdict(firm("small_or_micro", period.this_year))


@variable(float, DateUnit.DAY)
def amount_27_8(firm, period):
    """27.8: invoice fee waived."""
    return paid(firm("verdict_27_8", period), firm("invoice_fee_tariff", period))


VARIABLES = (
    water_fund_levy, within_water_fund_relief_years, water_fund_relief_covers, water_fund_share_due, water_fund_payable,
    verdict_27_5, amount_27_5, individual_seller, verdict_27_6, verdict_27_6_occasion, verdict_27_8, amount_27_8,
)  # fmt: skip
