"""(十三) 小微企业创业投资和发展基金: compensation of venture losses, funds for the start-up stage."""

from __future__ import annotations

from zhiwei.engine import Count, Date, Flag, Force, Measure, Modality, Money, Rate, rule, years_between


@rule(
    entity="venture_investment",
    zh="投资于小微企业",
    en="invested in a small or micro firm",
    cites=("13.2", "35.1"),
)
def investee_is_small(investee__small_or_micro: Flag) -> Flag:
    """投资于小微企业, by the size class of 35.1."""
    return investee__small_or_micro


@rule(
    entity="venture_investment",
    zh="风险补贴金额",
    en="compensation of the venture loss",
    cites=("13.2",),
)
def venture_compensation(
    eligible_loss: Money, fund_balance: Money, risk_ratio: Rate, risk_cap: Money
) -> Money:
    """风险补贴金额, fen: the local share of the loss, within the local cap and the balance of the fund."""
    return min(eligible_loss * risk_ratio, risk_cap, fund_balance)


VENTURE_COMPENSATION = Measure(
    id="13.2",
    entity="venture_investment",
    modality=Modality.BENEFIT,
    force=Force.MAY_BY_LOCALITY,
    zh="创业投资风险补贴",
    en="compensation of venture capital losses",
    scope=("venture_institution",),
    window=("venture_compensation_window",),
    criteria=("investee_in_province", "investee_is_small"),
    amount="venture_compensation",
    delegated=("risk_ratio", "risk_cap"),
    cites=("13.2",),
)


@rule(entity="enterprise", zh="处于初创期", en="in the start-up stage", cites=("13.3",))
def in_start_up_stage(founded_on: Date, start_up_years: Count, as_of: Date) -> Flag:
    """处于初创期: founded, and fewer full years old than the years that the locality decided."""
    return 0 <= years_between(founded_on, as_of) < start_up_years


@rule(
    entity="enterprise",
    zh="符合发展基金专项用途",
    en="within the purpose of the development fund",
    cites=("13.3",),
)
def within_development_fund_purpose(technology_or_service_firm: Flag, in_start_up_stage: Flag) -> Flag:
    """符合发展基金专项用途: what the ledger of a fund asks of the firm before it pays."""
    return technology_or_service_firm and in_start_up_stage


DEVELOPMENT_FUND = Measure(
    id="13.3",
    entity="enterprise",
    modality=Modality.BENEFIT,
    force=Force.MAY_BY_LOCALITY,
    zh="中小企业发展基金支持",
    en="support from the SME development fund",
    window=("development_fund_window",),
    criteria=("fund_open", "technology_or_service_firm", "in_start_up_stage"),
    delegated=("fund_open", "start_up_years"),
    cites=("13.3",),
    notes={
        "zh": "基金专项用于初创期的科技型和高技术服务型小微企业创业，支持方式和金额由当地基金办法规定",
        "en": "the fund is only for technology and high-technology service small firms in their start-up stage; the local rule sets form and amount",
    },
)
