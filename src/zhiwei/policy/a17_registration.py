"""(十七) 进一步便利企业注册登记: capital, time to decide, and registration fees."""

from __future__ import annotations

from zhiwei.engine import Count, Date, Flag, Force, Keyed, Measure, Modality, Money, add_days, rule
from zhiwei.policy.vocabulary import LegalForm
from zhiwei.policy.vocabulary_procedure import DayKind, EconomicSector, FeeReliefTest, RegistrationService


@rule(entity="capital_filing", zh="不受资金限制的组织形式", en="form without capital limit", cites=("17.2",))
def form_without_capital_limit(enterprise__legal_form: LegalForm) -> Flag:
    """不受资金限制的组织形式: the four that 17.2 names."""
    return enterprise__legal_form in (
        LegalForm.INDIVIDUAL_BUSINESS,
        LegalForm.SOLE_PROPRIETORSHIP,
        LegalForm.PARTNERSHIP,
        LegalForm.FARMER_COOPERATIVE,
    )


@rule(
    entity="registration_filing",
    zh="期限计算方式",
    en="kind of days of the time to decide",
    cites=("17.4", "市场主体登记管理条例#19"),
)
def decision_day_kind(registration_in_working_days: Flag, registration_day_kind: DayKind) -> DayKind:
    """期限计算方式: working days where the text says so, else as the week of 17.4 is read."""
    if registration_in_working_days:
        return DayKind.WORKING
    return registration_day_kind


@rule(
    entity="registration_filing",
    zh="办结期限日",
    en="last day of the decision",
    cites=("17.4", "市场主体登记管理条例#19"),
)
def decision_deadline(
    accepted_on: Date,
    correction_days: Count,
    working_day_deadline: Date,
    decision_day_kind: DayKind,
    registration_decision_days: Count,
) -> Date:
    """办结期限日: counted from the day after acceptance, standing still while material is being corrected.

    In working days it needs the calendar of holidays, so the last day is then a fact (``working_day_deadline``).
    """
    if decision_day_kind == DayKind.WORKING:
        return working_day_deadline
    return add_days(accepted_on, registration_decision_days + correction_days)


@rule(
    entity="registration_filing",
    zh="办结工作日数",
    en="working days to decide",
    cites=("17.4", "市场主体登记管理条例#19"),
    unit="working_day",
)
def decision_working_days(
    registration_in_working_days: Flag, registration_decision_working_days: Count
) -> Count | None:
    """办结工作日数: by how many working days the calendar finds the last day; not applicable to the week of 17.4."""
    if registration_in_working_days:
        return registration_decision_working_days
    return None


@rule(entity="registration_filing", zh="按期办结", en="decided in time", cites=("17.4",))
def decision_in_time(decided_on: Date | None, decision_deadline: Date, as_of: Date) -> Flag:
    """按期办结: decided by the last day, or still open and that day is not over."""
    if decided_on is None:
        return as_of <= decision_deadline
    return decided_on <= decision_deadline


@rule(
    entity="registration_filing",
    zh="国家规定的办结天数",
    en="days to decide under national law",
    cites=("17.4", "公司登记管理条例#53", "合伙企业法#10", "个人独资企业法#12", "个体工商户条例#9"),
    unit="day",
)
def national_decision_days(
    enterprise__legal_form: LegalForm, registration_national_days: Keyed[Count]
) -> Count | None:
    """国家规定的办结天数, days: what the week of 17.4 shortens; none known for other individuals."""
    if enterprise__legal_form in registration_national_days:
        return registration_national_days[enterprise__legal_form]
    return None


@rule(
    entity="registration_filing",
    zh="注册资本在免征限额内",
    en="registered capital within the limit of Zhejiang's notice",
    cites=("17.7", "浙江省免征小型微型企业工商注册登记费通知#一"),
)
def capital_within_relief_limit(
    registered_capital: Money,
    main_business_sector: EconomicSector,
    registration_fee_capital_limit: Keyed[Money],
) -> Flag:
    """注册资本在免征限额内: the practice of the registration offices, by sector; the limit itself is within."""
    return registered_capital <= registration_fee_capital_limit[main_business_sector]


@rule(
    entity="registration_filing",
    zh="符合登记收费免征条件",
    en="small enterprise for the registration fees",
    cites=("17.7", "35.1", "浙江省免征小型微型企业工商注册登记费通知#一"),
)
def registration_fee_relief_met(
    registration_fee_relief_test: FeeReliefTest,
    enterprise__small_or_micro: Flag,
    capital_within_relief_limit: Flag,
) -> Flag:
    """符合登记收费免征条件: by size class, or by registered capital in the other reading."""
    if registration_fee_relief_test == FeeReliefTest.SIZE_CLASS:
        return enterprise__small_or_micro
    return capital_within_relief_limit


@rule(
    entity="registration_filing",
    zh="属于免征的登记收费",
    en="service among those waived",
    cites=("17.7", "浙江省免征小型微型企业工商注册登记费通知#一"),
)
def registration_service_covered(
    registration_service: RegistrationService, registration_fee_waived_services: Keyed[Flag]
) -> Flag:
    """属于免征的登记收费: 注册（变更）费, 年检费, 补（换）营业执照工本费; a further copy is in none of the three."""
    return registration_fee_waived_services[registration_service]


@rule(entity="registration_filing", zh="登记收费免征", en="registration fee waived", cites=("17.7",))
def registration_fee_waived(registration_service_covered: Flag, registration_fee_relief_met: Flag) -> Flag:
    """登记收费免征 for this filing."""
    return registration_service_covered and registration_fee_relief_met


@rule(entity="registration_filing", zh="免征登记费", en="registration fee saved", cites=("17.7",))
def registration_fee_saved(registration_fee_tariff: Money, registration_fee_payable: Money) -> Money:
    """免征登记费, fen: the tariff less what is payable."""
    return registration_fee_tariff - registration_fee_payable


INSTALMENTS = Measure(
    id="17.1",
    entity="capital_filing",
    modality=Modality.PERMISSION,
    force=Force.MUST,
    zh="注册资本分期缴纳",
    en="registered capital paid by instalments",
    scope=("is_company",),
    window=("capital_window",),
    criteria=(
        "general_capital_rules_apply",
        "instalments_allowed",
        "registered_capital_ok",
        "first_instalment_ok",
    ),
    cites=("17.1",),
)

NO_CAPITAL_LIMIT = Measure(
    id="17.2",
    entity="capital_filing",
    modality=Modality.PERMISSION,
    force=Force.MUST,
    zh="登记不受资金限制",
    en="registration without capital limit",
    scope=("form_without_capital_limit",),
    window=("no_capital_limit_window",),
    criteria=("general_capital_rules_apply", "registered_capital_ok"),
    cites=("17.2",),
)

NON_MONETARY = Measure(
    id="17.3",
    entity="capital_filing",
    modality=Modality.PERMISSION,
    force=Force.MUST,
    zh="非货币出资",
    en="non-monetary contribution",
    scope=("is_company",),
    window=("non_monetary_window",),
    criteria=("non_monetary_ok",),
    cites=("17.3",),
)

DECISION_TIME = Measure(
    id="17.4",
    entity="registration_filing",
    modality=Modality.DUTY,
    force=Force.MUST,
    zh="登记限时办结",
    en="registration decided in time",
    scope=("complete_and_lawful",),
    window=("registration_decision_window",),
    criteria=("decision_in_time",),
    cites=("17.4",),
)

FEE_WAIVER = Measure(
    id="17.7",
    entity="registration_filing",
    modality=Modality.BENEFIT,
    force=Force.MUST,
    zh="免征登记类收费",
    en="waiver of registration fees",
    window=("registration_fee_waiver_window",),
    criteria=("registration_fee_relief_met", "registration_service_covered"),
    amount="registration_fee_saved",
    cites=("17.7",),
)
