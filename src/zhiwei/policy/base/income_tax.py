"""应纳企业所得税: who pays it, the three ways of computing it, and the lowest of those a firm is entitled to.

The tax of small low-profit firms stands in ``income_tax_small_low_profit``. A firm that is both small
low-profit and certified high-tech takes the lower tax; the reliefs are never combined.
"""

from __future__ import annotations

from zhiwei.engine import Flag, Money, Rate, rule
from zhiwei.policy.vocabulary import LegalForm


@rule(
    entity="enterprise",
    zh="企业所得税纳税人",
    en="payer of the corporate income tax",
    cites=("企业所得税法#一",),
)
def corporate_income_taxpayer(legal_form: LegalForm) -> Flag:
    """企业所得税纳税人: companies and cooperatives.

    Sole proprietorships, partnerships and individual businesses are outside the law (企业所得税法第一条);
    their owners pay individual income tax.
    """
    return legal_form in (
        LegalForm.LIMITED_COMPANY,
        LegalForm.ONE_PERSON_COMPANY,
        LegalForm.JOINT_STOCK_COMPANY,
        LegalForm.FARMER_COOPERATIVE,
    )


@rule(
    entity="enterprise",
    zh="按法定税率应纳所得税",
    en="income tax at the standard rate",
    period="year",
    cites=("企业所得税法#四",),
)
def standard_income_tax(taxable_income: Money, cit_standard_rate: Rate) -> Money:
    """按法定税率应纳所得税, fen: nothing on a loss."""
    if taxable_income <= 0:
        return 0
    return taxable_income * cit_standard_rate


@rule(
    entity="enterprise",
    zh="按高新技术企业税率应纳所得税",
    en="income tax at the rate of high-tech enterprises",
    period="year",
    cites=("27.4", "企业所得税法#二十八"),
)
def high_tech_income_tax(taxable_income: Money, high_tech_rate: Rate) -> Money:
    """按高新技术企业税率应纳所得税, fen: nothing on a loss."""
    if taxable_income <= 0:
        return 0
    return taxable_income * high_tech_rate


@rule(
    entity="enterprise",
    zh="适用小型微利企业税负",
    en="taxed as a small low-profit enterprise",
    period="year",
    cites=("27.3", "27.4", "企业所得税法#二十八"),
)
def taxed_as_small_low_profit(
    taxable_income: Money,
    small_low_profit: Flag,
    high_tech_certified: Flag,
    small_low_profit_income_tax: Money,
    high_tech_income_tax: Money,
) -> Flag:
    """适用小型微利企业税负: small low-profit, and no more tax that way than at the high-tech rate."""
    if taxable_income <= 0:
        return small_low_profit
    if small_low_profit and high_tech_certified:
        return small_low_profit_income_tax <= high_tech_income_tax
    return small_low_profit


@rule(
    entity="enterprise",
    zh="适用高新技术企业税率",
    en="taxed at the rate of high-tech enterprises",
    period="year",
    cites=("27.4", "企业所得税法#二十八"),
)
def taxed_as_high_tech(high_tech_certified: Flag, taxed_as_small_low_profit: Flag) -> Flag:
    """适用高新技术企业税率: a valid certificate, and the tax of small low-profit firms is not lower."""
    return high_tech_certified and not taxed_as_small_low_profit


@rule(
    entity="enterprise",
    zh="应纳企业所得税",
    en="corporate income tax",
    period="year",
    cites=("27.3", "27.4", "企业所得税法#四", "企业所得税法#二十八"),
)
def corporate_income_tax(
    corporate_income_taxpayer: Flag,
    taxable_income: Money,
    taxed_as_small_low_profit: Flag,
    taxed_as_high_tech: Flag,
    small_low_profit_income_tax: Money,
    high_tech_income_tax: Money,
    standard_income_tax: Money,
) -> Money | None:
    """应纳企业所得税, fen, for the tax year; 不适用 for those who are no payers, nothing on a loss."""
    if not corporate_income_taxpayer:
        return None
    if taxable_income <= 0:
        return 0
    if taxed_as_small_low_profit:
        return small_low_profit_income_tax
    if taxed_as_high_tech:
        return high_tech_income_tax
    return standard_income_tax
