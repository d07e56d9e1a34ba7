"""(二十七) 高新技术企业: losses carried forward, longer for those that 27.4 wants recognised."""

from __future__ import annotations

from zhiwei.engine import Force, Measure, Modality

LOSS_CARRY_FORWARD = Measure(
    id="27.4/loss-carry-forward",
    entity="tax_loss",
    modality=Modality.BENEFIT,
    force=Force.MUST,
    zh="亏损结转弥补",
    en="losses carried forward",
    scope=("loss_of_income_taxpayer",),
    window=("loss_carry_years",),
    criteria=("loss_within_years", "loss_is_left", "has_income_for_loss"),
    amount="loss_made_up",
    cites=("27.4", "企业所得税法#十八", "财税〔2018〕76号#一"),
    notes={
        "zh": "《意见》没有写亏损结转，这是国家税法的规定；金额是从当年应纳税所得额中减去的数；高新技术企业和科技型中小企业2018年起可结转更多年。",
        "en": "Not in the Opinions but national law. The amount is taken from the taxable income of the year; since 2018 high-tech and technology firms have more years.",
    },
)
