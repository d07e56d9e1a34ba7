"""(二十八) 政府采购支持小微企业发展: reserved budgets, price deductions, consortia, directed procurement."""

from __future__ import annotations

from zhiwei.engine import Flag, Force, Measure, Modality, Money, Rate, rule
from zhiwei.policy.vocabulary import SizeClass


@rule(entity="procurement_plan", zh="预留比例", en="share reserved for small firms", cites=("28.1",))
def reserve_share(annual_budget: Money, reserved_for_small: Money) -> Rate | None:
    """预留比例 of the yearly budget, exact; not applicable without a budget."""
    if annual_budget > 0:
        return reserved_for_small / annual_budget
    return None


@rule(
    entity="procurement_plan",
    zh="预留达标",
    en="reserve kept",
    cites=("28.1", "财库〔2020〕46号#7", "财库〔2020〕46号#8"),
)
def reserve_met(
    annual_budget: Money,
    reserved_for_small: Money,
    procurement_reserve_min: Rate,
    procurement_by_project: Flag,
    small_projects_reserve_met: Flag,
    large_goods_reserve_met: Flag,
    large_works_reserve_met: Flag,
) -> Flag:
    """预留达标: the share of the whole yearly budget; since 2021 project by project instead."""
    if procurement_by_project:
        return small_projects_reserve_met and large_goods_reserve_met and large_works_reserve_met
    return reserved_for_small >= annual_budget * procurement_reserve_min


@rule(entity="bid", zh="投标人为小微企业", en="bidder is small or micro", cites=("28.1", "35.1"))
def bidder_is_small(bidder__small_or_micro: Flag) -> Flag:
    """投标人为小微企业; of a consortium its largest member, so that then all of them are small or micro."""
    return bidder__small_or_micro


@rule(
    entity="bid",
    zh="价格扣除比例",
    en="price deduction of the bidder",
    cites=("28.1", "财库〔2011〕181号#五", "财库〔2020〕46号#9"),
)
def price_deduction(
    bidder_is_small: Flag,
    bidder__size_class: SizeClass,
    is_scored_in_points: Flag,
    tender_price_deduction: Rate,
    micro_price_deduction_extra: Rate,
    tender_price_deduction_max: Rate,
) -> Rate:
    """价格扣除比例 that a bidder of this size has in the tender; whether it qualifies is for the measure to say.

    A tender may give micro firms more, up to the ceiling of its kind. Works scored in points have no deduction.
    """
    if not bidder_is_small or is_scored_in_points:
        return 0
    if bidder__size_class == SizeClass.MICRO:
        return min(tender_price_deduction + micro_price_deduction_extra, tender_price_deduction_max)
    return tender_price_deduction


@rule(
    entity="bid",
    zh="价格分加分比例",
    en="raise of the price score",
    cites=("28.1", "财库〔2020〕46号#9"),
)
def price_score_raise(bidder_is_small: Flag, is_scored_in_points: Flag, tender_price_deduction: Rate) -> Rate:
    """价格分加分比例: in works scored in points the bidder's price score is raised by this share."""
    if bidder_is_small and is_scored_in_points:
        return tender_price_deduction
    return 0


@rule(entity="bid", zh="联合体投标", en="bid of a consortium", cites=("28.2",))
def is_consortium(small_micro_share: Rate | None) -> Flag:
    """联合体投标, or one with subcontracts to small and micro firms: such a share is stated at all."""
    return small_micro_share is not None


@rule(
    entity="bid",
    zh="与大中型企业组成联合体",
    en="consortium with a larger firm",
    cites=("28.2", "财库〔2011〕181号#六"),
)
def consortium_has_larger_member(bidder_is_small: Flag) -> Flag:
    """与大中型企业组成联合体: one of small and micro firms alone has the better deduction of 28.1, not both."""
    return not bidder_is_small


@rule(
    entity="bid",
    zh="小微企业份额达标",
    en="share of small and micro firms reached",
    cites=("28.2", "财库〔2011〕181号#六"),
)
def consortium_share_met(small_micro_share: Rate, consortium_share_min: Rate) -> Flag:
    """小微企业份额达标: 达到, so the limit itself is enough."""
    return small_micro_share >= consortium_share_min


@rule(
    entity="bid",
    zh="联合体价格扣除比例",
    en="price deduction of the consortium",
    cites=("28.2", "财库〔2011〕181号#六", "财库〔2020〕46号#9"),
)
def consortium_deduction(
    bidder_is_small: Flag,
    small_micro_share: Rate | None,
    consortium_share_min: Rate,
    is_scored_in_points: Flag,
    tender_consortium_deduction: Rate,
) -> Rate:
    """联合体价格扣除比例: nothing beside the deduction of 28.1, nothing below the share, nothing where scored in points."""
    if bidder_is_small or small_micro_share is None or is_scored_in_points:
        return 0
    if small_micro_share < consortium_share_min:
        return 0
    return tender_consortium_deduction


@rule(
    entity="bid",
    zh="评审价格",
    en="price for evaluation",
    cites=("28.1", "28.2", "财库〔2011〕181号#五"),
)
def evaluation_price(bid_price: Money, price_deduction: Rate, consortium_deduction: Rate) -> Money:
    """评审价格, fen, rounded half up: for evaluation only; at most one of the two deductions is not nothing."""
    return bid_price * (1 - max(price_deduction, consortium_deduction))


@rule(entity="bid", zh="成交价格", en="price of the award", cites=("28.1", "财库〔2011〕181号#五"))
def award_price(bid_price: Money) -> Money:
    """成交价格, fen: the contract is awarded at the bid price, whatever was deducted for the evaluation."""
    return bid_price


@rule(entity="bid", zh="评审价格优惠", en="advantage in the evaluation", cites=("28.1", "28.2"))
def evaluation_advantage(bid_price: Money, evaluation_price: Money) -> Money:
    """评审价格优惠, fen: by how much the bid is evaluated below its price."""
    return bid_price - evaluation_price


@rule(
    entity="bid",
    zh="非专门面向中小企业的项目",
    en="project open to every size",
    cites=("28.1", "财库〔2011〕181号#五"),
)
def project_open_to_every_size(reserved_project: Flag) -> Flag:
    """非专门面向中小企业的项目: among small bidders alone there is nothing to deduct."""
    return not reserved_project


@rule(
    entity="bid",
    zh="适用价格扣除",
    en="evaluated with a price deduction",
    cites=("28.1", "财库〔2020〕46号#9"),
)
def has_price_deduction(is_scored_in_points: Flag) -> Flag:
    """适用价格扣除, not a raise of the price score."""
    return not is_scored_in_points


@rule(entity="bid", zh="采购文件已定价格扣除", en="deduction set in the tender", cites=("28.1",))
def price_deduction_set(tender_price_deduction: Rate) -> Flag:
    """采购文件已定价格扣除."""
    return tender_price_deduction > 0


@rule(
    entity="bid",
    zh="采购文件已定联合体价格扣除",
    en="consortium deduction set in the tender",
    cites=("28.2",),
)
def consortium_deduction_set(tender_consortium_deduction: Rate) -> Flag:
    """采购文件已定联合体价格扣除."""
    return tender_consortium_deduction > 0


@rule(
    entity="bid",
    zh="采购金额在限额以下",
    en="amount within the limit of directed procurement",
    cites=("28.3",),
)
def within_directed_limit(project_budget: Money, tender_directed_limit: Money) -> Flag:
    """采购金额在限额以下: the limit itself is within, one fen above is not."""
    return project_budget <= tender_directed_limit


RESERVE = Measure(
    id="28.1/reserve",
    entity="procurement_plan",
    modality=Modality.DUTY,
    force=Force.MUST,
    zh="采购预算预留",
    en="procurement budget reserved for small firms",
    window=("procurement_reserve_window",),
    criteria=("reserve_met",),
    cites=("28.1",),
)

DEDUCTION = Measure(
    id="28.1/deduction",
    entity="bid",
    modality=Modality.BENEFIT,
    force=Force.MUST,
    zh="评审价格扣除",
    en="price deduction in the evaluation",
    scope=("has_price_deduction",),
    window=("price_deduction_window",),
    criteria=(
        "bidder_is_small",
        "project_open_to_every_size",
        "supplier_qualifies",
        "size_declared_truly",
        "price_deduction_set",
    ),
    amount="evaluation_advantage",
    cites=("28.1",),
)

SCORE_RAISE = Measure(
    id="28.1/points",
    entity="bid",
    modality=Modality.BENEFIT,
    force=Force.MUST,
    zh="工程价格分加分",
    en="raise of the price score in works",
    scope=("is_scored_in_points",),
    window=("price_points_window",),
    criteria=(
        "bidder_is_small",
        "project_open_to_every_size",
        "supplier_qualifies",
        "size_declared_truly",
        "price_deduction_set",
    ),
    cites=("28.1", "财库〔2020〕46号#9"),
)

CONSORTIUM = Measure(
    id="28.2",
    entity="bid",
    modality=Modality.BENEFIT,
    force=Force.MUST,
    zh="联合体价格扣除",
    en="price deduction of a consortium",
    scope=("is_consortium", "has_price_deduction"),
    window=("consortium_window",),
    criteria=(
        "consortium_share_met",
        "consortium_has_larger_member",
        "project_open_to_every_size",
        "consortium_independent",
        "consortium_deduction_set",
    ),
    amount="evaluation_advantage",
    cites=("28.2",),
)

DIRECTED = Measure(
    id="28.3",
    entity="bid",
    modality=Modality.PERMISSION,
    force=Force.MAY_BY_LOCALITY,
    zh="定向采购",
    en="procurement directed to small firms",
    criteria=("bidder_is_small", "within_directed_limit"),
    delegated=("directed_limit",),
    cites=("28.3",),
)
