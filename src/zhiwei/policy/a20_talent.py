"""(二十) 加大创新人才激励: intangible assets converted into technology shares."""

from __future__ import annotations

from zhiwei.engine import Flag, Force, Measure, Modality, Money, Rate, rule
from zhiwei.policy.vocabulary_procedure import TechnologyShareBase


@rule(
    entity="technology_share",
    zh="科技型小微企业",
    en="technology-based small or micro enterprise",
    cites=("20.4", "35.1"),
)
def technology_based_small_firm(enterprise__technology_based: Flag, enterprise__small_or_micro: Flag) -> Flag:
    """科技型小微企业: recognised as technology-based, and small or micro."""
    return enterprise__technology_based and enterprise__small_or_micro


@rule(entity="technology_share", zh="技术股份折算基数", en="base of the technology shares", cites=("20.4",))
def technology_share_base_value(
    asset_value: Money, registered_capital: Money, technology_share_base: TechnologyShareBase
) -> Money:
    """技术股份折算基数, fen: the appraised asset, or the registered capital of the firm in the other reading."""
    if technology_share_base == TechnologyShareBase.ASSET_VALUE:
        return asset_value
    return registered_capital


@rule(
    entity="technology_share", zh="技术股份折算比例", en="conversion into technology shares", cites=("20.4",)
)
def technology_share_ratio(share_value: Money, technology_share_base_value: Money) -> Rate | None:
    """技术股份折算比例, exact; not applicable where the base is nothing."""
    if technology_share_base_value > 0:
        return share_value / technology_share_base_value
    return None


@rule(
    entity="technology_share",
    zh="技术股份比例在幅度内",
    en="conversion within the band",
    cites=("20.4",),
)
def technology_share_in_band(
    technology_share_ratio: Rate | None, technology_share_min: Rate, technology_share_max: Rate
) -> Flag:
    """技术股份比例在幅度内: both limits belong to the band; nothing converted from nothing lies outside it."""
    if technology_share_ratio is None:
        return False
    return technology_share_min <= technology_share_ratio <= technology_share_max


@rule(
    entity="technology_share",
    zh="非货币出资总额合规",
    en="all non-monetary contributions within the limit of 17.3",
    cites=("17.3", "20.4", "公司法(2005)#27"),
)
def within_non_monetary_limit(
    share_value: Money, other_non_monetary: Money, registered_capital: Money, non_monetary_share_max: Rate
) -> Flag:
    """非货币出资总额合规: technology shares and other non-monetary contributions together keep to 17.3."""
    return share_value + other_non_monetary <= registered_capital * non_monetary_share_max


TECHNOLOGY_SHARES = Measure(
    id="20.4",
    entity="technology_share",
    modality=Modality.PERMISSION,
    force=Force.MUST,
    zh="无形资产折算技术股份",
    en="intangible assets converted into technology shares",
    scope=("technology_based_small_firm",),
    window=("technology_share_window",),
    criteria=("technology_share_in_band", "within_non_monetary_limit"),
    cites=("20.4", "17.3"),
    notes={
        "zh": "技术股份另受17.3非货币出资比例限制",
        "en": "17.3 limits the technology shares a second time, as non-monetary contributions",
    },
)
