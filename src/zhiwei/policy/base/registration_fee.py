"""企业注册登记费: the tariff of the registration offices up to the end of 2014."""

from __future__ import annotations

from zhiwei.engine import Flag, Keyed, Money, Rate, rule
from zhiwei.policy.vocabulary import LegalForm
from zhiwei.policy.vocabulary_procedure import RegistrationService


@rule(
    entity="registration_filing",
    zh="设立登记费",
    en="fee of a new enterprise",
    cites=("17.7", "公司登记管理条例#56", "计价格〔1999〕1707号"),
)
def establishment_fee(
    enterprise__legal_form: LegalForm,
    registered_capital: Money,
    registration_fee_first_rate: Rate,
    registration_fee_first_limit: Money,
    registration_fee_second_rate: Rate,
    registration_fee_second_limit: Money,
    registration_fee_minimum: Money,
    registration_fee_without_personality: Keyed[Money],
    registration_fee_of_other_forms: Money,
) -> Money:
    """设立登记费, fen: for a company by slices of its capital, at least the minimum; flat without legal personality.

    The fee of individual businesses, cooperatives and other individuals is not known.
    """
    if enterprise__legal_form in registration_fee_without_personality:
        return registration_fee_without_personality[enterprise__legal_form]
    if enterprise__legal_form in (
        LegalForm.LIMITED_COMPANY,
        LegalForm.ONE_PERSON_COMPANY,
        LegalForm.JOINT_STOCK_COMPANY,
    ):
        first = min(registered_capital, registration_fee_first_limit)
        second = min(registered_capital, registration_fee_second_limit) - first
        return max(
            first * registration_fee_first_rate + second * registration_fee_second_rate,
            registration_fee_minimum,
        )
    return registration_fee_of_other_forms


@rule(
    entity="registration_filing",
    zh="增资登记费",
    en="fee of a capital increase",
    cites=("17.7", "公司登记管理条例#56", "计价格〔1999〕1707号"),
)
def capital_increase_fee(
    registered_capital: Money,
    added_capital: Money,
    registration_fee_first_rate: Rate,
    registration_fee_first_limit: Money,
    registration_fee_second_rate: Rate,
    registration_fee_second_limit: Money,
) -> Money:
    """增资登记费, fen: the rates of the slices into which the added part falls; ``registered_capital`` is the new one."""
    before = registered_capital - added_capital
    first_before = min(before, registration_fee_first_limit)
    first_after = min(registered_capital, registration_fee_first_limit)
    second_before = min(before, registration_fee_second_limit) - first_before
    second_after = min(registered_capital, registration_fee_second_limit) - first_after
    return (first_after - first_before) * registration_fee_first_rate + (
        second_after - second_before
    ) * registration_fee_second_rate


@rule(
    entity="registration_filing",
    zh="登记收费标准金额",
    en="registration fee by tariff",
    cites=("17.7", "公司登记管理条例#56", "计价格〔1999〕1707号"),
)
def registration_fee_tariff(
    registration_service: RegistrationService,
    establishment_fee: Money,
    capital_increase_fee: Money,
    registration_fee_change: Money,
    registration_fee_inspection: Money,
    registration_fee_replacement: Money,
    registration_fee_copy: Money,
) -> Money:
    """登记收费标准金额, fen, before any waiver."""
    if registration_service == RegistrationService.ESTABLISHMENT:
        return establishment_fee
    if registration_service == RegistrationService.CAPITAL_INCREASE:
        return capital_increase_fee
    if registration_service == RegistrationService.CHANGE:
        return registration_fee_change
    if registration_service == RegistrationService.ANNUAL_INSPECTION:
        return registration_fee_inspection
    if registration_service == RegistrationService.LICENCE_REPLACEMENT:
        return registration_fee_replacement
    return registration_fee_copy


@rule(
    entity="registration_filing",
    zh="登记费应缴额",
    en="registration fee payable",
    cites=("17.7", "财税〔2014〕101号#一"),
)
def registration_fee_payable(
    registration_fee_tariff: Money, registration_fee_waived: Flag, registration_fee_abolished: Flag
) -> Money:
    """登记费应缴额, fen: nothing where the fee is waived, nothing for anybody once it is abolished."""
    if registration_fee_abolished or registration_fee_waived:
        return 0
    return registration_fee_tariff
