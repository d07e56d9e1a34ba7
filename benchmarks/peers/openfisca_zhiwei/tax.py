"""Corporate income tax, and what 27.2, 27.3 and 27.4 give on it."""

from __future__ import annotations

from typing import Any

import numpy

from benchmarks.peers.figures import COMPANIES, NONE_FILED, NONE_OFFERED
from benchmarks.peers.openfisca_zhiwei.kit import half_up, paid, scoped, variable
from benchmarks.peers.outputs import ENTITLED, NO_DECISION, NO_TAX, NOT_ENTITLED, NOT_OFFERED, OUT_OF_SCOPE

SHARES: Any = None
"""Decided share of the reward by position of the division, per mille; set by ``system``."""


@variable(bool)
def corporate_income_taxpayer(firm, period):
    """Companies and cooperatives."""
    return numpy.isin(firm("legal_form", period), COMPANIES)


@variable(bool)
def small_low_profit(firm, period, parameters):
    """Small low-profit enterprise: income, staff and assets within their limits."""
    tax, industrial = parameters(period).income_tax, firm("tax_industry", period) == 0
    staff = numpy.where(industrial, tax.staff_limit.industrial, tax.staff_limit.other)
    assets = numpy.where(industrial, tax.assets_limit.industrial, tax.assets_limit.other)
    return (
        firm("corporate_income_taxpayer", period)
        * (firm("taxable_income", period) <= tax.income_limit)
        * (firm("average_employees", period) <= 100 * staff)
        * (firm("average_total_assets", period) <= assets)
        * numpy.logical_not(firm("restricted_or_prohibited_industry", period))
        * (firm("collection_method", period) == 0)
    )


@variable(float)
def slp_effective_rate(firm, period, parameters):
    """Effective rate of a small low-profit enterprise."""
    tax = parameters(period).income_tax
    within = firm("taxable_income", period) <= tax.half_limit
    return numpy.where(within, tax.half_inclusion * tax.small_rate, tax.small_rate)


@variable(float)
def standard_income_tax(firm, period, parameters):
    """Income tax at the standard rate."""
    income = firm("taxable_income", period)
    return numpy.where(income > 0, half_up(income * parameters(period).income_tax.standard_rate), 0)


@variable(float)
def high_tech_income_tax(firm, period, parameters):
    """Income tax at the rate of high-tech enterprises."""
    income = firm("taxable_income", period)
    return numpy.where(income > 0, half_up(income * parameters(period).income_tax.high_tech_rate), 0)


@variable(float)
def small_low_profit_income_tax(firm, period):
    """Income tax of a small low-profit enterprise."""
    income = firm("taxable_income", period)
    return numpy.where(income > 0, half_up(income * firm("slp_effective_rate", period)), 0)


@variable(bool)
def taxed_as_small_low_profit(firm, period):
    """Small low-profit, and no more tax that way than at the high-tech rate."""
    lower = firm("small_low_profit_income_tax", period) <= firm("high_tech_income_tax", period)
    free = (firm("taxable_income", period) <= 0) + numpy.logical_not(firm("high_tech_certified", period))
    return firm("small_low_profit", period) * (free + lower)


@variable(bool)
def taxed_as_high_tech(firm, period):
    """Certified, and the tax of small low-profit firms is not lower."""
    return firm("high_tech_certified", period) * numpy.logical_not(firm("taxed_as_small_low_profit", period))


@variable(float)
def corporate_income_tax(firm, period):
    """Corporate income tax; -1 for who is no payer."""
    tax = numpy.select(
        [firm("taxed_as_small_low_profit", period), firm("taxed_as_high_tech", period)],
        [firm("small_low_profit_income_tax", period), firm("high_tech_income_tax", period)],
        firm("standard_income_tax", period),
    )
    return numpy.where(firm("corporate_income_taxpayer", period), tax, NO_TAX)


@variable(bool)
def income_in_reward_band(firm, period, parameters):
    """Taxable income above the floor of the reward and within its cap."""
    income, opinions = firm("taxable_income", period), parameters(period).opinions
    return (income > opinions.reward_floor) * (income <= opinions.reward_cap)


@variable(float)
def rewarded_income_tax_rate(firm, period, parameters):
    """Effective rate of the tax paid."""
    rate = firm("slp_effective_rate", period)
    high = numpy.minimum(rate, parameters(period).income_tax.high_tech_rate)
    return numpy.where(firm("high_tech_certified", period), high, rate)


@variable(float)
def reward_base(firm, period, parameters):
    """Local share of the tax on the excess."""
    opinions = parameters(period).opinions
    excess = firm("taxable_income", period) - opinions.reward_floor
    base = half_up(excess * firm("rewarded_income_tax_rate", period) * opinions.local_share)
    return numpy.where(firm("small_low_profit", period) * firm("income_in_reward_band", period), base, 0)


@variable(int)
def reward_share(firm, period):
    """Decided share, per mille; negative where none was filed or it was declined."""
    return SHARES[firm("division", period)]


@variable(int)
def verdict_27_2(firm, period):
    """27.2: reward of the local tax contribution."""
    share = firm("reward_share", period)
    met = firm("small_low_profit", period) * firm("income_in_reward_band", period)
    return numpy.select(
        [
            numpy.logical_not(firm("corporate_income_taxpayer", period)),
            numpy.logical_not(met),
            share == NONE_FILED,
            share == NONE_OFFERED,
        ],
        [OUT_OF_SCOPE, NOT_ENTITLED, NO_DECISION, NOT_OFFERED],
        ENTITLED,
    )


@variable(float)
def amount_27_2(firm, period):
    """27.2: amount of the reward."""
    reward = half_up(firm("reward_base", period) * (firm("reward_share", period) / 1000))
    return paid(firm("verdict_27_2", period), reward)


@variable(int)
def verdict_27_3(firm, period, parameters):
    """27.3: small low-profit enterprises."""
    reduced = firm("taxable_income", period) <= parameters(period).income_tax.half_limit
    met = firm("small_low_profit", period) * reduced * firm("taxed_as_small_low_profit", period)
    return scoped(firm("corporate_income_taxpayer", period), met)


@variable(float)
def amount_27_3(firm, period):
    """27.3: tax saved."""
    saved = firm("standard_income_tax", period) - firm("small_low_profit_income_tax", period)
    return paid(firm("verdict_27_3", period), saved)


@variable(int)
def verdict_27_4(firm, period):
    """27.4: high-tech enterprises."""
    return scoped(firm("corporate_income_taxpayer", period), firm("taxed_as_high_tech", period))


@variable(float)
def amount_27_4(firm, period):
    """27.4: tax saved."""
    saved = firm("standard_income_tax", period) - firm("high_tech_income_tax", period)
    return paid(firm("verdict_27_4", period), saved)


VARIABLES = (
    corporate_income_taxpayer, small_low_profit, slp_effective_rate, standard_income_tax, high_tech_income_tax,
    small_low_profit_income_tax, taxed_as_small_low_profit, taxed_as_high_tech, corporate_income_tax,
    income_in_reward_band, rewarded_income_tax_rate, reward_base, reward_share, verdict_27_2, amount_27_2, verdict_27_3,
    amount_27_3, verdict_27_4, amount_27_4,
)  # fmt: skip
