"""(二十) 创新人才激励: experts who move to small firms, spare-time founders, inventions and awards in shares."""

from __future__ import annotations

from zhiwei.engine import Count, Date, Flag, Force, Measure, Modality, Money, Rate, add_years, rule
from zhiwei.policy.vocabulary_programme import ResearchUnit


@rule(entity="secondment", zh="接收企业为小微企业", en="the firm is small or micro", cites=("20.2", "35.1"))
def receiving_firm_is_small(firm__small_or_micro: Flag) -> Flag:
    """接收企业为小微企业."""
    return firm__small_or_micro


@rule(entity="secondment", zh="人事关系保留到期日", en="day on which the kept post ends", cites=("20.2",))
def post_kept_until(secondment_starts_on: Date, post_kept_years: Count) -> Date:
    """人事关系保留到期日: the anniversary after the years that are in force on the day asked."""
    return add_years(secondment_starts_on, post_kept_years)


@rule(entity="secondment", zh="在保留期内", en="within the years the post is kept", cites=("20.2",))
def within_kept_years(secondment_starts_on: Date, post_kept_until: Date, as_of: Date) -> Flag:
    """在保留期内: from the first day at the firm to the day the kept post ends."""
    return secondment_starts_on <= as_of <= post_kept_until


@rule(entity="research_income", zh="高校、科研院所", en="university or institute", cites=("20.3", "20.6"))
def of_university_or_institute(unit_kind: ResearchUnit) -> Flag:
    """高校、科研院所."""
    return unit_kind in (ResearchUnit.UNIVERSITY, ResearchUnit.INSTITUTE)


@rule(
    entity="research_income",
    zh="省内高校、科研院所",
    en="university or institute in the province",
    cites=("20.3",),
)
def of_provincial_university(of_university_or_institute: Flag, unit_in_province: Flag) -> Flag:
    """省内高校、科研院所."""
    return of_university_or_institute and unit_in_province


@rule(
    entity="research_income",
    zh="在浙高校、科研院所和国有企事业单位",
    en="university, institute or state-owned unit in Zhejiang",
    cites=("20.5",),
)
def of_unit_with_service_inventions(unit_kind: ResearchUnit, unit_in_province: Flag) -> Flag:
    """在浙高校、科研院所和国有企事业单位."""
    return unit_kind != ResearchUnit.OTHER and unit_in_province


@rule(entity="research_income", zh="划归团队的收益", en="proceeds of the team", cites=("20.5",))
def team_proceeds(proceeds: Money, team_ratio: Rate) -> Money:
    """划归团队的收益, fen."""
    return proceeds * team_ratio


@rule(entity="research_income", zh="单位留存的收益", en="proceeds that the unit keeps", cites=("20.5",))
def unit_proceeds(proceeds: Money, team_proceeds: Money) -> Money:
    """单位留存的收益, fen: the rest, so that both sum to the proceeds."""
    return proceeds - team_proceeds


@rule(
    entity="research_income", zh="股权奖励尚未分红或转让", en="no dividend or transfer yet", cites=("20.6",)
)
def award_still_held(dividend_or_transfer_occurred: Flag) -> Flag:
    """股权奖励尚未分红或转让: at either the deferral ends and the record is taken up."""
    return not dividend_or_transfer_occurred


KEPT_POST = Measure(
    id="20.2",
    entity="secondment",
    modality=Modality.PERMISSION,
    force=Force.MUST,
    zh="高层次人才到小微企业工作保留人事关系",
    en="experts at small firms keep their post",
    scope=("high_level_expert", "research_or_transfer_work"),
    window=("kept_post_window",),
    criteria=(
        "receiving_firm_is_small",
        "unit_consents",
        "filed_with_human_resources",
        "within_kept_years",
    ),
    cites=("20.2",),
)

SPARE_TIME_FOUNDER = Measure(
    id="20.3",
    entity="research_income",
    modality=Modality.PERMISSION,
    force=Force.MUST,
    zh="科技人员在职创业收入归个人",
    en="income of spare-time founders is their own",
    scope=("of_provincial_university",),
    window=("researcher_window",),
    criteria=("own_work_done", "unit_confirms"),
    cites=("20.3",),
)

SERVICE_INVENTION = Measure(
    id="20.5",
    entity="research_income",
    modality=Modality.PERMISSION,
    force=Force.MUST,
    zh="职务发明收益划归科技人员及团队",
    en="proceeds of service inventions go to the researchers",
    scope=("of_unit_with_service_inventions",),
    window=("researcher_window",),
    amount="team_proceeds",
    cites=("20.5",),
)

DEFERRED_TAX = Measure(
    id="20.6",
    entity="research_income",
    modality=Modality.BENEFIT,
    force=Force.MUST,
    zh="股权奖励暂不缴纳个人所得税",
    en="no income tax yet on awards in shares",
    scope=("of_university_or_institute",),
    window=("researcher_window",),
    criteria=("award_for_transferred_result", "award_in_equity", "award_still_held"),
    cites=("20.6",),
    notes={
        "zh": "取得时暂不缴纳，登记备查；取得分红或者转让时按国家规定处理",
        "en": "not due when obtained, kept on record; dividends and transfers follow the national rules",
    },
)
