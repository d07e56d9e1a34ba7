"""(十八) 技术市场: tax relief of registered contracts, local subsidy of joint projects."""

from __future__ import annotations

from zhiwei.engine import Count, Flag, Force, Measure, Modality, Money, Rate, rule
from zhiwei.policy.vocabulary_programme import ProjectSubsidyBase, TechnologyContractKind
from zhiwei.policy.vocabulary_tax import TurnoverTax


@rule(
    entity="technology_contract",
    zh="技术交易额",
    en="core technology amount",
    cites=("18.2", "国科发政字〔2001〕253号#49"),
)
def core_technology_amount(contract_total: Money, non_technical_cost: Money) -> Money:
    """技术交易额, fen: the total less equipment, instruments, parts, materials and other non-technical cost."""
    return contract_total - non_technical_cost


@rule(
    entity="technology_contract",
    zh="属于可享受优惠的合同类别",
    en="kind of contract that opens the relief",
    cites=("18.2", "财税字〔1999〕273号#2"),
)
def contract_kind_relieved(contract_kind: TechnologyContractKind, related_to_transfer: Flag) -> Flag:
    """属于可享受优惠的合同类别: transfer (licence included) and development; advice and service only where they belong
    to one of these."""
    if contract_kind in (
        TechnologyContractKind.TRANSFER,
        TechnologyContractKind.LICENCE,
        TechnologyContractKind.DEVELOPMENT,
    ):
        return True
    if contract_kind in (TechnologyContractKind.CONSULTING, TechnologyContractKind.SERVICE):
        return related_to_transfer
    return False


@rule(
    entity="technology_contract",
    zh="免征流转税的收入",
    en="income free of turnover tax",
    cites=("18.2", "财税字〔1999〕273号#2"),
)
def relieved_technology_income(
    contract_registered: Flag, contract_kind_relieved: Flag, core_technology_amount: Money
) -> Money:
    """免征流转税的收入, fen: the core technology amount of a registered contract of such a kind, else nothing."""
    return core_technology_amount if contract_registered and contract_kind_relieved else 0


@rule(
    entity="technology_contract",
    zh="免征的税种",
    en="tax that is not levied",
    cites=("18.2", "财税字〔1999〕273号#2", "财税〔2011〕111号", "财税〔2016〕36号"),
)
def relieved_turnover_tax(vat_covers_pilot_services: Flag) -> TurnoverTax:
    """免征的税种: research and technology services went from business tax to VAT with the pilot."""
    return TurnoverTax.VALUE_ADDED_TAX if vat_covers_pilot_services else TurnoverTax.BUSINESS_TAX


@rule(entity="technology_contract", zh="在补助年限内", en="within the years of the subsidy", cites=("18.6",))
def within_subsidy_years(project_year: Count, subsidy_years: Count) -> Flag:
    """在补助年限内: the years that the locality decided, its last included."""
    return project_year <= subsidy_years


@rule(
    entity="technology_contract",
    zh="产学研项目补助基数",
    en="base of the project subsidy",
    period="year",
    cites=("18.6",),
)
def project_subsidy_base(
    project_sales: Money, project_tax: Money, project_subsidy_base_reading: ProjectSubsidyBase
) -> Money:
    """产学研项目补助基数, fen: the yearly sales, or (other reading) the yearly tax."""
    if project_subsidy_base_reading == ProjectSubsidyBase.TAX:
        return project_tax
    return project_sales


@rule(
    entity="technology_contract",
    zh="产学研项目补助金额",
    en="subsidy of the project",
    period="year",
    cites=("18.6",),
)
def project_subsidy(project_subsidy_base: Money, subsidy_ratio: Rate, subsidy_cap: Money) -> Money:
    """产学研项目补助金额, fen: the local ratio of the base, within the local cap."""
    return min(project_subsidy_base * subsidy_ratio, subsidy_cap)


CONTRACT_RELIEF = Measure(
    id="18.2",
    entity="technology_contract",
    modality=Modality.BENEFIT,
    force=Force.MUST,
    zh="技术转让、技术开发免征流转税",
    en="technology transfer and development free of turnover tax",
    window=("technology_turnover_tax_window",),
    criteria=("contract_registered", "contract_kind_relieved"),
    cites=("18.2",),
    notes={
        "zh": "免税的是技术交易额，不是合同全价；营业税改征增值税后免征增值税",
        "en": "free is the core technology amount, not the whole price; business tax first, VAT since the reform",
    },
)

PROJECT_SUBSIDY = Measure(
    id="18.6",
    entity="technology_contract",
    modality=Modality.BENEFIT,
    force=Force.MAY_BY_LOCALITY,
    zh="产学研合作项目补助",
    en="subsidy of joint projects of university and industry",
    scope=("university_industry_project",),
    window=("project_subsidy_window",),
    criteria=("traded_on_online_market", "carried_out_in_province", "within_subsidy_years"),
    amount="project_subsidy",
    delegated=("subsidy_ratio", "subsidy_cap", "subsidy_years"),
    cites=("18.6",),
)
