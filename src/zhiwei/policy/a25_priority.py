"""Priority of applications: online market contracts (18.5), good credit (25.1), technology firms (26.5)."""

from __future__ import annotations

from zhiwei.engine import Count, Date, Flag, Force, Keyed, Measure, Modality, rule
from zhiwei.policy.vocabulary_programme import ApplicationScene, CreditGrade, GoodCredit


@rule(entity="project_application", zh="申报科技计划项目", en="for a science plan", cites=("18.5", "26.5"))
def for_science_plan(application_scene: ApplicationScene) -> Flag:
    """申报科技计划项目."""
    return application_scene == ApplicationScene.SCIENCE_PLAN


@rule(
    entity="project_application",
    zh="申报截止日信用等级",
    en="credit grade on the deadline day",
    cites=("25.1",),
)
def credit_grade_on_deadline(
    credit_grade: CreditGrade, credit_graded_on: Date, credit_grade_until: Date | None, deadline_on: Date
) -> CreditGrade:
    """申报截止日信用等级: a grade given later or run out before does not count."""
    if credit_graded_on > deadline_on:
        return CreditGrade.UNGRADED
    if credit_grade_until is not None and credit_grade_until < deadline_on:
        return CreditGrade.UNGRADED
    return credit_grade


@rule(
    entity="project_application",
    zh="按信用等级的先后次序",
    en="place by credit grade",
    unit="place",
    cites=("25.1",),
)
def credit_place(credit_grade_on_deadline: CreditGrade, credit_grade_places: Keyed[Count]) -> Count | None:
    """按信用等级的先后次序 among applications otherwise equal, the best grade 1; not applicable without a grade."""
    if credit_grade_on_deadline in credit_grade_places:
        return credit_grade_places[credit_grade_on_deadline]
    return None


@rule(entity="project_application", zh="信用纪录良好", en="of good credit", cites=("25.1",))
def credit_is_good(
    bad_record_on_deadline: Flag, credit_grade_on_deadline: CreditGrade, good_credit_reading: GoodCredit
) -> Flag:
    """信用纪录良好 on the deadline day: no bad record, or (other reading) the best grade."""
    if good_credit_reading == GoodCredit.GRADE_A:
        return credit_grade_on_deadline == CreditGrade.A
    return not bad_record_on_deadline


@rule(
    entity="project_application",
    zh="申报企业为科技型小微企业",
    en="the applicant is a technology-based small firm",
    cites=("26.5", "35.1"),
)
def applicant_is_technology_small(applicant__technology_based: Flag, applicant__small_or_micro: Flag) -> Flag:
    """申报企业为科技型小微企业: recognised as technology-based, and small or micro."""
    return applicant__technology_based and applicant__small_or_micro


@rule(
    entity="project_application",
    zh="有优先理由",
    en="has a reason for priority",
    cites=("18.5", "25.1", "26.5"),
)
def has_priority(
    for_science_plan: Flag,
    market_contract_registered: Flag,
    credit_is_good: Flag,
    applicant_is_technology_small: Flag,
) -> Flag:
    """有优先理由: any of the three; the answer lists each by itself."""
    return credit_is_good or (
        for_science_plan and (market_contract_registered or applicant_is_technology_small)
    )


MARKET_CONTRACT = Measure(
    id="18.5",
    entity="project_application",
    modality=Modality.BENEFIT,
    force=Force.MUST,
    zh="网上技术市场签约项目优先列入科技计划",
    en="projects signed on the online market go first in science plans",
    scope=("for_science_plan",),
    window=("market_contract_priority_window",),
    criteria=("market_contract_registered",),
    cites=("18.5",),
)

GOOD_CREDIT = Measure(
    id="25.1",
    entity="project_application",
    modality=Modality.BENEFIT,
    force=Force.MUST,
    zh="信用纪录良好的企业优先安排",
    en="firms of good credit go first",
    window=("good_credit_priority_window",),
    criteria=("credit_is_good",),
    cites=("25.1",),
)

TECHNOLOGY_FIRM = Measure(
    id="26.5",
    entity="project_application",
    modality=Modality.BENEFIT,
    force=Force.MUST,
    zh="科技型小微企业项目优先立项",
    en="projects of technology-based small firms go first",
    scope=("for_science_plan",),
    window=("technology_firm_priority_window",),
    criteria=("applicant_is_technology_small",),
    cites=("26.5",),
)
