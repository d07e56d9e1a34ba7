"""融资性担保公司: leverage and concentration against net assets, by the rules of 2010 and the regulation of 2017."""

from __future__ import annotations

from zhiwei.engine import Flag, Money, Number, Rate, rule


@rule(entity="guarantor", zh="担保放大倍数", en="leverage of the guarantor", cites=("32.1",))
def guarantor_leverage(guarantee_balance: Money, net_assets: Money) -> Rate | None:
    """担保放大倍数, exact: the balance of guarantees by the net assets; not applicable where these are not positive."""
    if net_assets > 0:
        return guarantee_balance / net_assets
    return None


@rule(
    entity="guarantor",
    zh="担保放大倍数上限金额",
    en="highest guarantee balance",
    cites=("七部门令2010年第3号#28",),
    valid=("2010-03-08", "2017-09-30"),
)
def guarantee_balance_max(net_assets: Money, guarantor_leverage_max: Number) -> Money:
    """担保放大倍数上限金额, fen: a multiple of the net assets; nothing where these are negative."""
    return max(net_assets * guarantor_leverage_max, 0)


@rule(
    entity="guarantor",
    zh="担保放大倍数上限金额",
    en="highest guarantee balance",
    cites=("国务院令第683号#15",),
    variable="guarantee_balance_max",
    valid=("2017-10-01", None),
)
def guarantee_balance_max_since_2017(
    net_assets: Money,
    guarantee_balance: Money,
    small_and_farm_balance: Money,
    guarantor_leverage_max: Number,
    guarantor_leverage_small_max: Number,
    guarantor_small_share_min: Rate,
) -> Money:
    """担保放大倍数上限金额, fen: a higher multiple for those who serve small firms and farmers for the most part."""
    if guarantee_balance > 0 and small_and_farm_balance >= guarantee_balance * guarantor_small_share_min:
        return max(net_assets * guarantor_leverage_small_max, 0)
    return max(net_assets * guarantor_leverage_max, 0)


@rule(
    entity="guarantor",
    zh="计入放大倍数的担保责任余额",
    en="guarantee balance as it counts for the leverage",
    cites=("七部门令2010年第3号#28", "国务院令第683号#15"),
    valid=("2010-03-08", "2018-04-01"),
)
def guarantee_balance_counted(guarantee_balance: Money) -> Money:
    """计入放大倍数的担保责任余额, fen: all of it."""
    return guarantee_balance


@rule(
    entity="guarantor",
    zh="计入放大倍数的担保责任余额",
    en="guarantee balance as it counts for the leverage",
    cites=("国务院令第683号#15", "银保监发〔2018〕1号"),
    variable="guarantee_balance_counted",
    valid=("2018-04-02", None),
)
def guarantee_balance_weighted(
    guarantee_balance: Money, discounted_balance: Money, guarantee_small_weight: Rate
) -> Money:
    """计入放大倍数的担保责任余额, fen: small guarantees at a lower weight."""
    return guarantee_balance - discounted_balance + discounted_balance * guarantee_small_weight


@rule(
    entity="guarantor",
    zh="实缴注册资本合规",
    en="paid-in capital reaches the minimum",
    cites=("国务院令第683号#7",),
    valid=("2017-10-01", None),
)
def guarantor_capital_met(paid_in_capital: Money, guarantor_capital_min: Money) -> Flag:
    """实缴注册资本合规: the minimum itself reaches it."""
    return paid_in_capital >= guarantor_capital_min


@rule(
    entity="guarantor",
    zh="担保责任余额合规",
    en="guarantee balance within the limit",
    cites=("七部门令2010年第3号#28",),
    valid=("2010-03-08", "2017-09-30"),
)
def guarantee_balance_met(guarantee_balance_counted: Money, guarantee_balance_max: Money) -> Flag:
    """担保责任余额合规; the limit itself is within."""
    return guarantee_balance_counted <= guarantee_balance_max


@rule(
    entity="guarantor",
    zh="担保责任余额合规",
    en="guarantee balance within the limit",
    cites=("国务院令第683号#15",),
    variable="guarantee_balance_met",
    valid=("2017-10-01", None),
)
def guarantee_balance_met_since_2017(
    net_assets: Money,
    guarantee_balance_counted: Money,
    guarantee_balance_max: Money,
    guarantor_leverage_max: Number,
    guarantor_leverage_small_max: Number,
) -> Flag:
    """担保责任余额合规: within the general limit whoever is served, never above the higher one.

    Between the two it depends on whether small firms and farmers are mainly served.
    """
    if guarantee_balance_counted <= max(net_assets * guarantor_leverage_max, 0):
        return True
    if guarantee_balance_counted > max(net_assets * guarantor_leverage_small_max, 0):
        return False
    return guarantee_balance_counted <= guarantee_balance_max


@rule(
    entity="guarantor",
    zh="集中度合规",
    en="concentration within the limits",
    cites=("七部门令2010年第3号#27", "国务院令第683号#16"),
)
def guarantor_concentration_met(
    net_assets: Money,
    largest_party_balance: Money,
    largest_group_balance: Money,
    guarantor_party_share_max: Rate,
    guarantor_group_share_max: Rate,
) -> Flag:
    """集中度合规: one party, and one party with its related parties, against the net assets."""
    return (
        largest_party_balance <= net_assets * guarantor_party_share_max
        and largest_group_balance <= net_assets * guarantor_group_share_max
    )


@rule(
    entity="guarantor",
    zh="担保业务合规",
    en="guarantee business within the law",
    cites=(
        "七部门令2010年第3号#27",
        "七部门令2010年第3号#28",
        "七部门令2010年第3号#30",
        "国务院令第683号#15",
        "国务院令第683号#16",
    ),
)
def guarantor_sound(
    guarantee_balance_met: Flag, guarantor_concentration_met: Flag, for_parent_or_subsidiary: Flag
) -> Flag:
    """担保业务合规: both limits, and nothing for parent or subsidiary."""
    return guarantee_balance_met and guarantor_concentration_met and not for_parent_or_subsidiary
