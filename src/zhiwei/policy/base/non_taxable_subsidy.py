"""专项用途财政性资金 as 不征税收入 (财税〔2011〕70号, before it 财税〔2009〕87号).

All three conditions together, for money from county level or above. What is spent from it is not deductible,
and what is neither spent nor returned within 60 months becomes taxable income of the sixth year.
"""

from __future__ import annotations

from zhiwei.engine import Count, Date, Flag, Money, add_months, rule


@rule(
    entity="grant",
    zh="在规则施行后取得",
    en="received since the rule is in force",
    cites=("财税〔2009〕87号#一",),
)
def received_under_subsidy_rule(received_on: Date, non_taxable_subsidy_first_receipt: Date) -> Flag:
    """在规则施行后取得: on its first day or later."""
    return received_on >= non_taxable_subsidy_first_receipt


@rule(
    entity="grant",
    zh="符合不征税收入条件",
    en="meets the conditions of non-taxable income",
    cites=("27.7", "财税〔2011〕70号#一"),
)
def subsidy_non_taxable(
    received_under_subsidy_rule: Flag,
    granted_by_county_or_above: Flag,
    purpose_documented: Flag,
    management_rule_exists: Flag,
    separately_accounted: Flag,
) -> Flag:
    """符合不征税收入条件: from county level or above, and all three conditions together."""
    return (
        received_under_subsidy_rule
        and granted_by_county_or_above
        and purpose_documented
        and management_rule_exists
        and separately_accounted
    )


@rule(
    entity="grant",
    zh="不征税收入",
    en="non-taxable income",
    cites=("27.7", "财税〔2011〕70号#一"),
)
def non_taxable_income(grant_amount: Money, subsidy_non_taxable: Flag) -> Money:
    """不征税收入, fen: the grant, deducted from total income; nothing where a condition is missing."""
    return grant_amount if subsidy_non_taxable else 0


@rule(
    entity="grant",
    zh="计入应税收入的补助",
    en="grant in taxable income",
    cites=("27.7", "财税〔2011〕70号#一"),
)
def taxable_grant_income(grant_amount: Money, non_taxable_income: Money) -> Money:
    """计入应税收入的补助, fen: what is not non-taxable."""
    return grant_amount - non_taxable_income


@rule(
    entity="grant",
    zh="不得扣除的支出",
    en="spending that is not deductible",
    cites=("27.7", "财税〔2011〕70号#二", "企业所得税法实施条例#二十八"),
)
def non_deductible_spending(grant_spent: Money, subsidy_non_taxable: Flag) -> Money:
    """不得扣除的支出, fen: what is spent from non-taxable money, its depreciation included."""
    return grant_spent if subsidy_non_taxable else 0


@rule(
    entity="grant",
    zh="未支出部分转为应税收入之日",
    en="day from which unspent money is taxable",
    cites=("财税〔2011〕70号#三",),
)
def unspent_taxable_from(received_on: Date, non_taxable_subsidy_months: Count) -> Date:
    """未支出部分转为应税收入之日: the first day of the sixth year, 60 months after receipt."""
    return add_months(received_on, non_taxable_subsidy_months)


@rule(
    entity="grant",
    zh="转为应税收入的未支出金额",
    en="unspent money that became taxable",
    cites=("财税〔2011〕70号#三",),
)
def unspent_taxable_income(
    subsidy_non_taxable: Flag,
    grant_amount: Money,
    grant_spent: Money,
    grant_returned: Money,
    unspent_taxable_from: Date,
    as_of: Date,
) -> Money:
    """转为应税收入的未支出金额, fen: neither spent nor returned when the 60 months are over."""
    if as_of < unspent_taxable_from or not subsidy_non_taxable:
        return 0
    return grant_amount - grant_spent - grant_returned
