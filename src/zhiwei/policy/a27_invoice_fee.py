"""27.8: small and micro firms pay no 税务发票工本费 from 2012 to 2014.

From 2013 on the fee is abolished for all, so the clause then has nothing left to waive, and its end changes
nothing.
"""

from __future__ import annotations

from zhiwei.engine import Flag, Force, Measure, Modality, Money, rule

INVOICE_FEE = Measure(
    id="27.8",
    entity="enterprise",
    modality=Modality.BENEFIT,
    force=Force.MUST,
    zh="免除税务发票工本费",
    en="no tax-invoice production fee",
    window=("invoice_fee_relief_window",),
    criteria=("small_or_micro",),
    amount="invoice_fee_relief",
    cites=("27.8",),
)


@rule(
    entity="enterprise",
    variable="invoice_fee_due",
    zh="发票工本费一般应缴额",
    en="invoice fee due without the relief",
    cites=("27.8",),
    valid=(None, "2011-12-31"),
)
def invoice_fee_by_tariff(invoice_fee_tariff: Money) -> Money:
    """发票工本费一般应缴额, fen: the tariff."""
    return invoice_fee_tariff


@rule(
    entity="enterprise",
    variable="invoice_fee_due",
    zh="发票工本费一般应缴额",
    en="invoice fee due without the relief",
    cites=("27.8", "财综〔2012〕97号"),
    valid=("2012-01-01", None),
)
def invoice_fee_until_abolished(invoice_fee_tariff: Money, invoice_fee_abolished: Flag) -> Money:
    """发票工本费一般应缴额, fen: the tariff, nothing since the fee is abolished for all."""
    if invoice_fee_abolished:
        return 0
    return invoice_fee_tariff


@rule(
    entity="enterprise",
    zh="发票工本费减免额",
    en="invoice fee waived",
    cites=("27.8",),
    valid=("2012-01-01", "2014-12-31"),
)
def invoice_fee_relief(small_or_micro: Flag, invoice_fee_due: Money) -> Money:
    """发票工本费减免额, fen: all that would be due, which is nothing once the fee is abolished for all."""
    if small_or_micro:
        return invoice_fee_due
    return 0


@rule(
    entity="enterprise",
    variable="invoice_fee_payable",
    zh="应缴发票工本费",
    en="invoice fee payable",
    cites=("27.8",),
    valid=(None, "2011-12-31"),
)
def invoice_fee_before_relief(invoice_fee_due: Money) -> Money:
    """应缴发票工本费, fen: all of it."""
    return invoice_fee_due


@rule(
    entity="enterprise",
    variable="invoice_fee_payable",
    zh="应缴发票工本费",
    en="invoice fee payable",
    cites=("27.8",),
    valid=("2012-01-01", "2014-12-31"),
)
def invoice_fee_under_relief(small_or_micro: Flag, invoice_fee_due: Money) -> Money:
    """应缴发票工本费, fen: nothing for small and micro firms."""
    if small_or_micro:
        return 0
    return invoice_fee_due


@rule(
    entity="enterprise",
    variable="invoice_fee_payable",
    zh="应缴发票工本费",
    en="invoice fee payable",
    cites=("财综〔2012〕97号",),
    valid=("2015-01-01", None),
)
def invoice_fee_after_relief(invoice_fee_due: Money) -> Money:
    """应缴发票工本费, fen: the relief of the clause has ended; what is due is due."""
    return invoice_fee_due
