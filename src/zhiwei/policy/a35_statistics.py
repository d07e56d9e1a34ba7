"""Article 35: size for statistics (统计上大中小微型企业划分).

Sentence 35.1 orders the size classification itself; it grants nothing and forbids nothing, so no measure
stands here: the variables ``size_class`` (policy, 工信部联企业〔2011〕300号) and ``statistical_size_class``
run it. The statistical method has the same bounds but its own dates and scope: industries that it does not
list are outside, individual businesses are classed like enterprises, and the class is fixed once a year from
the annual report. The survey, its calendar and its sampling error are the work of the statistics room.
"""

from __future__ import annotations

from zhiwei.engine import Count, Keyed, Money, rule
from zhiwei.policy.vocabulary import SizeClass
from zhiwei.policy.vocabulary_industry import SizeByIndicator, SizeIndustry


@rule(
    entity="enterprise",
    zh="统计从业人员划型",
    en="statistical class by employees",
    cites=("35.1", "国统字〔2011〕75号#附表", "国统字〔2017〕213号#附表"),
)
def statistical_size_by_employees(
    size_industry: SizeIndustry,
    employees: Count | None,
    statistical_size_employees_small_min: Keyed[Count],
    statistical_size_employees_medium_min: Keyed[Count],
    statistical_size_employees_large_min: Keyed[Count],
) -> SizeByIndicator | None:
    """The class for statistics that 从业人员 (persons) give by themselves."""
    if size_industry not in statistical_size_employees_small_min:
        return SizeByIndicator.NOT_USED
    if employees is None:
        return None
    if employees < statistical_size_employees_small_min[size_industry]:
        return SizeByIndicator.MICRO
    if employees < statistical_size_employees_medium_min[size_industry]:
        return SizeByIndicator.SMALL
    if employees < statistical_size_employees_large_min[size_industry]:
        return SizeByIndicator.MEDIUM
    return SizeByIndicator.LARGE


@rule(
    entity="enterprise",
    zh="统计营业收入划型",
    en="statistical class by revenue",
    cites=("35.1", "国统字〔2011〕75号#附表", "国统字〔2017〕213号#附表"),
)
def statistical_size_by_revenue(
    size_industry: SizeIndustry,
    revenue: Money | None,
    statistical_size_revenue_small_min: Keyed[Money],
    statistical_size_revenue_medium_min: Keyed[Money],
    statistical_size_revenue_large_min: Keyed[Money],
) -> SizeByIndicator | None:
    """The class for statistics that 营业收入 (fen, of the year) gives by itself."""
    if size_industry not in statistical_size_revenue_small_min:
        return SizeByIndicator.NOT_USED
    if revenue is None:
        return None
    if revenue < statistical_size_revenue_small_min[size_industry]:
        return SizeByIndicator.MICRO
    if revenue < statistical_size_revenue_medium_min[size_industry]:
        return SizeByIndicator.SMALL
    if revenue < statistical_size_revenue_large_min[size_industry]:
        return SizeByIndicator.MEDIUM
    return SizeByIndicator.LARGE


@rule(
    entity="enterprise",
    zh="统计资产总额划型",
    en="statistical class by assets",
    cites=("35.1", "国统字〔2011〕75号#附表", "国统字〔2017〕213号#附表"),
)
def statistical_size_by_assets(
    size_industry: SizeIndustry,
    total_assets: Money | None,
    statistical_size_assets_small_min: Keyed[Money],
    statistical_size_assets_medium_min: Keyed[Money],
    statistical_size_assets_large_min: Keyed[Money],
) -> SizeByIndicator | None:
    """The class for statistics that 资产总额 (fen, year end) gives by itself."""
    if size_industry not in statistical_size_assets_small_min:
        return SizeByIndicator.NOT_USED
    if total_assets is None:
        return None
    if total_assets < statistical_size_assets_small_min[size_industry]:
        return SizeByIndicator.MICRO
    if total_assets < statistical_size_assets_medium_min[size_industry]:
        return SizeByIndicator.SMALL
    if total_assets < statistical_size_assets_large_min[size_industry]:
        return SizeByIndicator.MEDIUM
    return SizeByIndicator.LARGE


@rule(
    entity="enterprise",
    zh="统计企业规模",
    en="size class for statistics",
    cites=("35.1", "国统字〔2011〕75号#附表", "国统字〔2017〕213号#附表"),
)
def statistical_size_class(
    size_industry: SizeIndustry,
    statistical_size_by_employees: SizeByIndicator,
    statistical_size_by_revenue: SizeByIndicator,
    statistical_size_by_assets: SizeByIndicator,
) -> SizeClass:
    """统计上大中小微型企业: the lowest class over the indicators of the row; not_covered outside the method."""
    if size_industry == SizeIndustry.NOT_COVERED:
        return SizeClass.NOT_COVERED
    if (
        statistical_size_by_employees == SizeByIndicator.MICRO
        or statistical_size_by_revenue == SizeByIndicator.MICRO
        or statistical_size_by_assets == SizeByIndicator.MICRO
    ):
        return SizeClass.MICRO
    if (
        statistical_size_by_employees == SizeByIndicator.SMALL
        or statistical_size_by_revenue == SizeByIndicator.SMALL
        or statistical_size_by_assets == SizeByIndicator.SMALL
    ):
        return SizeClass.SMALL
    if (
        statistical_size_by_employees == SizeByIndicator.MEDIUM
        or statistical_size_by_revenue == SizeByIndicator.MEDIUM
        or statistical_size_by_assets == SizeByIndicator.MEDIUM
    ):
        return SizeClass.MEDIUM
    return SizeClass.LARGE
