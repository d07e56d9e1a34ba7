"""(十三) 创业投资: the national deduction of venture investments, beside the local compensation of losses."""

from __future__ import annotations

from zhiwei.engine import Force, Measure, Modality

_NOTES = {
    "zh": "本句只写地方风险补贴，抵扣是国家税法的规定；金额是从投资人当年所得中减去的数，不是补贴；当年不足抵扣的可以在以后年度继续抵扣。",
    "en": "The sentence speaks of the local compensation, the deduction is national law. The amount is taken from the investor's income of the year; it is no payment. What is left is carried on.",
}

VENTURE_DEDUCTION = Measure(
    id="13.2/high-tech-deduction",
    entity="venture_investment",
    modality=Modality.BENEFIT,
    force=Force.MUST,
    zh="创业投资抵扣（投资中小高新技术企业）",
    en="venture deduction for high-tech SMEs",
    scope=("venture_investor_reached",),
    window=("venture_deduction_share",),
    criteria=(
        "investee_unlisted",
        "investee_is_high_tech",
        "venture_target_size_met",
        "venture_holding_reached",
        "has_investor_income",
    ),
    amount="venture_deduction",
    cites=("13.2", "企业所得税法实施条例#九十七", "国税发〔2009〕87号#二"),
    notes=_NOTES,
)

START_UP_DEDUCTION = Measure(
    id="13.2/start-up-deduction",
    entity="venture_investment",
    modality=Modality.BENEFIT,
    force=Force.MUST,
    zh="创业投资抵扣（投资初创科技型企业）",
    en="venture deduction for technology start-ups",
    scope=("start_up_investor_reached",),
    window=("start_up_deduction_share",),
    criteria=(
        "investee_unlisted",
        "start_up_size_met",
        "start_up_technology_met",
        "start_up_holding_reached",
        "has_investor_income",
    ),
    amount="start_up_deduction",
    cites=("13.2", "财税〔2018〕55号#一", "财税〔2019〕13号#五"),
    notes=_NOTES,
)
