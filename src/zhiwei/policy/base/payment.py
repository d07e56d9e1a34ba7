"""保障中小企业款项支付: the last day of payment by public bodies and large firms, and the interest of late days."""

from __future__ import annotations

from zhiwei.engine import Count, Date, Flag, Money, Rate, add_days, days_between, rule
from zhiwei.policy.vocabulary import SizeClass
from zhiwei.policy.vocabulary_procedure import PayerKind


@rule(
    entity="sme_payment",
    zh="付款方和供应商属于适用范围",
    en="payer and supplier are within the regulation",
    cites=("国务院令第728号#三", "国务院令第802号#三"),
)
def payment_in_scope(payer_kind: PayerKind, supplier__size_class: SizeClass) -> Flag:
    """付款方和供应商属于适用范围: a public body or large firm owes a medium, small or micro one."""
    return payer_kind in (PayerKind.PUBLIC_BODY, PayerKind.LARGE_FIRM) and supplier__size_class in (
        SizeClass.MEDIUM,
        SizeClass.SMALL,
        SizeClass.MICRO,
    )


@rule(
    entity="sme_payment",
    zh="付款天数",
    en="days of payment",
    cites=("国务院令第728号#八",),
    valid=("2020-09-01", "2025-05-31"),
)
def payment_days(
    payer_kind: PayerKind,
    agreed_days: Count | None,
    payment_days_public: Count,
    payment_days_public_max: Count,
) -> Count | None:
    """付款天数, days: a public body's own or agreed term; a large firm's as the contract says, 不适用 without."""
    if payer_kind == PayerKind.PUBLIC_BODY:
        if agreed_days is None:
            return payment_days_public
        return min(agreed_days, payment_days_public_max)
    return agreed_days


@rule(
    entity="sme_payment",
    variable="payment_days",
    zh="付款天数",
    en="days of payment",
    cites=("国务院令第802号#九",),
    valid=("2025-06-01", None),
)
def payment_days_since_2025(
    payer_kind: PayerKind,
    agreed_days: Count | None,
    payment_days_public: Count,
    payment_days_public_max: Count,
    payment_days_large_firm: Count,
) -> Count:
    """付款天数, days: large firms too have a term where none is agreed."""
    if payer_kind == PayerKind.PUBLIC_BODY:
        if agreed_days is None:
            return payment_days_public
        return min(agreed_days, payment_days_public_max)
    if agreed_days is None:
        return payment_days_large_firm
    return agreed_days


@rule(
    entity="sme_payment",
    zh="最后付款日",
    en="last day of payment",
    cites=("国务院令第728号#八", "国务院令第802号#九"),
)
def payment_last_day(delivered_on: Date, payment_days: Count) -> Date:
    """最后付款日: that day itself is in time."""
    return add_days(delivered_on, payment_days)


@rule(
    entity="sme_payment",
    zh="按期付款或未到期",
    en="paid in time, or not due yet",
    cites=("国务院令第728号#八", "国务院令第802号#九"),
)
def payment_in_time(paid_on: Date | None, payment_last_day: Date, as_of: Date) -> Flag:
    """按期付款或未到期, on the day asked."""
    if paid_on is None:
        return as_of <= payment_last_day
    return min(paid_on, as_of) <= payment_last_day


@rule(
    entity="sme_payment",
    zh="逾期天数",
    en="days late",
    cites=("国务院令第728号#十五", "国务院令第802号"),
)
def late_payment_days(paid_on: Date | None, payment_last_day: Date, as_of: Date) -> Count:
    """逾期天数, days: after the last day of payment, up to the payment or the day asked."""
    if paid_on is None:
        return max(days_between(payment_last_day, as_of), 0)
    return max(days_between(payment_last_day, min(paid_on, as_of)), 0)


@rule(entity="sme_payment", zh="已经逾期", en="is late", cites=("国务院令第728号#十五", "国务院令第802号"))
def payment_is_late(late_payment_days: Count) -> Flag:
    """已经逾期: by a day or more."""
    return late_payment_days > 0


@rule(
    entity="sme_payment",
    zh="逾期利息",
    en="interest for late payment",
    cites=("国务院令第728号#十五", "国务院令第802号"),
)
def late_payment_interest(
    amount_owed: Money,
    late_payment_days: Count,
    agreed_daily_rate: Rate | None,
    late_payment_daily_rate: Rate,
) -> Money:
    """逾期利息, fen: the agreed rate of a day, else that of the regulation, for each day late."""
    if agreed_daily_rate is None:
        return amount_owed * late_payment_daily_rate * late_payment_days
    return amount_owed * agreed_daily_rate * late_payment_days
