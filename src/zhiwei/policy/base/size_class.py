"""企业规模: the class of a firm by the size standard for policy (工信部联企业〔2011〕300号).

Each row of the standard uses one to three indicators. An indicator gives the highest class whose lower bound
it reaches; the firm has the lowest class that an indicator of its row gives. That is the standard's wording:
large and medium and small need every bound, falling below one of them is enough to be of a lower class.

Statistics classify by a method of their own with the same bounds and another scope: see ``a35_statistics``.
"""

from __future__ import annotations

from zhiwei.engine import Code, Count, Flag, Keyed, Money, rule
from zhiwei.policy.vocabulary import IndustryEdition, LegalForm, SizeClass
from zhiwei.policy.vocabulary_industry import SizeByIndicator, SizeIndustry, SizeReference


@rule(
    entity="enterprise",
    zh="划型行业",
    en="row of the size standard",
    cites=("35.1", "工信部联企业〔2011〕300号#三", "国统字〔2011〕75号#附表注", "国统字〔2017〕213号#附表注"),
)
def size_industry(
    industry_code: Code,
    industry_edition: IndustryEdition,
    size_industry_2011: Keyed[SizeIndustry],
    size_industry_2017: Keyed[SizeIndustry],
) -> SizeIndustry:
    """划型行业: the row that the industry code belongs to, not_covered where the standard lists none for it."""
    if industry_edition == IndustryEdition.GBT4754_2011:
        return size_industry_2011[industry_code]
    return size_industry_2017[industry_code]


@rule(
    entity="enterprise",
    zh="划型适用行",
    en="row applied, by reference included",
    cites=("工信部联企业〔2011〕300号#六",),
)
def size_row(
    industry_code: Code,
    legal_form: LegalForm,
    size_industry: SizeIndustry,
    size_reference: SizeReference,
    finance_industry: Keyed[Flag],
    finance_size_row: SizeIndustry,
) -> SizeIndustry:
    """划型适用行: the row a firm is measured by.

    By reference, an individual business is measured like an enterprise and an industry that the standard does
    not list by the row for other industries; finance until its own standard came. Whether the subject is an
    enterprise at all is for the scope of a measure, not for its size.
    """
    if size_reference == SizeReference.BY_REFERENCE:
        if size_industry != SizeIndustry.NOT_COVERED:
            return size_industry
        if industry_code in finance_industry:
            return finance_size_row
        return SizeIndustry.OTHER
    if legal_form in (LegalForm.INDIVIDUAL_BUSINESS, LegalForm.OTHER_INDIVIDUAL):
        return SizeIndustry.NOT_COVERED
    return size_industry


@rule(
    entity="enterprise",
    zh="从业人员划型",
    en="class by employees",
    cites=("35.1", "工信部联企业〔2011〕300号#四"),
)
def size_class_by_employees(
    size_row: SizeIndustry,
    employees: Count | None,
    size_employees_small_min: Keyed[Count],
    size_employees_medium_min: Keyed[Count],
    size_employees_large_min: Keyed[Count],
) -> SizeByIndicator | None:
    """The class that 从业人员 (persons, year end) give by themselves."""
    if size_row not in size_employees_small_min:
        return SizeByIndicator.NOT_USED
    if employees is None:
        return None
    if employees < size_employees_small_min[size_row]:
        return SizeByIndicator.MICRO
    if employees < size_employees_medium_min[size_row]:
        return SizeByIndicator.SMALL
    if employees < size_employees_large_min[size_row]:
        return SizeByIndicator.MEDIUM
    return SizeByIndicator.LARGE


@rule(
    entity="enterprise",
    zh="营业收入划型",
    en="class by revenue",
    cites=("35.1", "工信部联企业〔2011〕300号#四"),
)
def size_class_by_revenue(
    size_row: SizeIndustry,
    revenue: Money | None,
    size_revenue_small_min: Keyed[Money],
    size_revenue_medium_min: Keyed[Money],
    size_revenue_large_min: Keyed[Money],
) -> SizeByIndicator | None:
    """The class that 营业收入 (fen, of the year) gives by itself."""
    if size_row not in size_revenue_small_min:
        return SizeByIndicator.NOT_USED
    if revenue is None:
        return None
    if revenue < size_revenue_small_min[size_row]:
        return SizeByIndicator.MICRO
    if revenue < size_revenue_medium_min[size_row]:
        return SizeByIndicator.SMALL
    if revenue < size_revenue_large_min[size_row]:
        return SizeByIndicator.MEDIUM
    return SizeByIndicator.LARGE


@rule(
    entity="enterprise",
    zh="资产总额划型",
    en="class by assets",
    cites=("35.1", "工信部联企业〔2011〕300号#四"),
)
def size_class_by_assets(
    size_row: SizeIndustry,
    total_assets: Money | None,
    size_assets_small_min: Keyed[Money],
    size_assets_medium_min: Keyed[Money],
    size_assets_large_min: Keyed[Money],
) -> SizeByIndicator | None:
    """The class that 资产总额 (fen, year end) gives by itself."""
    if size_row not in size_assets_small_min:
        return SizeByIndicator.NOT_USED
    if total_assets is None:
        return None
    if total_assets < size_assets_small_min[size_row]:
        return SizeByIndicator.MICRO
    if total_assets < size_assets_medium_min[size_row]:
        return SizeByIndicator.SMALL
    if total_assets < size_assets_large_min[size_row]:
        return SizeByIndicator.MEDIUM
    return SizeByIndicator.LARGE


@rule(
    entity="enterprise",
    zh="企业规模",
    en="size class",
    cites=("35.1", "工信部联企业〔2011〕300号#二", "工信部联企业〔2011〕300号#四"),
)
def size_class(
    size_row: SizeIndustry,
    size_class_by_employees: SizeByIndicator,
    size_class_by_revenue: SizeByIndicator,
    size_class_by_assets: SizeByIndicator,
) -> SizeClass:
    """企业规模: the lowest class over the indicators of the row; not_covered outside the standard."""
    if size_row == SizeIndustry.NOT_COVERED:
        return SizeClass.NOT_COVERED
    if (
        size_class_by_employees == SizeByIndicator.MICRO
        or size_class_by_revenue == SizeByIndicator.MICRO
        or size_class_by_assets == SizeByIndicator.MICRO
    ):
        return SizeClass.MICRO
    if (
        size_class_by_employees == SizeByIndicator.SMALL
        or size_class_by_revenue == SizeByIndicator.SMALL
        or size_class_by_assets == SizeByIndicator.SMALL
    ):
        return SizeClass.SMALL
    if (
        size_class_by_employees == SizeByIndicator.MEDIUM
        or size_class_by_revenue == SizeByIndicator.MEDIUM
        or size_class_by_assets == SizeByIndicator.MEDIUM
    ):
        return SizeClass.MEDIUM
    return SizeClass.LARGE


@rule(
    entity="enterprise",
    zh="小微企业",
    en="small or micro enterprise",
    cites=("35.1", "工信部联企业〔2011〕300号#二"),
)
def small_or_micro(size_class: SizeClass) -> Flag:
    """小型微型企业: whom the Opinions address."""
    return size_class in (SizeClass.SMALL, SizeClass.MICRO)


@rule(
    entity="enterprise",
    zh="中小微企业",
    en="medium, small or micro enterprise",
    cites=("35.1", "工信部联企业〔2011〕300号#二"),
)
def medium_or_smaller(size_class: SizeClass) -> Flag:
    """中小企业: medium, small and micro."""
    return size_class in (SizeClass.MEDIUM, SizeClass.SMALL, SizeClass.MICRO)
