"""(十四) 创业基地: recognition of demonstration bases, land-use tax, matching support."""

from __future__ import annotations

from zhiwei.engine import Count, Date, Flag, Force, Measure, Modality, Money, Number, Rate, rule
from zhiwei.policy.vocabulary_programme import LeadingTest, RecognitionLevel


@rule(entity="residency", zh="当日在基地入驻", en="in the base on the day", cites=("14.2",))
def resident_on_day(moved_in_on: Date, moved_out_on: Date | None, as_of: Date) -> Flag:
    """当日在基地入驻: from the day of moving in to the day before moving out."""
    if moved_out_on is None:
        return moved_in_on <= as_of
    return moved_in_on <= as_of < moved_out_on


@rule(
    entity="residency",
    zh="计为科技型和高技术服务型入驻企业",
    en="counts as a technology or high-technology service resident",
    cites=("14.2", "8.1"),
)
def technology_resident_counts(resident_on_day: Flag, resident__technology_or_service_firm: Flag) -> Flag:
    """计为科技型和高技术服务型入驻企业 of the base on the day."""
    return resident_on_day and resident__technology_or_service_firm


@rule(
    entity="base",
    zh="科技型和高技术服务型小微企业比重",
    en="share of technology and high-technology service firms",
    cites=("14.2",),
)
def technology_resident_share(resident_firms: Count, technology_resident_firms: Count) -> Rate | None:
    """科技型和高技术服务型小微企业比重, exact; not applicable without residents."""
    if resident_firms > 0:
        return technology_resident_firms / resident_firms
    return None


@rule(entity="base", zh="两项指标领先", en="leading in both indicators", cites=("14.2",))
def base_leads(
    technology_resident_share: Rate | None,
    average_technology_share: Rate,
    firms_raised: Count,
    average_firms_raised: Number,
    leads_by_review: Flag,
    base_leading_test: LeadingTest,
) -> Flag:
    """两项指标领先: both above the average of the bases compared, or (other reading) as the review finds."""
    if base_leading_test == LeadingTest.REVIEW:
        return leads_by_review
    if technology_resident_share is None:
        return False
    return technology_resident_share > average_technology_share and firms_raised > average_firms_raised


@rule(entity="base", zh="公示期满无未办结异议", en="notice over, no open objection", cites=("14.2",))
def base_notice_passed(notice_ends_on: Date, open_objections: Count, as_of: Date) -> Flag:
    """公示期满无未办结异议: the last day of the notice is over and every objection is settled."""
    return as_of > notice_ends_on and open_objections == 0


@rule(
    entity="base",
    zh="市级以上认定的示范基地",
    en="demonstration base recognised at city level or above",
    cites=("14.4",),
)
def recognised_by_city_or_above(recognition_level: RecognitionLevel) -> Flag:
    """市级以上认定的示范基地: by a city or the province; a county's recognition is not enough."""
    return recognition_level in (RecognitionLevel.CITY, RecognitionLevel.PROVINCE)


@rule(entity="base", zh="认定已生效", en="recognition has begun", cites=("14.4",))
def recognition_begun(recognised_on: Date | None, as_of: Date) -> Flag:
    """认定已生效: from the day of the recognition."""
    if recognised_on is None:
        return False
    return recognised_on <= as_of


@rule(
    entity="base",
    zh="地方配套与省级扶持之比",
    en="local support for each yuan of the province",
    period="year",
    cites=("14.3",),
)
def local_support_ratio(provincial_support: Money, local_support: Money) -> Rate | None:
    """地方配套与省级扶持之比, exact; not applicable where the province gave nothing."""
    if provincial_support > 0:
        return local_support / provincial_support
    return None


DEMONSTRATION_BASE = Measure(
    id="14.2",
    entity="base",
    modality=Modality.BENEFIT,
    force=Force.MAY_BY_LOCALITY,
    zh="认定为创业示范基地",
    en="recognition as a demonstration base",
    window=("demonstration_base_window",),
    criteria=("support_open", "base_leads", "base_notice_passed"),
    delegated=("support_open",),
    cites=("14.2",),
    notes={
        "zh": "择优认定：符合条件只是可以认定，名额和排序由认定机关决定",
        "en": "the best are chosen: meeting the conditions opens the recognition, the authority ranks",
    },
)

LAND_USE_TAX = Measure(
    id="14.4",
    entity="base",
    modality=Modality.BENEFIT,
    force=Force.MUST,
    zh="示范基地土地使用税优惠",
    en="land-use tax relief of demonstration bases",
    window=("base_land_use_tax_window",),
    criteria=("recognised_by_city_or_above", "recognition_begun"),
    cites=("14.4",),
    notes={
        "zh": "优惠的范围和金额按国家当年的土地使用税规定，本句没有写明",
        "en": "extent and amount follow the national land-use tax rules of the year; the sentence states none",
    },
)
