"""(六)(二十七) as they went on: individual businesses, and new equipment."""

from __future__ import annotations

from zhiwei.engine import Force, Measure, Modality

INDIVIDUAL_BUSINESS_TAX = Measure(
    id="27.3/individual-business",
    entity="business_income",
    modality=Modality.BENEFIT,
    force=Force.MUST,
    zh="个体工商户减半征收个人所得税",
    en="income tax of individual businesses by half",
    scope=("is_individual_business",),
    window=("individual_business_half_limit",),
    criteria=("has_business_income",),
    amount="business_tax_saved",
    cites=("27.3", "财政部 税务总局公告2021年第12号#二", "财政部 税务总局公告2023年第12号#一"),
    notes={
        "zh": "27.3只减企业所得税；个体工商户缴个人所得税，2021年起所得不超过上限的部分减半。",
        "en": "27.3 is of the corporate income tax; individual businesses pay the personal one, by half within the limit since 2021.",
    },
)

EQUIPMENT_WRITE_OFF = Measure(
    id="6.1/equipment",
    entity="equipment_purchase",
    modality=Modality.BENEFIT,
    force=Force.MUST,
    zh="设备器具一次性税前扣除",
    en="equipment written off at once",
    scope=("buyer_pays_income_tax",),
    window=("equipment_write_off_limit",),
    criteria=("is_equipment", "price_within_write_off"),
    amount="unit_price",
    cites=("6.1", "财税〔2014〕75号", "财税〔2018〕54号#一"),
    notes={
        "zh": "金额是购进当年一次从应纳税所得额中减去的数，以后年度不再计提折旧；不是补贴。",
        "en": "The amount is taken from taxable income in the year of purchase; there is no later depreciation. It is no payment.",
    },
)
