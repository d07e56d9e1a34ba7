"""小微 to a buyer and to a lender: two meanings of small that hold for one matter and not for the firm as such."""

from __future__ import annotations

from zhiwei.engine import Flag, Money, rule
from zhiwei.policy.vocabulary import LegalForm


@rule(
    entity="bid",
    zh="属于小微企业供应商",
    en="counts as a small supplier",
    cites=("28.1", "财库〔2011〕181号#二", "财库〔2020〕46号#2", "财库〔2020〕46号#4"),
)
def counts_as_small_supplier(bidder_is_small: Flag, supplier_qualifies: Flag) -> Flag:
    """属于小微企业供应商: small or micro by the size standard, and what it offers is its own or other SMEs'."""
    return bidder_is_small and supplier_qualifies


@rule(
    entity="small_firm_loan",
    zh="属于银行统计的小微企业借款人",
    en="counts as a small borrower to lenders",
    cites=("31.1", "35.1"),
    valid=("2012-04-24", "2017-12-31"),
)
def counts_as_small_borrower(borrower__small_or_micro: Flag) -> Flag:
    """属于银行统计的小微企业借款人: by the size standard of the state alone, as 31.1 says."""
    return borrower__small_or_micro


@rule(
    entity="small_firm_loan",
    zh="属于银行统计的小微企业借款人",
    en="counts as a small borrower to lenders",
    cites=("31.1", "银监办发〔2018〕29号", "银保监办发〔2022〕37号"),
    variable="counts_as_small_borrower",
    valid=("2018-01-01", None),
)
def counts_as_inclusive_borrower(
    borrower__small_or_micro: Flag,
    borrower__legal_form: LegalForm,
    credit_line: Money,
    inclusive_credit_max: Money,
) -> Flag:
    """属于银行统计的小微企业借款人 (普惠型): a small or micro firm or an individual business, within the credit line."""
    small = borrower__legal_form == LegalForm.INDIVIDUAL_BUSINESS or borrower__small_or_micro
    return small and credit_line <= inclusive_credit_max
