"""How far a firm is from the next boundary of the size standard (距划型界限).

A firm rises only when every indicator of its row has reached the lower bound of the class above: the
distances upward that are not zero are those that still hold it down. It falls as soon as one indicator drops
below the lower bound of its present class: each distance downward says how much that indicator can lose and
the class be kept.
"""

from __future__ import annotations

from zhiwei.engine import Count, Keyed, Money, rule
from zhiwei.policy.vocabulary import SizeClass
from zhiwei.policy.vocabulary_industry import SizeIndustry


@rule(
    entity="enterprise",
    zh="距上一档还差的从业人员",
    en="employees short of the class above",
    unit="person",
    cites=("35.1", "工信部联企业〔2011〕300号#四"),
)
def employees_to_next_class(
    size_row: SizeIndustry,
    size_class: SizeClass,
    employees: Count,
    size_employees_small_min: Keyed[Count],
    size_employees_medium_min: Keyed[Count],
    size_employees_large_min: Keyed[Count],
) -> Count | None:
    """从业人员 still short of the lower bound of the class above (persons); 0 where it is reached already.

    Not applicable where the row does not use the indicator or no class stands above.
    """
    if size_row not in size_employees_small_min or size_class == SizeClass.LARGE:
        return None
    if size_class == SizeClass.MICRO:
        return max(0, size_employees_small_min[size_row] - employees)
    if size_class == SizeClass.SMALL:
        return max(0, size_employees_medium_min[size_row] - employees)
    return max(0, size_employees_large_min[size_row] - employees)


@rule(
    entity="enterprise",
    zh="高于本档下限的从业人员",
    en="employees above the lower bound of the class",
    unit="person",
    cites=("35.1", "工信部联企业〔2011〕300号#四"),
)
def employees_above_class_floor(
    size_row: SizeIndustry,
    size_class: SizeClass,
    employees: Count,
    size_employees_small_min: Keyed[Count],
    size_employees_medium_min: Keyed[Count],
    size_employees_large_min: Keyed[Count],
) -> Count | None:
    """从业人员 above the lower bound of the present class (persons).

    Losing that much keeps the class, losing more does not. Not applicable where the row does not use the
    indicator or no class stands below.
    """
    if size_row not in size_employees_small_min or size_class == SizeClass.MICRO:
        return None
    if size_class == SizeClass.SMALL:
        return employees - size_employees_small_min[size_row]
    if size_class == SizeClass.MEDIUM:
        return employees - size_employees_medium_min[size_row]
    return employees - size_employees_large_min[size_row]


@rule(
    entity="enterprise",
    zh="距上一档还差的营业收入",
    en="operating revenue short of the class above",
    cites=("35.1", "工信部联企业〔2011〕300号#四"),
)
def revenue_to_next_class(
    size_row: SizeIndustry,
    size_class: SizeClass,
    revenue: Money,
    size_revenue_small_min: Keyed[Money],
    size_revenue_medium_min: Keyed[Money],
    size_revenue_large_min: Keyed[Money],
) -> Money | None:
    """营业收入 still short of the lower bound of the class above (fen, of the year); 0 where it is reached
    already.

    Not applicable where the row does not use the indicator or no class stands above.
    """
    if size_row not in size_revenue_small_min or size_class == SizeClass.LARGE:
        return None
    if size_class == SizeClass.MICRO:
        return max(0, size_revenue_small_min[size_row] - revenue)
    if size_class == SizeClass.SMALL:
        return max(0, size_revenue_medium_min[size_row] - revenue)
    return max(0, size_revenue_large_min[size_row] - revenue)


@rule(
    entity="enterprise",
    zh="高于本档下限的营业收入",
    en="operating revenue above the lower bound of the class",
    cites=("35.1", "工信部联企业〔2011〕300号#四"),
)
def revenue_above_class_floor(
    size_row: SizeIndustry,
    size_class: SizeClass,
    revenue: Money,
    size_revenue_small_min: Keyed[Money],
    size_revenue_medium_min: Keyed[Money],
    size_revenue_large_min: Keyed[Money],
) -> Money | None:
    """营业收入 above the lower bound of the present class (fen, of the year).

    Losing that much keeps the class, losing more does not. Not applicable where the row does not use the
    indicator or no class stands below.
    """
    if size_row not in size_revenue_small_min or size_class == SizeClass.MICRO:
        return None
    if size_class == SizeClass.SMALL:
        return revenue - size_revenue_small_min[size_row]
    if size_class == SizeClass.MEDIUM:
        return revenue - size_revenue_medium_min[size_row]
    return revenue - size_revenue_large_min[size_row]


@rule(
    entity="enterprise",
    zh="距上一档还差的资产总额",
    en="total assets short of the class above",
    cites=("35.1", "工信部联企业〔2011〕300号#四"),
)
def assets_to_next_class(
    size_row: SizeIndustry,
    size_class: SizeClass,
    total_assets: Money,
    size_assets_small_min: Keyed[Money],
    size_assets_medium_min: Keyed[Money],
    size_assets_large_min: Keyed[Money],
) -> Money | None:
    """资产总额 still short of the lower bound of the class above (fen, year end); 0 where it is reached
    already.

    Not applicable where the row does not use the indicator or no class stands above.
    """
    if size_row not in size_assets_small_min or size_class == SizeClass.LARGE:
        return None
    if size_class == SizeClass.MICRO:
        return max(0, size_assets_small_min[size_row] - total_assets)
    if size_class == SizeClass.SMALL:
        return max(0, size_assets_medium_min[size_row] - total_assets)
    return max(0, size_assets_large_min[size_row] - total_assets)


@rule(
    entity="enterprise",
    zh="高于本档下限的资产总额",
    en="total assets above the lower bound of the class",
    cites=("35.1", "工信部联企业〔2011〕300号#四"),
)
def assets_above_class_floor(
    size_row: SizeIndustry,
    size_class: SizeClass,
    total_assets: Money,
    size_assets_small_min: Keyed[Money],
    size_assets_medium_min: Keyed[Money],
    size_assets_large_min: Keyed[Money],
) -> Money | None:
    """资产总额 above the lower bound of the present class (fen, year end).

    Losing that much keeps the class, losing more does not. Not applicable where the row does not use the
    indicator or no class stands below.
    """
    if size_row not in size_assets_small_min or size_class == SizeClass.MICRO:
        return None
    if size_class == SizeClass.SMALL:
        return total_assets - size_assets_small_min[size_row]
    if size_class == SizeClass.MEDIUM:
        return total_assets - size_assets_medium_min[size_row]
    return total_assets - size_assets_large_min[size_row]
