"""亏损结转: a loss lowers the income of five later years, of ten for high-tech and technology firms since 2018."""

from __future__ import annotations

from zhiwei.engine import Count, Date, Flag, Money, rule, year_of


@rule(
    entity="tax_loss",
    zh="亏损企业缴纳企业所得税",
    en="the firm pays corporate income tax",
    cites=("企业所得税法#一",),
)
def loss_of_income_taxpayer(firm__corporate_income_taxpayer: Flag) -> Flag:
    """亏损企业缴纳企业所得税: the carry-forward is of the corporate income tax."""
    return firm__corporate_income_taxpayer


@rule(
    entity="tax_loss",
    zh="该亏损的结转年限",
    en="years for which this loss is carried forward",
    period="year",
    cites=("企业所得税法#十八",),
    valid=("2008-01-01", "2017-12-31"),
)
def years_of_this_loss(loss_carry_years: Count) -> Count:
    """该亏损的结转年限, years: the same for every firm."""
    return loss_carry_years


@rule(
    entity="tax_loss",
    variable="years_of_this_loss",
    zh="该亏损的结转年限",
    en="years for which this loss is carried forward",
    period="year",
    cites=("企业所得税法#十八", "财税〔2018〕76号#一"),
    valid=("2018-01-01", None),
)
def years_of_this_loss_since_2018(
    loss_year_end: Date,
    technology_qualified_on: Date | None,
    loss_carry_years: Count,
    loss_carry_years_technology: Count,
    loss_technology_first_day: Date,
    period_end: Date,
) -> Count:
    """该亏损的结转年限, years: longer where the loss was still open in the first year of the qualification, 2018 at
    the earliest."""
    if technology_qualified_on is None:
        return loss_carry_years
    if technology_qualified_on <= period_end and (
        year_of(max(technology_qualified_on, loss_technology_first_day)) - year_of(loss_year_end)
        <= loss_carry_years
    ):
        return loss_carry_years_technology
    return loss_carry_years


@rule(
    entity="tax_loss",
    zh="在结转年限内",
    en="within the years of the carry-forward",
    period="year",
    cites=("企业所得税法#十八",),
)
def loss_within_years(loss_year_end: Date, years_of_this_loss: Count, period_end: Date) -> Flag:
    """在结转年限内: the first year is the one after the loss, the last is counted in."""
    return (
        year_of(loss_year_end) < year_of(period_end)
        and year_of(period_end) - year_of(loss_year_end) <= years_of_this_loss
    )


@rule(entity="tax_loss", zh="尚有未弥补的亏损", en="loss not made up yet", cites=("企业所得税法#十八",))
def loss_is_left(loss_amount: Money, recovered_before: Money) -> Flag:
    """尚有未弥补的亏损: more than nothing."""
    return loss_amount > recovered_before


@rule(
    entity="tax_loss",
    zh="当年有所得可弥补",
    en="income to make it up from",
    period="year",
    cites=("企业所得税法#十八",),
)
def has_income_for_loss(income_before_losses: Money) -> Flag:
    """当年有所得可弥补: more than nothing."""
    return income_before_losses > 0


@rule(
    entity="tax_loss",
    zh="当年弥补亏损额",
    en="loss made up in the year",
    period="year",
    cites=("27.4", "企业所得税法#十八"),
)
def loss_made_up(loss_amount: Money, recovered_before: Money, income_before_losses: Money) -> Money:
    """当年弥补亏损额, fen: what is left of the loss, at most the income of the year."""
    return max(min(loss_amount - recovered_before, income_before_losses), 0)
