"""营改增: which tax a sale was under in Zhejiang, and the threshold or limit of that tax, to the end of 2018.

Business tax and VAT each had a threshold, tested on its own sales. After the reform goods and services were
tested apart until 2018; since 2019 all sales are summed, as 27.6 computes them.
"""

from __future__ import annotations

from zhiwei.engine import Flag, Money, rule
from zhiwei.policy.vocabulary_tax import TurnoverTax, TurnoverTrade


@rule(
    entity="taxable_sale",
    zh="适用的流转税",
    en="turnover tax that applies",
    cites=("27.6", "财税〔2012〕71号", "财税〔2013〕37号", "财税〔2016〕36号"),
)
def sale_tax(
    trade: TurnoverTrade,
    vat_covers_pilot_services: Flag,
    vat_covers_staged_services: Flag,
    vat_covers_other_services: Flag,
) -> TurnoverTax:
    """适用的流转税: goods always VAT; services by the step of the reform that took them."""
    if trade == TurnoverTrade.GOODS:
        return TurnoverTax.VALUE_ADDED_TAX
    if trade == TurnoverTrade.PILOT_SERVICES:
        return TurnoverTax.VALUE_ADDED_TAX if vat_covers_pilot_services else TurnoverTax.BUSINESS_TAX
    if trade == TurnoverTrade.STAGED_SERVICES:
        return TurnoverTax.VALUE_ADDED_TAX if vat_covers_staged_services else TurnoverTax.BUSINESS_TAX
    return TurnoverTax.VALUE_ADDED_TAX if vat_covers_other_services else TurnoverTax.BUSINESS_TAX


@rule(
    entity="taxable_sale",
    zh="销售方属于起征点或免税适用范围",
    en="the seller is reached by the threshold or exemption",
    cites=("27.6", "增值税暂行条例实施细则#三十七", "营业税暂行条例实施细则#二十三"),
    valid=("2011-11-01", "2013-07-31"),
)
def trade_seller_reached(seller__individual_seller: Flag) -> Flag:
    """销售方属于适用范围: individuals only, under both taxes."""
    return seller__individual_seller


@rule(
    entity="taxable_sale",
    variable="trade_seller_reached",
    zh="销售方属于起征点或免税适用范围",
    en="the seller is reached by the threshold or exemption",
    cites=("27.6", "财税〔2013〕52号#一", "财税〔2014〕71号#一"),
    valid=("2013-08-01", "2018-12-31"),
)
def trade_seller_reached_since_2013(
    seller__individual_seller: Flag, seller__small_scale_seller: Flag, sale_tax: TurnoverTax
) -> Flag:
    """销售方属于适用范围: everyone under business tax; under VAT individuals and small-scale taxpayers."""
    if sale_tax == TurnoverTax.BUSINESS_TAX:
        return True
    return seller__individual_seller or seller__small_scale_seller


@rule(
    entity="taxable_sale",
    zh="该类销售额未达起征点或未超过免税额",
    en="sales of this kind below the threshold or within the limit",
    period="month",
    cites=("27.6", "财政部令第65号", "浙地税函〔2011〕348号"),
    valid=("2011-11-01", "2013-07-31"),
)
def trade_sales_relieved(
    trade_sales: Money,
    sale_tax: TurnoverTax,
    vat_threshold_month: Money,
    business_tax_threshold_month: Money,
) -> Flag:
    """该类销售额未达起征点: sales that reach it are taxed in full."""
    if sale_tax == TurnoverTax.BUSINESS_TAX:
        return trade_sales < business_tax_threshold_month
    return trade_sales < vat_threshold_month


@rule(
    entity="taxable_sale",
    variable="trade_sales_relieved",
    zh="该类销售额未达起征点或未超过免税额",
    en="sales of this kind below the threshold or within the limit",
    period="month",
    cites=("27.6", "财税〔2013〕52号#一"),
    valid=("2013-08-01", "2014-09-30"),
)
def trade_sales_relieved_by_kind(
    seller__individual_seller: Flag,
    trade_sales: Money,
    sale_tax: TurnoverTax,
    vat_threshold_month: Money,
    business_tax_threshold_month: Money,
    vat_exempt_limit: Money,
    business_tax_exempt_limit: Money,
) -> Flag:
    """该类销售额未达起征点或未超过免税额: at the number itself individuals are taxed, units are not."""
    if sale_tax == TurnoverTax.BUSINESS_TAX:
        if seller__individual_seller:
            return trade_sales < business_tax_threshold_month
        return trade_sales <= business_tax_exempt_limit
    if seller__individual_seller:
        return trade_sales < vat_threshold_month
    return trade_sales <= vat_exempt_limit


@rule(
    entity="taxable_sale",
    variable="trade_sales_relieved",
    zh="该类销售额未达起征点或未超过免税额",
    en="sales of this kind below the threshold or within the limit",
    period="month",
    cites=("27.6", "财税〔2014〕71号#一", "国家税务总局公告2016年第23号#六", "国家税务总局公告2017年第52号"),
    valid=("2014-10-01", "2018-12-31"),
)
def trade_sales_within_limit(
    trade_sales: Money, sale_tax: TurnoverTax, vat_exempt_limit: Money, business_tax_exempt_limit: Money
) -> Flag:
    """该类销售额未超过免税额: everyone, the number itself included."""
    if sale_tax == TurnoverTax.BUSINESS_TAX:
        return trade_sales <= business_tax_exempt_limit
    return trade_sales <= vat_exempt_limit
