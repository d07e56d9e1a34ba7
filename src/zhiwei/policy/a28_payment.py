"""(二十八) 政府采购 as it went on: small and medium suppliers are paid within a term, with interest when late."""

from __future__ import annotations

from zhiwei.engine import Force, Measure, Modality

PAYMENT = Measure(
    id="28.1/payment",
    entity="sme_payment",
    modality=Modality.DUTY,
    force=Force.MUST,
    zh="按期向中小企业付款",
    en="payment of SMEs in time",
    scope=("payment_in_scope",),
    window=("payment_window",),
    criteria=("payment_in_time",),
    cites=("28.1", "国务院令第728号#八", "国务院令第802号#九"),
    notes={
        "zh": "《意见》没有规定付款期限，这是2020年起国家的规定。",
        "en": "The Opinions set no term; this is national law since 2020.",
    },
)

LATE_INTEREST = Measure(
    id="28.1/late-interest",
    entity="sme_payment",
    modality=Modality.BENEFIT,
    force=Force.MUST,
    zh="逾期付款利息",
    en="interest for late payment",
    scope=("payment_in_scope",),
    window=("payment_window",),
    criteria=("payment_is_late",),
    amount="late_payment_interest",
    cites=("28.1", "国务院令第728号#十五", "国务院令第802号"),
    notes={
        "zh": "供应商可以要求的利息，算到付清之日或所问之日。",
        "en": "What the supplier may ask, up to the payment or the day asked.",
    },
)
