"""Taxes on loans and guarantees of small firms: stamp tax, VAT on interest and fees, reserves of guarantors."""

from __future__ import annotations

from zhiwei.engine import Flag, Money, Rate, rule
from zhiwei.policy.vocabulary import LegalForm


@rule(
    entity="small_firm_loan",
    zh="借款人为小型或微型企业",
    en="the borrower is a small or micro firm",
    cites=("31.1", "35.1", "财税〔2011〕105号"),
)
def loan_borrower_is_small(borrower__small_or_micro: Flag) -> Flag:
    """借款人为小型或微型企业, by the size class of 35.1."""
    return borrower__small_or_micro


@rule(
    entity="small_firm_loan",
    zh="借款人为小型、微型企业或个体工商户",
    en="the borrower is a small or micro firm or an individual business",
    cites=("31.1", "财税〔2017〕77号#一"),
)
def loan_borrower_is_small_or_individual(
    borrower__small_or_micro: Flag, borrower__legal_form: LegalForm
) -> Flag:
    """借款人为小型、微型企业或个体工商户."""
    return borrower__legal_form == LegalForm.INDIVIDUAL_BUSINESS or borrower__small_or_micro


@rule(
    entity="small_firm_loan",
    zh="单户授信在上限以内",
    en="the credit line is within the limit",
    cites=("财税〔2017〕77号#一", "财税〔2018〕91号#一"),
)
def credit_line_within_limit(credit_line: Money, loan_interest_credit_max: Money) -> Flag:
    """单户授信在上限以内: the number itself included."""
    return credit_line <= loan_interest_credit_max


@rule(
    entity="guarantee_fee",
    zh="被担保人为小型、微型企业或个体工商户",
    en="the guaranteed is a small or micro firm or an individual business",
    cites=("32.2", "财税〔2017〕90号#六"),
)
def client_is_small_or_individual(client__small_or_micro: Flag, client__legal_form: LegalForm) -> Flag:
    """被担保人为小型、微型企业或个体工商户."""
    return client__legal_form == LegalForm.INDIVIDUAL_BUSINESS or client__small_or_micro


@rule(
    entity="guarantor_reserve",
    zh="准予税前扣除的准备金",
    en="reserves deducted before tax",
    period="year",
    cites=("32.2", "财税〔2012〕25号#一", "财税〔2012〕25号#二", "财税〔2017〕22号#一"),
)
def reserves_deducted(
    year_end_guarantees: Money,
    guarantee_fees: Money,
    compensation_reserve: Money,
    unexpired_reserve: Money,
    compensation_reserve_share_max: Rate,
    unexpired_reserve_share_max: Rate,
) -> Money:
    """准予税前扣除的准备金, fen: each reserve up to its share; those of the year before come back as income."""
    return min(compensation_reserve, year_end_guarantees * compensation_reserve_share_max) + min(
        unexpired_reserve, guarantee_fees * unexpired_reserve_share_max
    )
