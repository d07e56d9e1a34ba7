"""(十八) 技术市场税收优惠: relief of the income tax on what technology transfers bring in a year."""

from __future__ import annotations

from zhiwei.engine import Force, Measure, Modality

TRANSFER_INCOME = Measure(
    id="18.2/transfer-income",
    entity="transfer_year",
    modality=Modality.BENEFIT,
    force=Force.MUST,
    zh="技术转让所得减免企业所得税",
    en="income tax relief of technology transfers",
    scope=("transferor_pays_income_tax",),
    window=("transfer_exempt_limit",),
    criteria=("has_transfer_income",),
    amount="transfer_income_relief",
    cites=("18.2", "企业所得税法实施条例#九十", "国税函〔2009〕212号#二"),
    notes={
        "zh": "金额是从应纳税所得额中减去的数；超过上限的部分减半，不是整笔征税。",
        "en": "The amount is taken out of taxable income; only what lies above the limit is taxed, by half.",
    },
)
