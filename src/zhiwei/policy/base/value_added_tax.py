"""增值税起征点 and the exemption of small-scale taxpayers.

Three rules followed one another. The threshold (起征点) covers individuals only, and reaching it taxes the
whole amount. The exemption limit, first beside it for enterprises and units, then alone for all small-scale
taxpayers, includes the number itself. From 2026 the law again speaks of a threshold, now for all small-scale
taxpayers.
"""

from __future__ import annotations

from zhiwei.engine import Flag, Money, rule
from zhiwei.policy.vocabulary import LegalForm, VatTaxpayerKind


@rule(
    entity="enterprise",
    zh="个体工商户或其他个人",
    en="individual business or other individual",
    cites=("增值税暂行条例实施细则#三十七",),
)
def individual_seller(legal_form: LegalForm) -> Flag:
    """个体工商户或其他个人: whom the threshold is for; an enterprise of whatever size is not one."""
    return legal_form in (LegalForm.INDIVIDUAL_BUSINESS, LegalForm.OTHER_INDIVIDUAL)


@rule(
    entity="enterprise",
    zh="增值税小规模纳税人",
    en="small-scale VAT taxpayer",
    cites=("增值税暂行条例#十一",),
)
def small_scale_seller(legal_form: LegalForm, vat_taxpayer_kind: VatTaxpayerKind) -> Flag:
    """增值税小规模纳税人: as registered; an individual who is no individual business always is one."""
    return legal_form == LegalForm.OTHER_INDIVIDUAL or vat_taxpayer_kind == VatTaxpayerKind.SMALL_SCALE


@rule(
    entity="enterprise",
    variable="vat_relief_reaches_seller",
    zh="属于起征点或免税适用范围",
    en="reached by the VAT threshold or exemption",
    period="month",
    cites=("27.6", "增值税暂行条例实施细则#三十七", "财政部令第65号"),
    valid=("2011-11-01", "2013-07-31"),
)
def threshold_reaches_individuals(individual_seller: Flag) -> Flag:
    """属于起征点适用范围: individuals only (增值税起征点的适用范围限于个人); companies had no such relief."""
    return individual_seller


@rule(
    entity="enterprise",
    variable="vat_relief_reaches_seller",
    zh="属于起征点或免税适用范围",
    en="reached by the VAT threshold or exemption",
    period="month",
    cites=("27.6", "增值税暂行条例实施细则#三十七", "财税〔2013〕52号#一"),
    valid=("2013-08-01", "2014-09-30"),
)
def exemption_reaches_units(individual_seller: Flag, small_scale_seller: Flag) -> Flag:
    """属于起征点或免税适用范围: individuals by the threshold, small-scale units by the exemption."""
    return individual_seller or small_scale_seller


@rule(
    entity="enterprise",
    variable="vat_relief_reaches_seller",
    zh="属于起征点或免税适用范围",
    en="reached by the VAT threshold or exemption",
    period="month",
    cites=("27.6", "财税〔2014〕71号#一", "国家税务总局公告2014年第57号", "增值税法#二十三"),
    valid=("2014-10-01", None),
)
def relief_reaches_small_scale(small_scale_seller: Flag) -> Flag:
    """属于起征点或免税适用范围: every small-scale taxpayer."""
    return small_scale_seller


@rule(
    entity="enterprise",
    variable="monthly_sales_relieved",
    zh="月销售额未达起征点或未超过免征额",
    en="monthly sales below the threshold or within the limit",
    period="month",
    cites=("27.6", "增值税暂行条例#十七"),
    valid=("2011-11-01", "2013-07-31"),
)
def sales_below_first_threshold(monthly_sales: Money, vat_threshold_month: Money) -> Flag:
    """月销售额未达起征点: sales that reach it are taxed in full, not only above it."""
    return monthly_sales < vat_threshold_month


@rule(
    entity="enterprise",
    variable="monthly_sales_relieved",
    zh="月销售额未达起征点或未超过免征额",
    en="monthly sales below the threshold or within the limit",
    period="month",
    cites=("27.6", "增值税暂行条例#十七", "财税〔2013〕52号#一"),
    valid=("2013-08-01", "2014-09-30"),
)
def sales_relieved_by_kind_of_seller(
    individual_seller: Flag, monthly_sales: Money, vat_threshold_month: Money, vat_exempt_limit: Money
) -> Flag:
    """月销售额未达起征点或未超过免征额: at the number itself individuals are taxed, units are not."""
    if individual_seller:
        return monthly_sales < vat_threshold_month
    return monthly_sales <= vat_exempt_limit


@rule(
    entity="enterprise",
    variable="monthly_sales_relieved",
    zh="月销售额未达起征点或未超过免征额",
    en="monthly sales below the threshold or within the limit",
    period="month",
    cites=("27.6", "财税〔2014〕71号#一", "财税〔2019〕13号#一"),
    valid=("2014-10-01", "2025-12-31"),
)
def sales_within_limit(monthly_sales: Money, vat_exempt_limit: Money) -> Flag:
    """月销售额未超过免征额: the number itself included; sales above it are taxed in full."""
    return monthly_sales <= vat_exempt_limit


@rule(
    entity="enterprise",
    variable="monthly_sales_relieved",
    zh="月销售额未达起征点或未超过免征额",
    en="monthly sales below the threshold or within the limit",
    period="month",
    cites=("27.6", "增值税法#二十三", "财政部 税务总局公告2026年第10号#三"),
    valid=("2026-01-01", None),
)
def sales_below_threshold_of_law(monthly_sales: Money, vat_threshold_month: Money) -> Flag:
    """月销售额未达起征点: under the law of 2026 sales that reach it are taxed in full again."""
    return monthly_sales < vat_threshold_month


@rule(
    entity="enterprise",
    zh="未达起征点免征增值税",
    en="exempt from VAT below the threshold",
    period="month",
    cites=("27.6",),
)
def vat_exempt(vat_relief_reaches_seller: Flag, monthly_sales_relieved: Flag) -> Flag:
    """未达起征点免征增值税, for a seller taxed by the month: in scope, and sales small enough."""
    return vat_relief_reaches_seller and monthly_sales_relieved


@rule(
    entity="enterprise",
    zh="按次（日）未达起征点免征增值税",
    en="exempt from VAT below the threshold by occasion",
    period="day",
    cites=("27.6", "增值税暂行条例#十七", "财政部令第65号"),
)
def vat_exempt_by_occasion(
    individual_seller: Flag, transaction_sales: Money, vat_threshold_occasion: Money
) -> Flag:
    """按次（日）未达起征点免征增值税, for an individual taxed by occasion or day."""
    return individual_seller and transaction_sales < vat_threshold_occasion
