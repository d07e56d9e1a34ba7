"""营业税起征点: the business tax that stood beside VAT until 2016-04-30, with the same steps."""

from __future__ import annotations

from zhiwei.engine import Flag, Money, rule


@rule(
    entity="enterprise",
    variable="business_tax_exempt",
    zh="未达起征点免征营业税",
    en="exempt from business tax below the threshold",
    period="month",
    cites=("财政部令第65号", "浙地税函〔2011〕348号", "营业税暂行条例实施细则#二十三"),
    valid=("2011-11-01", "2013-07-31"),
)
def turnover_below_threshold(
    individual_seller: Flag, monthly_turnover: Money, business_tax_threshold_month: Money
) -> Flag:
    """未达起征点免征营业税: individuals only; turnover that reaches the threshold is taxed in full."""
    return individual_seller and monthly_turnover < business_tax_threshold_month


@rule(
    entity="enterprise",
    variable="business_tax_exempt",
    zh="未达起征点免征营业税",
    en="exempt from business tax below the threshold",
    period="month",
    cites=("财税〔2013〕52号#一", "浙地税函〔2011〕348号"),
    valid=("2013-08-01", "2014-09-30"),
)
def turnover_relieved_by_kind_of_taxpayer(
    individual_seller: Flag,
    monthly_turnover: Money,
    business_tax_threshold_month: Money,
    business_tax_exempt_limit: Money,
) -> Flag:
    """未达起征点免征营业税: individuals below the threshold, enterprises and units up to the limit."""
    if individual_seller:
        return monthly_turnover < business_tax_threshold_month
    return monthly_turnover <= business_tax_exempt_limit


@rule(
    entity="enterprise",
    variable="business_tax_exempt",
    zh="未达起征点免征营业税",
    en="exempt from business tax below the threshold",
    period="month",
    cites=("财税〔2014〕71号#一", "财税〔2016〕36号"),
    valid=("2014-10-01", None),
)
def turnover_within_limit(monthly_turnover: Money, business_tax_exempt_limit: Money) -> Flag:
    """未达起征点免征营业税: every taxpayer up to the limit, the number itself included."""
    return monthly_turnover <= business_tax_exempt_limit
