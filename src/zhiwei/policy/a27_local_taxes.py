"""(二十七) 税收扶持 as it went on: local taxes by half beside the income tax, surcharges beside the water fund."""

from __future__ import annotations

from zhiwei.engine import Force, Measure, Modality

SIX_TAXES_TWO_FEES = Measure(
    id="27.3/local-taxes",
    entity="local_tax",
    modality=Modality.BENEFIT,
    force=Force.MUST,
    zh="六税两费减半征收",
    en="six taxes and two fees by half",
    scope=("one_of_six_taxes_two_fees",),
    window=("six_taxes_reduction",),
    criteria=("payer_reached_by_reduction",),
    amount="six_taxes_relief",
    cites=("27.3", "财税〔2019〕13号#三", "财政部 税务总局公告2023年第12号#二"),
    notes={
        "zh": "《意见》没有这一项，是2019年起国家对小微企业新增的减税；小型微利企业以上一年度汇算清缴结果为准。",
        "en": "Not in the Opinions: a national relief of small firms since 2019. Whether a firm is small low-profit is told by the last yearly settlement.",
    },
)

EDUCATION_SURCHARGES = Measure(
    id="27.5/education-surcharge",
    entity="local_tax",
    modality=Modality.BENEFIT,
    force=Force.MUST,
    zh="免征教育费附加和地方教育附加",
    en="education surcharges not levied",
    scope=("is_education_surcharge",),
    window=("surcharge_exempt_limit",),
    criteria=("surcharge_sales_met",),
    amount="local_tax_due",
    cites=("27.5", "财税〔2014〕122号#一", "财税〔2016〕12号#一"),
    notes={
        "zh": "与水利建设基金由同一文件免征；按季纳税的，季销售额上限为月上限的三倍。",
        "en": "Waived by the text that also waives the water fund; by quarter the limit is three times the monthly one.",
    },
)
