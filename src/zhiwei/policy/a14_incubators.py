"""(十四) 科技企业孵化器: reward for each graduate, and by the tax that graduates pay."""

from __future__ import annotations

from zhiwei.engine import Count, Date, Flag, Force, Measure, Modality, Money, Rate, add_years, rule
from zhiwei.policy.vocabulary_programme import GraduationDenominator


@rule(
    entity="graduation",
    zh="计为毕业的科技型小微企业",
    en="counts as a graduated technology firm",
    cites=("14.6", "35.1"),
)
def graduate_counts(
    firm__technology_based: Flag,
    firm__small_or_micro: Flag,
    graduated_on: Date | None,
    graduated_before: Flag,
) -> Flag:
    """计为毕业的科技型小微企业: graduated, technology-based, small or micro, and never counted before."""
    if graduated_on is None:
        return False
    return firm__technology_based and firm__small_or_micro and not graduated_before


@rule(
    entity="graduation",
    zh="税款计入税收贡献",
    en="tax payment counts as contribution",
    cites=("14.7",),
)
def tax_payment_counts(
    entered_on: Date, graduated_on: Date | None, tax_paid_on: Date, graduate_tax_years: Count
) -> Flag:
    """税款计入税收贡献: paid from the day of entry to the last anniversary of the graduation that counts."""
    if graduated_on is None:
        return entered_on <= tax_paid_on
    return entered_on <= tax_paid_on <= add_years(graduated_on, graduate_tax_years)


@rule(
    entity="graduation",
    zh="计入的税收贡献",
    en="tax contribution that counts",
    cites=("14.7",),
)
def tax_contribution_counted(tax_paid: Money, tax_payment_counts: Flag) -> Money:
    """计入的税收贡献, fen: the payment, or nothing outside the window."""
    return tax_paid if tax_payment_counts else 0


@rule(entity="incubator", zh="年孵化毕业率", en="yearly graduation rate", cites=("14.7",))
def graduation_rate(
    residents: Count,
    residents_at_year_end: Count,
    graduates: Count,
    graduation_denominator_reading: GraduationDenominator,
) -> Rate | None:
    """年孵化毕业率, exact: of the firms that the reading names; not applicable where there were none."""
    if graduation_denominator_reading == GraduationDenominator.AVERAGE:
        if residents + residents_at_year_end > 0:
            return (graduates + graduates) / (residents + residents_at_year_end)
        return None
    if graduation_denominator_reading == GraduationDenominator.YEAR_END_AND_GRADUATES:
        if residents_at_year_end + graduates > 0:
            return graduates / (residents_at_year_end + graduates)
        return None
    if residents > 0:
        return graduates / residents
    return None


@rule(entity="incubator", zh="毕业率达标", en="graduation rate reached", cites=("14.7",))
def graduation_rate_met(graduation_rate: Rate | None, graduation_rate_minimum: Rate) -> Flag:
    """毕业率达标: the limit itself reaches it (30%以上)."""
    if graduation_rate is None:
        return False
    return graduation_rate >= graduation_rate_minimum


@rule(entity="incubator", zh="有毕业的科技型小微企业", en="has technology graduates", cites=("14.6",))
def has_technology_graduates(technology_graduates: Count) -> Flag:
    """有毕业的科技型小微企业 this year."""
    return technology_graduates > 0


@rule(entity="incubator", zh="毕业企业奖励金额", en="reward for the graduates", cites=("14.6",))
def graduate_reward(technology_graduates: Count, reward_per_graduate: Money) -> Money:
    """毕业企业奖励金额, fen: the local amount for each technology-based small firm graduated."""
    return technology_graduates * reward_per_graduate


@rule(
    entity="incubator",
    zh="税收贡献奖励金额",
    en="reward by the tax contribution",
    period="year",
    cites=("14.7",),
)
def incubation_reward(tax_contribution: Money, reward_ratio: Rate) -> Money:
    """税收贡献奖励金额, fen: the local share of the tax that counts; for incubation only."""
    return tax_contribution * reward_ratio


GRADUATE_REWARD = Measure(
    id="14.6",
    entity="incubator",
    modality=Modality.BENEFIT,
    force=Force.MAY_BY_LOCALITY,
    zh="孵化毕业奖励",
    en="reward for graduated firms",
    window=("incubator_reward_window",),
    criteria=("has_technology_graduates",),
    amount="graduate_reward",
    delegated=("reward_per_graduate",),
    cites=("14.6",),
)

INCUBATION_REWARD = Measure(
    id="14.7",
    entity="incubator",
    modality=Modality.BENEFIT,
    force=Force.MAY_BY_LOCALITY,
    zh="孵化毕业率奖励",
    en="reward for a high graduation rate",
    window=("incubator_reward_window",),
    criteria=("graduation_rate_met",),
    amount="incubation_reward",
    delegated=("reward_ratio",),
    cites=("14.7",),
    notes={
        "zh": "奖励专门用于科技型小微企业的孵化培育",
        "en": "the reward is for incubating technology firms only",
    },
)
