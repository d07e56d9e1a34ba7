"""Article 27 where it restates national tax law: 27.3, 27.4, 27.6, 27.7. The law itself stands in ``base``.

27.3 and 27.4 are worth what the firm saves against the standard rate. A firm has only the one of the two that
leaves the lower tax, so the two savings never add up. 27.1 is guidance and computes nothing.
"""

from __future__ import annotations

from zhiwei.engine import Flag, Force, Measure, Modality, Money, rule

SMALL_LOW_PROFIT = Measure(
    id="27.3",
    entity="enterprise",
    modality=Modality.BENEFIT,
    force=Force.MUST,
    zh="小型微利企业所得税优惠",
    en="income tax of small low-profit enterprises on part of their income",
    scope=("corporate_income_taxpayer",),
    window=("slp_reduction_window",),
    criteria=("small_low_profit", "slp_income_reduced", "taxed_as_small_low_profit"),
    amount="slp_tax_saving",
    cites=("27.3",),
)

HIGH_TECH = Measure(
    id="27.4",
    entity="enterprise",
    modality=Modality.BENEFIT,
    force=Force.MUST,
    zh="高新技术企业所得税优惠税率",
    en="income tax rate of high-tech enterprises",
    scope=("corporate_income_taxpayer",),
    window=("high_tech_rate",),
    criteria=("high_tech_certified", "taxed_as_high_tech"),
    amount="high_tech_tax_saving",
    cites=("27.4", "企业所得税法#二十八"),
)

HIGH_TECH_RECOGNITION = Measure(
    id="27.4/recognition",
    entity="recognition",
    modality=Modality.BENEFIT,
    force=Force.MUST,
    zh="支持认定为高新技术企业",
    en="support of the recognition as a high-tech enterprise",
    window=("recognition_support_window",),
    criteria=("recognition_supported_firm", "high_tech_gates_met"),
    cites=("27.4",),
    notes={
        "zh": "这里只看可以计算的条件；认定还要经专家评审，取得证书后才按优惠税率缴税",
        "en": "only the conditions that can be computed are looked at; experts decide, and the rate follows the certificate",
    },
)

VAT_BY_MONTH = Measure(
    id="27.6",
    entity="enterprise",
    modality=Modality.BENEFIT,
    force=Force.MUST,
    zh="增值税起征点（按月）",
    en="VAT threshold by month",
    scope=("vat_relief_reaches_seller",),
    window=("vat_relief_window",),
    criteria=("monthly_sales_relieved",),
    cites=("27.6", "增值税暂行条例实施细则#三十七"),
    notes={
        "zh": "适用范围因日期而异：起初只有个人（个体工商户和其他个人）有起征点，后来小规模纳税人企业也在其内；本项按当日有效的依据判断。",
        "en": "Who is covered depends on the day: at first individuals only, later small-scale enterprises too; this is judged by what is in force on the day.",
    },
)

VAT_BY_OCCASION = Measure(
    id="27.6/occasion",
    entity="enterprise",
    modality=Modality.BENEFIT,
    force=Force.MUST,
    zh="增值税起征点（按次或按日）",
    en="VAT threshold by occasion or day",
    scope=("individual_seller",),
    window=("vat_threshold_occasion",),
    criteria=("vat_exempt_by_occasion",),
    cites=("27.6", "增值税暂行条例实施细则#三十七"),
    notes={
        "zh": "财政部令第65号定的按次或按日起征点只适用于个人（个体工商户和其他个人）。",
        "en": "The threshold by occasion or day of MOF Order No. 65 is for individuals only.",
    },
)

NON_TAXABLE_SUBSIDY = Measure(
    id="27.7",
    entity="grant",
    modality=Modality.PERMISSION,
    force=Force.MUST,
    zh="财政补助作为不征税收入",
    en="fiscal subsidy as non-taxable income",
    window=("non_taxable_subsidy_window",),
    criteria=(
        "received_under_subsidy_rule",
        "granted_by_county_or_above",
        "purpose_documented",
        "management_rule_exists",
        "separately_accounted",
    ),
    amount="non_taxable_income",
    cites=("27.7", "财税〔2011〕70号#一"),
)


@rule(
    entity="enterprise",
    zh="小型微利企业减免所得税额",
    en="income tax saved as a small low-profit enterprise",
    period="year",
    cites=("27.3",),
)
def slp_tax_saving(standard_income_tax: Money, small_low_profit_income_tax: Money) -> Money:
    """小型微利企业减免所得税额, fen: standard tax less the tax of a small low-profit enterprise."""
    return standard_income_tax - small_low_profit_income_tax


@rule(
    entity="enterprise",
    zh="高新技术企业减免所得税额",
    en="income tax saved as a high-tech enterprise",
    period="year",
    cites=("27.4",),
)
def high_tech_tax_saving(standard_income_tax: Money, high_tech_income_tax: Money) -> Money:
    """高新技术企业减免所得税额, fen: standard tax less the tax at the rate of high-tech enterprises."""
    return standard_income_tax - high_tech_income_tax


@rule(
    entity="recognition",
    zh="属于支持认定的企业",
    en="of the firms whose recognition is supported",
    cites=("27.4", "8.1"),
)
def recognition_supported_firm(firm__technology_or_service_firm: Flag) -> Flag:
    """属于支持认定的企业: technology-based or high-technology service, and small or micro."""
    return firm__technology_or_service_firm


@rule(
    entity="enterprise",
    zh="应税月销售额",
    en="monthly sales that are taxed",
    period="month",
    cites=("27.6", "增值税暂行条例#十七"),
)
def vat_taxable_sales(vat_exempt: Flag, monthly_sales: Money) -> Money:
    """应税月销售额, fen: the whole sales of the month once they are not exempt, not what lies above the limit."""
    return 0 if vat_exempt else monthly_sales
