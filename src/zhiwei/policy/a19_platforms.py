"""(十九) 科技创新服务平台: free use of resources formed with public money, prices of recognised platforms, subsidies."""

from __future__ import annotations

from zhiwei.engine import Count, Flag, Force, Measure, Modality, Money, rule
from zhiwei.policy.vocabulary_programme import PlatformNature


@rule(entity="service_platform", zh="社会力量创办", en="set up by private bodies", cites=("19.1",))
def set_up_by_private_bodies(legal_nature: PlatformNature, formed_with_public_money: Flag) -> Flag:
    """社会力量创办: neither a public institution nor formed with public money."""
    return legal_nature != PlatformNature.PUBLIC_INSTITUTION and not formed_with_public_money


@rule(
    entity="service_platform",
    zh="有经确认的服务实绩",
    en="has confirmed results",
    period="year",
    cites=("19.1",),
)
def has_confirmed_services(confirmed_services: Count) -> Flag:
    """有经确认的服务实绩 this year: only confirmed services count."""
    return confirmed_services > 0


@rule(
    entity="service_platform",
    zh="对小微企业免费或低偿",
    en="free or at low cost for small firms",
    cites=("19.4",),
)
def free_or_low_cost(standard_price: Money, small_firm_price: Money) -> Flag:
    """对小微企业免费或低偿: free, or below the standard price; how far below the sentence does not say."""
    return small_firm_price == 0 or small_firm_price < standard_price


@rule(entity="instrument_booking", zh="向小微企业免费开放", en="free for this user", cites=("19.3", "35.1"))
def booking_is_free(platform__formed_with_public_money: Flag, user__small_or_micro: Flag) -> Flag:
    """向小微企业免费开放: the platform was formed with public money and the user is small or micro."""
    return platform__formed_with_public_money and user__small_or_micro


@rule(entity="instrument_booking", zh="应付使用费", en="price of the booking", cites=("19.3",))
def booking_price(booking_is_free: Flag, tariff: Money) -> Money:
    """应付使用费, fen: nothing, else the tariff."""
    return 0 if booking_is_free else tariff


@rule(entity="instrument_booking", zh="免收使用费", en="price saved", cites=("19.3",))
def booking_saved(tariff: Money, booking_price: Money) -> Money:
    """免收使用费, fen: the tariff less what is payable."""
    return tariff - booking_price


@rule(
    entity="instrument_booking",
    zh="按规定价格收取",
    en="charged at the price as ordered",
    cites=("19.3",),
)
def price_as_ordered(price_charged: Money, booking_price: Money) -> Flag:
    """按规定价格收取: nothing from small and micro firms, the tariff from others, no other price."""
    return price_charged == booking_price


@rule(
    entity="instrument_booking",
    zh="使用企业为小微企业",
    en="the user is small or micro",
    cites=("19.3", "35.1"),
)
def user_is_small(user__small_or_micro: Flag) -> Flag:
    """使用企业为小微企业."""
    return user__small_or_micro


@rule(
    entity="instrument_booking",
    zh="平台由财政投入支持形成",
    en="the platform was formed with public money",
    cites=("19.3",),
)
def public_money_platform(platform__formed_with_public_money: Flag) -> Flag:
    """平台由财政投入支持形成."""
    return platform__formed_with_public_money


PRIVATE_PLATFORM = Measure(
    id="19.1",
    entity="service_platform",
    modality=Modality.BENEFIT,
    force=Force.MAY_BY_LOCALITY,
    zh="社会力量服务平台实绩补助",
    en="subsidy of private platforms by results",
    scope=("set_up_by_private_bodies",),
    window=("private_platform_window",),
    criteria=("has_confirmed_services",),
    delegated=("subsidy_formula",),
    cites=("19.1",),
    notes={
        "zh": "金额按当地公布的办法由经确认的服务计算",
        "en": "the amount follows the local rule from confirmed services",
    },
)

FREE_RESOURCES = Measure(
    id="19.3",
    entity="instrument_booking",
    modality=Modality.BENEFIT,
    force=Force.MUST,
    zh="科技资源免费开放",
    en="technical resources open free of charge",
    scope=("public_money_platform",),
    window=("free_resources_window",),
    criteria=("user_is_small",),
    amount="booking_saved",
    cites=("19.3",),
)

PRICE = Measure(
    id="19.3/price",
    entity="instrument_booking",
    modality=Modality.DUTY,
    force=Force.MUST,
    zh="财政投入平台不得另定价格",
    en="platforms of public money set no other price",
    scope=("public_money_platform",),
    window=("free_resources_window",),
    criteria=("price_as_ordered",),
    cites=("19.3",),
)

LOW_COST = Measure(
    id="19.4",
    entity="service_platform",
    modality=Modality.DUTY,
    force=Force.MUST,
    zh="示范平台免费或低偿服务小微企业",
    en="recognised platforms serve small firms free or at low cost",
    scope=("recognised_service_platform",),
    window=("low_cost_service_window",),
    criteria=("free_or_low_cost",),
    cites=("19.4",),
)
