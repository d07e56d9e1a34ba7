"""注册资本: what company law asks of the capital of a new enterprise (2005, 2013, 2023).

The same rules hold for companies of every size, so nothing here asks for the size class.
"""

from __future__ import annotations

from zhiwei.engine import Count, Date, Flag, Keyed, Money, Rate, add_years, rule
from zhiwei.policy.vocabulary import LegalForm
from zhiwei.policy.vocabulary_procedure import ContributionKind


@rule(entity="capital_filing", zh="公司", en="company", cites=("17.1", "公司法(2005)#2"))
def is_company(enterprise__legal_form: LegalForm) -> Flag:
    """公司: limited, one-person or joint-stock company, the forms to which the capital rules apply."""
    return enterprise__legal_form in (
        LegalForm.LIMITED_COMPANY,
        LegalForm.ONE_PERSON_COMPANY,
        LegalForm.JOINT_STOCK_COMPANY,
    )


@rule(
    entity="capital_filing",
    zh="首次出资下限",
    en="smallest first instalment",
    cites=("17.1", "公司法(2005)#26", "公司法(2005)#59", "公司法(2005)#81"),
)
def first_instalment_minimum(
    registered_capital: Money,
    enterprise__legal_form: LegalForm,
    is_company: Flag,
    first_instalment_share: Keyed[Rate],
    first_instalment_floor: Keyed[Money],
) -> Money:
    """首次出资下限, fen: the share of the registered capital, and not below the floor of the form.

    A one-person company pays all at once. A joint-stock company is taken as founded by promotion (发起设立); by
    public offer it may not pay in instalments, see ``instalments_allowed``. Other forms have no minimum.
    """
    if not is_company:
        return 0
    return max(
        registered_capital * first_instalment_share[enterprise__legal_form],
        first_instalment_floor[enterprise__legal_form],
    )


@rule(
    entity="capital_filing",
    zh="首次出资合规",
    en="first instalment sufficient",
    cites=("17.1", "公司法(2005)#26"),
)
def first_instalment_ok(first_instalment: Money, first_instalment_minimum: Money) -> Flag:
    """首次出资合规: the first instalment of all shareholders reaches the minimum (the minimum itself is enough)."""
    return first_instalment >= first_instalment_minimum


@rule(
    entity="capital_filing",
    zh="注册资本达到最低限额",
    en="registered capital reaches the legal minimum",
    cites=("17.1", "17.2", "公司法(2005)#26", "公司法(2005)#59", "公司法(2005)#81"),
)
def registered_capital_ok(
    registered_capital: Money,
    enterprise__legal_form: LegalForm,
    is_company: Flag,
    registered_capital_minimum: Keyed[Money],
) -> Flag:
    """注册资本达到最低限额: always so for the forms without capital limit (17.2)."""
    if not is_company:
        return True
    return registered_capital >= registered_capital_minimum[enterprise__legal_form]


@rule(
    entity="capital_filing",
    zh="可分期缴纳",
    en="payment by instalments open to this founding",
    cites=("17.1", "公司法(2005)#81"),
)
def instalments_allowed(enterprise__legal_form: LegalForm, public_offer: Flag) -> Flag:
    """可分期缴纳: a joint-stock company founded by public offer (募集设立) is paid in full instead."""
    return not (enterprise__legal_form == LegalForm.JOINT_STOCK_COMPANY and public_offer)


@rule(
    entity="capital_filing",
    zh="无另行规定",
    en="no other law sets the capital",
    cites=("17.1", "17.2", "国发〔2014〕7号"),
)
def general_capital_rules_apply(other_law_sets_capital: Flag) -> Flag:
    """除法律、行政法规另有规定外: banks, insurers and other trades follow rules of their own, which prevail."""
    return not other_law_sets_capital


@rule(
    entity="capital_filing",
    zh="存量公司",
    en="company registered before the five-year rule",
    cites=("17.1", "国务院令第784号#2"),
)
def is_legacy_company(
    enterprise__founded_on: Date, is_company: Flag, capital_legacy_rule: Flag, capital_legacy_cutoff: Date
) -> Flag:
    """存量公司: founded up to the cut-off day; nobody before the transition rule is in force."""
    return capital_legacy_rule and is_company and enterprise__founded_on <= capital_legacy_cutoff


@rule(
    entity="capital_filing",
    zh="缴足期限日",
    en="last day of payment in full",
    cites=("17.1", "公司法(2005)#26", "公司法(2023)#47", "国务院令第784号#2"),
)
def payment_deadline(
    enterprise__legal_form: LegalForm,
    enterprise__founded_on: Date,
    investment_company: Flag,
    is_company: Flag,
    is_legacy_company: Flag,
    capital_payment_years: Keyed[Count],
    capital_payment_years_investment: Keyed[Count],
    capital_legacy_latest_payment: Date,
    capital_legacy_joint_stock_payment: Date,
) -> Date | None:
    """缴足期限日: the anniversary of founding; for an existing company the latest day that the transition leaves it.

    Not applicable to forms without registered capital; not in force while the articles of association set the term.
    """
    if not is_company:
        return None
    if is_legacy_company:
        if enterprise__legal_form == LegalForm.JOINT_STOCK_COMPANY:
            return capital_legacy_joint_stock_payment
        return capital_legacy_latest_payment
    if investment_company:
        return add_years(enterprise__founded_on, capital_payment_years_investment[enterprise__legal_form])
    return add_years(enterprise__founded_on, capital_payment_years[enterprise__legal_form])


@rule(
    entity="capital_filing",
    zh="出资期限调整截止日",
    en="last day to adjust the payment term",
    cites=("国务院令第784号#2",),
)
def term_adjustment_deadline(is_legacy_company: Flag, capital_legacy_adjust_by: Date) -> Date | None:
    """出资期限调整截止日 of an existing company whose remaining term is too long; not applicable to others."""
    if is_legacy_company:
        return capital_legacy_adjust_by
    return None


@rule(entity="capital_filing", zh="逾期未缴足", en="payment overdue", cites=("17.1", "公司法(2005)#26"))
def payment_overdue(fully_paid_on: Date | None, payment_deadline: Date, as_of: Date) -> Flag:
    """逾期未缴足: paid in full after the last day, or not paid in full and that day is over."""
    if fully_paid_on is None:
        return as_of > payment_deadline
    return fully_paid_on > payment_deadline


@rule(
    entity="capital_filing",
    zh="非货币出资上限",
    en="highest non-monetary contribution",
    cites=("17.3", "公司法(2005)#27"),
)
def non_monetary_maximum(registered_capital: Money, non_monetary_share_max: Rate) -> Money:
    """非货币出资上限, fen: taken of the whole registered capital, not of the first instalment."""
    return registered_capital * non_monetary_share_max


@rule(
    entity="capital_filing",
    zh="非货币出资比例合规",
    en="non-monetary contribution within the limit",
    cites=("17.3", "公司法(2005)#27"),
)
def non_monetary_ok(
    non_monetary_contribution: Money, registered_capital: Money, non_monetary_share_max: Rate
) -> Flag:
    """非货币出资比例合规: compared exactly, the limit itself is allowed."""
    return non_monetary_contribution <= registered_capital * non_monetary_share_max


@rule(
    entity="contribution",
    zh="出资方式允许",
    en="kind of contribution allowed",
    cites=("17.3", "公司登记管理条例#14", "市场主体登记管理条例#13"),
)
def contribution_kind_ok(
    contribution_kind: ContributionKind,
    in_sea_use_pilot_area: Flag,
    contribution_kind_allowed: Keyed[Flag],
) -> Flag:
    """出资方式允许: the six kinds named, forest rights, and sea-use rights in pilot areas only."""
    if contribution_kind == ContributionKind.SEA_USE_RIGHT and not in_sea_use_pilot_area:
        return False
    return contribution_kind_allowed[contribution_kind]
