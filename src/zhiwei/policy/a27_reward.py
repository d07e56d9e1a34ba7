"""27.2: reward of the local tax contribution on the income above 60,000, where a locality decides so.

地方税收贡献 is taken as the local share of the corporate income tax: the clause measures it on 应纳税所得额,
a term of that tax alone. The reward is earmarked for upgrading (用于转型升级).
"""

from __future__ import annotations

from zhiwei.engine import Flag, Force, Measure, Modality, Money, Rate, rule
from zhiwei.policy.vocabulary import RewardBaseReading

REWARD = Measure(
    id="27.2",
    entity="enterprise",
    modality=Modality.BENEFIT,
    force=Force.MAY_BY_LOCALITY,
    zh="超出部分地方税收贡献奖励",
    en="reward of the local tax contribution on the excess",
    scope=("corporate_income_taxpayer",),
    window=("reward_window",),
    criteria=("small_low_profit", "income_above_reward_floor", "income_within_reward_cap"),
    amount="reward_amount",
    maximum="reward_base",
    delegated=("reward_share",),
    cites=("27.2",),
)


@rule(
    entity="enterprise",
    zh="应纳税所得额超过奖励起点",
    en="taxable income above the floor of the reward",
    period="year",
    cites=("27.2",),
)
def income_above_reward_floor(taxable_income: Money, reward_income_floor: Money) -> Flag:
    """应纳税所得额超过奖励起点: at the floor itself nothing is in excess."""
    return taxable_income > reward_income_floor


@rule(
    entity="enterprise",
    zh="应纳税所得额未超过奖励上限",
    en="taxable income within the cap of the reward",
    period="year",
    cites=("27.2",),
)
def income_within_reward_cap(taxable_income: Money, reward_income_cap: Money) -> Flag:
    """应纳税所得额未超过奖励上限: the cap itself included (含30万元)."""
    return taxable_income <= reward_income_cap


@rule(
    entity="enterprise",
    zh="实际税率",
    en="effective rate of the income tax paid",
    period="year",
    cites=("27.2", "27.4"),
)
def rewarded_income_tax_rate(
    high_tech_certified: Flag, slp_effective_rate: Rate, high_tech_rate: Rate
) -> Rate:
    """实际税率, exact: of a small low-profit firm, the high-tech rate where that is lower."""
    return min(slp_effective_rate, high_tech_rate) if high_tech_certified else slp_effective_rate


@rule(
    entity="enterprise",
    zh="超出部分地方税收贡献",
    en="local tax contribution on the excess",
    period="year",
    cites=("27.2", "浙政发〔2012〕85号#二（一）"),
)
def reward_base(
    taxable_income: Money,
    small_low_profit: Flag,
    income_above_reward_floor: Flag,
    income_within_reward_cap: Flag,
    rewarded_income_tax_rate: Rate,
    reward_income_floor: Money,
    reward_base_reading: RewardBaseReading,
    local_tax_share: Rate,
) -> Money:
    """超出部分地方税收贡献, fen: the local share of the tax on the excess, or (other reading) of all.

    Nothing outside the band of the clause. It is the most a locality may reward.
    """
    if not (small_low_profit and income_above_reward_floor and income_within_reward_cap):
        return 0
    if reward_base_reading == RewardBaseReading.WHOLE:
        return taxable_income * rewarded_income_tax_rate * local_tax_share
    return (taxable_income - reward_income_floor) * rewarded_income_tax_rate * local_tax_share


@rule(
    entity="enterprise",
    zh="地方税收贡献奖励金额",
    en="amount of the reward",
    period="year",
    cites=("27.2",),
)
def reward_amount(reward_base: Money, reward_share: Rate) -> Money:
    """地方税收贡献奖励金额, fen: the part of the base that the locality decided to reward (部分或全部)."""
    return reward_base * reward_share
