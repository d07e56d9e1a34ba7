"""六税两费 and 教育费附加: local taxes and surcharges that small firms pay by half or not at all."""

from __future__ import annotations

from zhiwei.engine import Flag, Money, Rate, rule
from zhiwei.policy.vocabulary import LegalForm
from zhiwei.policy.vocabulary_tax import LocalTaxKind


@rule(
    entity="local_tax",
    zh="属于六税两费",
    en="one of the six taxes and two fees",
    cites=("财税〔2019〕13号#三", "财政部 税务总局公告2023年第12号#二"),
)
def one_of_six_taxes_two_fees(local_tax_kind: LocalTaxKind) -> Flag:
    """属于六税两费: the resource tax without water, the stamp tax without securities."""
    return local_tax_kind != LocalTaxKind.OTHER


@rule(
    entity="local_tax",
    zh="属于减征适用范围",
    en="reached by the reduction",
    period="year",
    cites=("财税〔2019〕13号#三",),
    valid=("2019-01-01", "2021-12-31"),
)
def payer_reached_by_reduction(payer__small_scale_seller: Flag) -> Flag:
    """属于减征适用范围: small-scale VAT taxpayers."""
    return payer__small_scale_seller


@rule(
    entity="local_tax",
    variable="payer_reached_by_reduction",
    zh="属于减征适用范围",
    en="reached by the reduction",
    period="year",
    cites=("财政部 税务总局公告2022年第10号#一", "财政部 税务总局公告2023年第12号#二"),
    valid=("2022-01-01", None),
)
def payer_reached_since_2022(
    payer__small_scale_seller: Flag, payer__small_low_profit: Flag, payer__legal_form: LegalForm
) -> Flag:
    """属于减征适用范围: small-scale taxpayers, small low-profit enterprises, individual businesses."""
    return (
        payer__small_scale_seller
        or payer__legal_form == LegalForm.INDIVIDUAL_BUSINESS
        or payer__small_low_profit
    )


@rule(
    entity="local_tax",
    zh="减征金额",
    en="amount of the reduction",
    period="year",
    cites=("27.3", "财税〔2019〕13号#三", "财政部 税务总局公告2023年第12号#二"),
)
def six_taxes_relief(local_tax_due: Money, six_taxes_reduction: Rate) -> Money:
    """减征金额, fen: the share of what is due after other reliefs."""
    return local_tax_due * six_taxes_reduction


@rule(
    entity="local_tax",
    zh="属于教育费附加或地方教育附加",
    en="one of the education surcharges",
    cites=("财税〔2014〕122号#一", "财税〔2016〕12号#一"),
)
def is_education_surcharge(local_tax_kind: LocalTaxKind) -> Flag:
    """属于教育费附加或地方教育附加."""
    return local_tax_kind in (LocalTaxKind.EDUCATION_SURCHARGE, LocalTaxKind.LOCAL_EDUCATION_SURCHARGE)


@rule(
    entity="local_tax",
    zh="月销售额不超过免征上限",
    en="monthly sales within the limit",
    period="month",
    cites=("财税〔2014〕122号#一", "财税〔2016〕12号#一"),
)
def surcharge_sales_met(payer__monthly_sales: Money, surcharge_exempt_limit: Money) -> Flag:
    """月销售额不超过免征上限: the number itself included."""
    return payer__monthly_sales <= surcharge_exempt_limit
