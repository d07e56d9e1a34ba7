"""(十三) 小微企业创业投资和发展基金: compensation of venture losses, funds for the start-up stage."""

from __future__ import annotations

from zhiwei.engine import Flag, Force, Measure, Modality, Money, Rate, rule


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
