"""Numbers that the Opinions set for the province, against what was counted (14.3, 16.2, 16.3, 21.2, 26.4, 31.4, 36.2)."""

from __future__ import annotations

from zhiwei.engine import Count, Flag, Force, Measure, Modality, Money, Rate, rule


@rule(entity="programme", zh="示范基地目标进度", en="progress of the demonstration bases", cites=("14.3",))
def demonstration_bases_progress(
    demonstration_bases_supported: Count, demonstration_bases_target: Count
) -> Rate:
    """示范基地目标进度, exact."""
    return demonstration_bases_supported / demonstration_bases_target


@rule(entity="programme", zh="示范基地数达到目标", en="demonstration bases reached", cites=("14.3",))
def demonstration_bases_met(demonstration_bases_supported: Count, demonstration_bases_target: Count) -> Flag:
    """示范基地数达到目标."""
    return demonstration_bases_supported >= demonstration_bases_target


@rule(entity="programme", zh="培训人次进度", en="progress of the attendances", period="year", cites=("16.2",))
def training_progress(training_attendances: Count, training_attendances_minimum: Count) -> Rate:
    """培训人次进度 of the year, exact."""
    return training_attendances / training_attendances_minimum


@rule(entity="programme", zh="培训人次达到目标", en="attendances reached", period="year", cites=("16.2",))
def training_met(training_attendances: Count, training_attendances_minimum: Count) -> Flag:
    """培训人次达到目标: the number itself reaches it (以上)."""
    return training_attendances >= training_attendances_minimum


@rule(
    entity="programme", zh="资助培训进度", en="progress of the funded owners", period="year", cites=("16.3",)
)
def funded_owners_progress(owners_funded: Count, funded_owners_per_year: Count) -> Rate:
    """资助培训进度 of the year, exact."""
    return owners_funded / funded_owners_per_year


@rule(
    entity="programme", zh="资助培训人数达到目标", en="funded owners reached", period="year", cites=("16.3",)
)
def funded_owners_met(owners_funded: Count, funded_owners_per_year: Count) -> Flag:
    """资助培训人数达到目标: exactly the places of the year, no fewer and no more."""
    return owners_funded == funded_owners_per_year


@rule(entity="programme", zh="设计示范基地进度", en="progress of the design bases", cites=("21.2",))
def design_bases_progress(design_bases_supported: Count, design_bases_target: Count) -> Rate:
    """设计示范基地进度, exact."""
    return design_bases_supported / design_bases_target


@rule(entity="programme", zh="设计示范基地数达到目标", en="design bases reached", cites=("21.2",))
def design_bases_met(design_bases_supported: Count, design_bases_target: Count) -> Flag:
    """设计示范基地数达到目标: no base beyond the number is supported."""
    return design_bases_supported == design_bases_target


@rule(
    entity="programme",
    zh="转移支付用于小微企业的比重",
    en="share of the transfers for small firms",
    period="year",
    cites=("26.4",),
)
def upgrading_share_to_small(upgrading_transfers: Money, upgrading_transfers_to_small: Money) -> Rate | None:
    """转移支付用于小微企业的比重, exact; not applicable without transfers. 重点 sets no limit."""
    if upgrading_transfers > 0:
        return upgrading_transfers_to_small / upgrading_transfers
    return None


@rule(
    entity="programme",
    zh="信用贷款试点进度",
    en="progress of the credit-loan pilot",
    period="year",
    cites=("31.4",),
)
def credit_loan_progress(credit_loan_firms: Count, credit_loan_pilot_firms_minimum: Count) -> Rate:
    """信用贷款试点进度, exact."""
    return credit_loan_firms / credit_loan_pilot_firms_minimum


@rule(
    entity="programme",
    zh="信用贷款试点户数达到目标",
    en="credit-loan pilot reached",
    period="year",
    cites=("31.4",),
)
def credit_loan_met(credit_loan_firms: Count, credit_loan_pilot_firms_minimum: Count) -> Flag:
    """信用贷款试点户数达到目标: the number itself reaches it (不少于)."""
    return credit_loan_firms >= credit_loan_pilot_firms_minimum


@rule(
    entity="programme",
    zh="信用贷款试点差额",
    en="firms missing in the credit-loan pilot",
    period="year",
    cites=("31.4",),
)
def credit_loan_shortfall(credit_loan_firms: Count, credit_loan_pilot_firms_minimum: Count) -> Count:
    """信用贷款试点差额, firms: what is missing to the target, or nothing."""
    return max(credit_loan_pilot_firms_minimum - credit_loan_firms, 0)


@rule(entity="programme", zh="专项督查进度", en="progress of the inspections", period="year", cites=("36.2",))
def inspections_progress(inspections_held: Count, inspections_per_year_minimum: Count) -> Rate:
    """专项督查进度 of the year, exact."""
    return inspections_held / inspections_per_year_minimum


@rule(entity="programme", zh="专项督查已开展", en="inspections held", period="year", cites=("36.2",))
def inspections_met(inspections_held: Count, inspections_per_year_minimum: Count) -> Flag:
    """专项督查已开展 this year."""
    return inspections_held >= inspections_per_year_minimum


def _target(sentence: str, zh: str, en: str, window: str, met: str, progress: str) -> Measure:
    return Measure(
        id=f"{sentence}/target",
        entity="programme",
        modality=Modality.TARGET,
        force=Force.MUST,
        zh=zh,
        en=en,
        window=(window,),
        criteria=(met,),
        progress=progress,
        cites=(sentence,),
    )


DEMONSTRATION_BASES = _target(
    "14.3", "重点扶持创业示范基地", "demonstration bases supported", "demonstration_base_window",
    "demonstration_bases_met", "demonstration_bases_progress",
)  # fmt: skip
ATTENDANCES = _target(
    "16.2",
    "短期培训人次",
    "attendances of short training",
    "training_window",
    "training_met",
    "training_progress",
)
FUNDED_OWNERS = _target(
    "16.3", "资助小微企业主培训", "owners funded for training", "training_window",
    "funded_owners_met", "funded_owners_progress",
)  # fmt: skip
DESIGN_BASES = _target(
    "21.2", "省级特色工业设计示范基地", "provincial design bases", "design_base_window",
    "design_bases_met", "design_bases_progress",
)  # fmt: skip
CREDIT_LOANS = _target(
    "31.4",
    "信用贷款试点",
    "credit-loan pilot",
    "credit_loan_window",
    "credit_loan_met",
    "credit_loan_progress",
)
INSPECTIONS = _target(
    "36.2", "每年专项督查", "yearly special inspection", "inspection_window",
    "inspections_met", "inspections_progress",
)  # fmt: skip
