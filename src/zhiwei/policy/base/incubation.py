"""科技企业孵化器: who may be incubated, who has graduated, and what a national incubator is, by period.

The rules of 2010 are recalled. Those of 2018 were replaced at the end of 2025; the text that replaced them was not
seen, so from 2026 the law is not known.
"""

from __future__ import annotations

from zhiwei.engine import Count, Date, Flag, Money, Number, Rate, months_between, rule

OF_2010 = "国科发高〔2010〕680号"
OF_2018 = "国科发区〔2018〕300号"
OF_2025 = "工信部科〔2025〕131号"


@rule(
    entity="incubatee",
    zh="符合入孵条件",
    en="meets the conditions of incubated firms",
    cites=("14.6", f"{OF_2010}#八"),
    valid=("2010-11-29", "2018-12-31"),
)
def incubation_entry_met(
    firm__founded_on: Date,
    entered_on: Date,
    moved_in: Flag,
    previous_revenue: Money,
    aerospace: Flag,
    rented_area: Number,
    incubation_age_max_months: Count,
    incubation_revenue_max: Money,
    incubation_area_max: Number,
    incubation_area_aerospace_max: Number,
) -> Flag:
    """符合入孵条件: young at the entry, small before it where it moved in, and on little space."""
    area = incubation_area_aerospace_max if aerospace else incubation_area_max
    return (
        months_between(firm__founded_on, entered_on) <= incubation_age_max_months
        and (not moved_in or previous_revenue <= incubation_revenue_max)
        and rented_area <= area
    )


@rule(
    entity="incubatee",
    zh="孵化时间未超期",
    en="incubated no longer than allowed",
    cites=("14.6", f"{OF_2010}#八"),
    valid=("2010-11-29", "2018-12-31"),
)
def incubation_time_met(
    entered_on: Date,
    extended_field: Flag,
    incubation_max_months: Count,
    incubation_extended_max_months: Count,
    as_of: Date,
) -> Flag:
    """孵化时间未超期: full months since the entry, more for the fields that take longer."""
    longest = incubation_extended_max_months if extended_field else incubation_max_months
    return months_between(entered_on, as_of) <= longest


@rule(
    entity="incubatee",
    zh="两年营业收入达到毕业条件",
    en="revenue of two years reaches the graduation test",
    cites=("14.6", f"{OF_2010}#九", f"{OF_2018}#九"),
)
def graduation_revenue_met(two_year_revenue: Money, graduation_revenue_above: Money) -> Flag:
    """两年营业收入达到毕业条件: above the limit, not at it."""
    return two_year_revenue > graduation_revenue_above


@rule(
    entity="incubatee",
    zh="符合毕业条件",
    en="meets the graduation test",
    cites=("14.6", f"{OF_2010}#九"),
    valid=("2010-11-29", "2018-12-31"),
)
def graduation_test_met(owns_rights: Flag, graduation_revenue_met: Flag, merged_or_listed: Flag) -> Flag:
    """符合毕业条件 of 2010: at least two of intellectual property, revenue, and merger or listing."""
    return (
        (owns_rights and graduation_revenue_met)
        or (owns_rights and merged_or_listed)
        or (graduation_revenue_met and merged_or_listed)
    )


@rule(
    entity="incubatee",
    zh="符合毕业条件",
    en="meets the graduation test",
    cites=("14.6", f"{OF_2018}#九"),
    variable="graduation_test_met",
    valid=("2019-01-01", "2025-12-31"),
)
def graduation_test_met_since_2019(
    firm__high_tech_certified: Flag,
    venture_money: Money,
    graduation_revenue_met: Flag,
    merged_or_listed: Flag,
    graduation_venture_above: Money,
) -> Flag:
    """符合毕业条件 of 2018: at least one of certificate, venture money, revenue, and merger or listing."""
    return (
        firm__high_tech_certified
        or venture_money > graduation_venture_above
        or graduation_revenue_met
        or merged_or_listed
    )


@rule(
    entity="incubatee",
    zh="符合毕业条件",
    en="meets the graduation test",
    cites=("14.6", OF_2025),
    variable="graduation_test_met",
    valid=("2026-01-01", None),
)
def graduation_test_met_since_2026(graduation_test_of_2026: Flag) -> Flag:
    """符合毕业条件 by a text that was not seen: unknown."""
    return graduation_test_of_2026


@rule(
    entity="incubator_recognition",
    zh="在孵企业数达标",
    en="enough firms in incubation",
    cites=("14.6", f"{OF_2018}#七"),
)
def incubated_firms_met(
    incubated_firms: Count,
    incubation_area: Number,
    incubator_firms_min: Count,
    incubator_firms_per_area: Number,
    incubator_area_unit: Number,
) -> Flag:
    """在孵企业数达标: a least number, and so many for each unit of area."""
    return (
        incubated_firms >= incubator_firms_min
        and incubated_firms * incubator_area_unit >= incubation_area * incubator_firms_per_area
    )


@rule(
    entity="incubator_recognition",
    zh="符合国家级孵化器条件",
    en="meets the conditions of a national incubator",
    cites=("14.6", f"{OF_2018}#七"),
    valid=("2019-01-01", "2025-12-31"),
)
def national_incubator_met(
    operating_years: Count,
    incubation_area: Number,
    incubated_area_share: Rate,
    seed_fund: Money,
    funded_firms_share: Rate,
    incubated_firms_met: Flag,
    graduated_firms: Count,
    incubator_years_min: Count,
    incubator_area_min: Number,
    incubator_area_share_min: Rate,
    incubator_seed_fund_min: Money,
    incubator_funded_share_min: Rate,
    incubator_graduates_min: Count,
) -> Flag:
    """符合国家级孵化器条件: every condition; each limit itself is enough."""
    return (
        operating_years >= incubator_years_min
        and incubation_area >= incubator_area_min
        and incubated_area_share >= incubator_area_share_min
        and seed_fund >= incubator_seed_fund_min
        and funded_firms_share >= incubator_funded_share_min
        and incubated_firms_met
        and graduated_firms >= incubator_graduates_min
    )


@rule(
    entity="incubator_recognition",
    zh="符合国家级孵化器条件",
    en="meets the conditions of a national incubator",
    cites=("14.6", OF_2025),
    variable="national_incubator_met",
    valid=("2026-01-01", None),
)
def national_incubator_met_since_2026(national_incubator_test_of_2026: Flag) -> Flag:
    """符合国家级孵化器条件 by a text that was not seen: unknown."""
    return national_incubator_test_of_2026
