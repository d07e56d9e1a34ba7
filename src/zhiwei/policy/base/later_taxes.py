"""Income tax of individual businesses by half, and equipment written off at once."""

from __future__ import annotations

from zhiwei.engine import Flag, Money, Rate, rule
from zhiwei.policy.vocabulary import LegalForm


@rule(
    entity="business_income",
    zh="属于个体工商户",
    en="an individual business",
    cites=("财政部 税务总局公告2021年第12号#二", "财政部 税务总局公告2023年第12号#一"),
)
def is_individual_business(business__legal_form: LegalForm) -> Flag:
    """属于个体工商户: sole proprietorships and partnerships are none."""
    return business__legal_form == LegalForm.INDIVIDUAL_BUSINESS


@rule(
    entity="business_income",
    zh="当年有经营所得",
    en="has income in the year",
    period="year",
    cites=("财政部 税务总局公告2021年第12号#二",),
)
def has_business_income(business_taxable_income: Money) -> Flag:
    """当年有经营所得: more than nothing."""
    return business_taxable_income > 0


@rule(
    entity="business_income",
    zh="减半征收的所得",
    en="income taxed by half",
    period="year",
    cites=("财政部 税务总局公告2021年第12号#二", "财政部 税务总局公告2023年第12号#一"),
)
def business_income_halved(business_taxable_income: Money, individual_business_half_limit: Money) -> Money:
    """减半征收的所得, fen: the part within the limit; the tax on it is asked."""
    return max(min(business_taxable_income, individual_business_half_limit), 0)


@rule(
    entity="business_income",
    zh="减征个人所得税额",
    en="income tax not levied",
    period="year",
    cites=("27.3", "财政部 税务总局公告2021年第12号#二", "财政部 税务总局公告2023年第12号#一"),
)
def business_tax_saved(
    tax_on_part_within_limit: Money, other_relief_on_part: Money, individual_business_reduction: Rate
) -> Money:
    """减征个人所得税额, fen: the share of the tax on the part within the limit, after other relief."""
    return (tax_on_part_within_limit - other_relief_on_part) * individual_business_reduction


@rule(
    entity="equipment_purchase",
    zh="购进企业缴纳企业所得税",
    en="the buyer pays corporate income tax",
    cites=("企业所得税法#一",),
)
def buyer_pays_income_tax(firm__corporate_income_taxpayer: Flag) -> Flag:
    """购进企业缴纳企业所得税: the deduction is of the corporate income tax."""
    return firm__corporate_income_taxpayer


@rule(
    entity="equipment_purchase",
    zh="房屋、建筑物以外的固定资产",
    en="a fixed asset other than a building",
    cites=("财税〔2018〕54号#一",),
)
def is_equipment(is_building: Flag) -> Flag:
    """房屋、建筑物以外的固定资产."""
    return not is_building


@rule(
    entity="equipment_purchase",
    zh="单位价值在上限以内",
    en="price within the limit",
    period="year",
    cites=("财税〔2018〕54号#一",),
)
def price_within_write_off(unit_price: Money, equipment_write_off_limit: Money) -> Flag:
    """单位价值在上限以内: the number itself included."""
    return unit_price <= equipment_write_off_limit
