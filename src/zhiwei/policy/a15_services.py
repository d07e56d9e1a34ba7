"""(十五) 创业服务: paid by results, and no new platforms of public-institution nature."""

from __future__ import annotations

from zhiwei.engine import Count, Date, Flag, Force, Measure, Modality, Money, Rate, rule
from zhiwei.policy.vocabulary_programme import PlatformNature


@rule(entity="service_settlement", zh="有经确认的服务", en="has confirmed orders", cites=("15.2",))
def has_confirmed_orders(confirmed_orders: Count) -> Flag:
    """有经确认的服务: results are what the firms served confirm."""
    return confirmed_orders > 0


@rule(entity="service_settlement", zh="服务补贴金额", en="subsidy by results", cites=("15.2",))
def service_subsidy(confirmed_orders: Count, confirmed_value: Money, service_subsidy_share: Rate) -> Money:
    """服务补贴金额, fen: the local share of the confirmed value; nothing without a confirmed order."""
    return confirmed_value * service_subsidy_share if confirmed_orders > 0 else 0


@rule(entity="service_platform", zh="事业性质", en="of public-institution nature", cites=("15.3",))
def is_public_institution(legal_nature: PlatformNature) -> Flag:
    """事业性质."""
    return legal_nature == PlatformNature.PUBLIC_INSTITUTION


@rule(
    entity="service_platform",
    zh="今后新建的平台",
    en="founded after the Opinions",
    cites=("15.3",),
)
def platform_is_new(set_up_on: Date, public_platform_ban_date: Date) -> Flag:
    """今后新建的平台: founded after the day of the Opinions."""
    return set_up_on > public_platform_ban_date


@rule(
    entity="service_platform",
    zh="不是新建的事业性质平台",
    en="not a new platform of public-institution nature",
    cites=("15.3",),
)
def platform_nature_allowed(is_public_institution: Flag, platform_is_new: Flag) -> Flag:
    """不是新建的事业性质平台."""
    return not (is_public_institution and platform_is_new)


@rule(
    entity="service_platform",
    zh="此前建成的事业性质平台",
    en="earlier platform of public-institution nature",
    cites=("15.3",),
)
def platform_to_be_moved(is_public_institution: Flag, platform_is_new: Flag) -> Flag:
    """此前建成的事业性质平台: it has to move step by step to the market."""
    return is_public_institution and not platform_is_new


SERVICE_BY_RESULTS = Measure(
    id="15.2",
    entity="service_settlement",
    modality=Modality.BENEFIT,
    force=Force.MUST,
    zh="创业服务按实绩补贴",
    en="start-up services paid by results",
    window=("service_by_results_window",),
    criteria=("has_confirmed_orders",),
    amount="service_subsidy",
    cites=("15.2",),
)

NO_NEW_PUBLIC_PLATFORM = Measure(
    id="15.3/new",
    entity="service_platform",
    modality=Modality.DUTY,
    force=Force.MUST,
    zh="不再建设事业性质的公共服务平台",
    en="no new platforms of public-institution nature",
    window=("public_platform_window",),
    criteria=("platform_nature_allowed",),
    cites=("15.3",),
)

MOVE_TO_MARKET = Measure(
    id="15.3/transition",
    entity="service_platform",
    modality=Modality.DUTY,
    force=Force.MUST,
    zh="已建事业性质平台向市场化过渡",
    en="existing platforms move to the market",
    scope=("platform_to_be_moved",),
    window=("public_platform_window",),
    criteria=("transition_plan",),
    cites=("15.3",),
)
