"""技术转让所得: what a technology contract brings as income from a transfer, and the relief of the year's sum."""

from __future__ import annotations

from zhiwei.engine import Count, Flag, Money, Rate, rule
from zhiwei.policy.vocabulary_programme import TechnologyContractKind


@rule(
    entity="technology_contract",
    zh="登记的合同类别",
    en="kind of contract as registered",
    cites=("18.2", "国科发政字〔2001〕253号#4"),
    valid=("2001-07-18", "2020-12-31"),
)
def registered_contract_kind(contract_kind: TechnologyContractKind) -> TechnologyContractKind:
    """登记的合同类别: a licence was registered as a transfer."""
    if contract_kind == TechnologyContractKind.LICENCE:
        return TechnologyContractKind.TRANSFER
    return contract_kind


@rule(
    entity="technology_contract",
    variable="registered_contract_kind",
    zh="登记的合同类别",
    en="kind of contract as registered",
    cites=("18.2", "民法典"),
    valid=("2021-01-01", None),
)
def registered_contract_kind_since_2021(contract_kind: TechnologyContractKind) -> TechnologyContractKind:
    """登记的合同类别: the licence is a kind of its own."""
    return contract_kind


@rule(
    entity="technology_contract",
    zh="属于技术转让所得的范围",
    en="a transfer whose income is relieved",
    cites=("18.2", "企业所得税法实施条例#九十", "财税〔2010〕111号"),
    valid=("2008-01-01", "2015-09-30"),
)
def transfer_qualifies(
    contract_kind: TechnologyContractKind,
    licence_exclusive: Flag,
    licence_years: Count,
    exclusive_licence_years_min: Count,
) -> Flag:
    """属于技术转让所得的范围: the technology itself, or an exclusive licence; no other licence before 2015-10-01."""
    if contract_kind == TechnologyContractKind.TRANSFER:
        return True
    if contract_kind == TechnologyContractKind.LICENCE and licence_exclusive:
        return licence_years >= exclusive_licence_years_min
    return False


@rule(
    entity="technology_contract",
    variable="transfer_qualifies",
    zh="属于技术转让所得的范围",
    en="a transfer whose income is relieved",
    cites=("18.2", "企业所得税法实施条例#九十", "财税〔2015〕116号#二"),
    valid=("2015-10-01", None),
)
def transfer_qualifies_since_2015(
    contract_kind: TechnologyContractKind,
    licence_exclusive: Flag,
    licence_years: Count,
    exclusive_licence_years_min: Count,
    licence_years_min: Count,
) -> Flag:
    """属于技术转让所得的范围: the technology itself, or a licence of enough years, exclusive or not."""
    if contract_kind == TechnologyContractKind.TRANSFER:
        return True
    if contract_kind == TechnologyContractKind.LICENCE:
        if licence_exclusive:
            return licence_years >= exclusive_licence_years_min
        return licence_years >= licence_years_min
    return False


@rule(
    entity="technology_contract",
    zh="计入年度合计的技术转让所得",
    en="income from the transfer for the sum of the year",
    cites=("18.2", "国税函〔2009〕212号#二", "财税〔2010〕111号"),
)
def contract_transfer_income(
    contract_registered: Flag,
    transfer_qualifies: Flag,
    wholly_owned_parties: Flag,
    core_technology_amount: Money,
    separate_service_price: Money,
    transfer_cost: Money,
    transfer_taxes: Money,
) -> Money:
    """计入年度合计的技术转让所得, fen: income less cost and taxes, a loss included; nothing where it does not qualify.

    Goods that go with the technology are no transfer income, nor are services that it does not need or that
    are priced apart; nor is a transfer between parties of which one owns the other wholly.
    """
    if not contract_registered or not transfer_qualifies or wholly_owned_parties:
        return 0
    return core_technology_amount - separate_service_price - transfer_cost - transfer_taxes


@rule(
    entity="transfer_year",
    zh="转让方缴纳企业所得税",
    en="the transferor pays corporate income tax",
    cites=("企业所得税法#一",),
)
def transferor_pays_income_tax(transferor__corporate_income_taxpayer: Flag) -> Flag:
    """转让方缴纳企业所得税: whoever is none has no income tax to be relieved of."""
    return transferor__corporate_income_taxpayer


@rule(
    entity="transfer_year",
    zh="当年有技术转让所得",
    en="has income from technology transfers",
    period="year",
    cites=("企业所得税法实施条例#九十",),
)
def has_transfer_income(transfer_income: Money) -> Flag:
    """当年有技术转让所得: more than nothing."""
    return transfer_income > 0


@rule(
    entity="transfer_year",
    zh="免征的技术转让所得",
    en="transfer income free of tax",
    period="year",
    cites=("18.2", "企业所得税法实施条例#九十"),
)
def transfer_income_exempt(transfer_income: Money, transfer_exempt_limit: Money) -> Money:
    """免征的技术转让所得, fen: up to the limit of the year."""
    return max(min(transfer_income, transfer_exempt_limit), 0)


@rule(
    entity="transfer_year",
    zh="减半征收的技术转让所得",
    en="transfer income taxed by half",
    period="year",
    cites=("18.2", "企业所得税法实施条例#九十"),
)
def transfer_income_above_limit(transfer_income: Money, transfer_exempt_limit: Money) -> Money:
    """减半征收的技术转让所得, fen: what lies above the limit."""
    return max(transfer_income - transfer_exempt_limit, 0)


@rule(
    entity="transfer_year",
    zh="技术转让所得减免额",
    en="transfer income taken out of the taxable income",
    period="year",
    cites=("18.2", "企业所得税法实施条例#九十"),
)
def transfer_income_relief(
    transfer_income_exempt: Money, transfer_income_above_limit: Money, transfer_above_limit_share: Rate
) -> Money:
    """技术转让所得减免额, fen: what is free, and the untaxed share of the rest."""
    return transfer_income_exempt + transfer_income_above_limit * transfer_above_limit_share


@rule(
    entity="transfer_year",
    zh="技术转让所得应纳所得税",
    en="income tax on transfer income",
    period="year",
    cites=("18.2", "企业所得税法实施条例#九十", "企业所得税法#四"),
)
def transfer_income_tax(
    transfer_income_above_limit: Money, transfer_above_limit_share: Rate, cit_standard_rate: Rate
) -> Money:
    """技术转让所得应纳所得税, fen: the taxed share of what lies above the limit, at the standard rate."""
    return transfer_income_above_limit * (1 - transfer_above_limit_share) * cit_standard_rate
