"""政府采购: the national rules beside article 28, and which of them a project falls under (181号, 46号, 19号)."""

from __future__ import annotations

from zhiwei.engine import Flag, Keyed, Money, Rate, rule
from zhiwei.policy.vocabulary import SizeClass
from zhiwei.policy.vocabulary_procedure import ProjectKind


@rule(
    entity="bid",
    zh="另行规定的工程项目",
    en="works with values of their own",
    cites=("28.1", "财库〔2020〕46号#9"),
)
def is_works_apart(works_rules_apart: Flag, project_kind: ProjectKind) -> Flag:
    """另行规定的工程项目: since 2021 works have values of their own; before that the kind does not matter."""
    return works_rules_apart and project_kind == ProjectKind.WORKS


@rule(
    entity="bid",
    zh="以价格分加分代替价格扣除",
    en="price score raised instead of the price lowered",
    cites=("28.1", "财库〔2020〕46号#9"),
)
def is_scored_in_points(is_works_apart: Flag, price_points_under_bidding_law: Flag) -> Flag:
    """以价格分加分代替价格扣除: works under the bidding law that are not scored by lowest price first."""
    return is_works_apart and price_points_under_bidding_law


@rule(
    entity="bid",
    zh="采购文件的价格扣除比例",
    en="deduction that the tender sets",
    cites=("28.1", "财库〔2011〕181号#五", "财库〔2020〕46号#9"),
)
def tender_price_deduction(
    is_works_apart: Flag, works_price_deduction_offered: Rate, price_deduction_offered: Rate
) -> Rate:
    """采购文件的价格扣除比例 for small bidders, whoever bids; the buyer sets it within the bounds."""
    if is_works_apart:
        return works_price_deduction_offered
    return price_deduction_offered


@rule(
    entity="bid",
    zh="该项目价格扣除比例上限",
    en="highest price deduction of this kind of project",
    cites=("28.1", "财库〔2011〕181号#五", "财库〔2020〕46号#9", "财库〔2022〕19号"),
)
def tender_price_deduction_max(
    is_works_apart: Flag, works_price_deduction_max: Rate, price_deduction_max: Rate
) -> Rate:
    """该项目价格扣除比例上限: since 2021 works have a lower ceiling of their own."""
    if is_works_apart:
        return works_price_deduction_max
    return price_deduction_max


@rule(
    entity="bid",
    zh="采购文件的联合体价格扣除比例",
    en="deduction that the tender sets for consortia",
    cites=("28.2", "财库〔2011〕181号#六", "财库〔2020〕46号#9"),
)
def tender_consortium_deduction(
    is_works_apart: Flag, works_consortium_deduction_offered: Rate, consortium_deduction_offered: Rate
) -> Rate:
    """采购文件的联合体价格扣除比例; the buyer sets it within the bounds."""
    if is_works_apart:
        return works_consortium_deduction_offered
    return consortium_deduction_offered


@rule(
    entity="bid",
    zh="定向采购限额",
    en="limit of directed procurement for this project",
    cites=("28.3", "财库〔2020〕46号#7"),
)
def tender_directed_limit(
    project_kind: ProjectKind,
    procurement_by_project: Flag,
    procurement_small_project_limit: Keyed[Money],
    directed_limit: Money,
) -> Money:
    """定向采购限额, fen: what the locality set; since 2021 at least the limit up to which projects are reserved."""
    if procurement_by_project:
        return max(directed_limit, procurement_small_project_limit[project_kind])
    return directed_limit


@rule(
    entity="bid",
    zh="符合小微企业供应商条件",
    en="qualifies as a small supplier",
    cites=("28.1", "财库〔2011〕181号#二", "财库〔2020〕46号#2", "财库〔2020〕46号#4"),
)
def supplier_qualifies(
    own_or_sme_goods: Flag,
    large_firm_trademark: Flag,
    goods_made_by_medium: Flag,
    tied_to_large_firm: Flag,
    supplier_control_test: Flag,
) -> Flag:
    """符合小微企业供应商条件: own or SME goods, no large firm's trademark, no medium maker, no large firm behind.

    Goods of a medium maker make the supplier a medium one; ties to a large firm count since 2021.
    """
    if supplier_control_test and tied_to_large_firm:
        return False
    return own_or_sme_goods and not large_firm_trademark and not goods_made_by_medium


@rule(
    entity="bid",
    zh="声明函所填规模属实",
    en="size declared truly",
    cites=("28.1", "财库〔2011〕181号#五"),
)
def size_declared_truly(declared_size: SizeClass | None, bidder__size_class: SizeClass) -> Flag:
    """声明函所填规模属实: the letter states the class that the facts give; without a letter nothing is proved."""
    if declared_size is None:
        return False
    return declared_size == bidder__size_class


@rule(
    entity="bid",
    zh="联合体成员之间无投资关系",
    en="no investment relation in the consortium",
    cites=("28.2", "财库〔2011〕181号#六"),
)
def consortium_independent(consortium_members_invest: Flag) -> Flag:
    """联合体成员之间无投资关系 between its larger and its small members."""
    return not consortium_members_invest


@rule(
    entity="procurement_plan",
    zh="国家预留比例达标",
    en="national reserve of the yearly budget kept",
    cites=("财库〔2011〕181号#四", "国发〔2012〕14号#三"),
)
def national_reserve_met(
    annual_budget: Money,
    reserved_for_sme: Money,
    reserved_for_small: Money,
    procurement_national_sme_share: Rate,
    procurement_national_small_part: Rate,
) -> Flag:
    """国家预留比例达标: the share for SMEs, and of that share the part for small and micro enterprises."""
    for_sme = annual_budget * procurement_national_sme_share
    return reserved_for_sme >= for_sme and reserved_for_small >= for_sme * procurement_national_small_part


@rule(
    entity="procurement_plan",
    zh="小额项目整体预留",
    en="suitable small projects wholly reserved",
    cites=("28.1", "财库〔2020〕46号#7"),
)
def small_projects_reserve_met(small_projects_budget: Money, small_projects_reserved: Money) -> Flag:
    """小额项目整体预留: every suitable project up to the limit is reserved for SMEs."""
    return small_projects_reserved >= small_projects_budget


@rule(
    entity="procurement_plan",
    zh="限额以上货物服务预留达标",
    en="reserve of larger goods and services kept",
    cites=("28.1", "财库〔2020〕46号#8", "浙政办发〔2022〕19号"),
)
def large_goods_reserve_met(
    large_goods_budget: Money,
    large_goods_for_sme: Money,
    large_goods_for_small: Money,
    procurement_goods_sme_share: Rate,
    procurement_goods_small_part: Rate,
) -> Flag:
    """限额以上货物服务预留达标: the share for SMEs, and of that share the part for small and micro enterprises."""
    for_sme = large_goods_budget * procurement_goods_sme_share
    return large_goods_for_sme >= for_sme and large_goods_for_small >= for_sme * procurement_goods_small_part


@rule(
    entity="procurement_plan",
    zh="限额以上工程预留达标",
    en="reserve of larger works kept",
    cites=("28.1", "财库〔2020〕46号#8", "浙政办发〔2022〕19号"),
)
def large_works_reserve_met(
    large_works_budget: Money,
    large_works_for_sme: Money,
    large_works_for_small: Money,
    procurement_works_sme_share: Rate,
    procurement_works_small_part: Rate,
) -> Flag:
    """限额以上工程预留达标: the share for SMEs, and of that share the part for small and micro enterprises."""
    for_sme = large_works_budget * procurement_works_sme_share
    return large_works_for_sme >= for_sme and large_works_for_small >= for_sme * procurement_works_small_part
