"""The yearly review of a platform (19.2): computed from the records, published, and the measure of the next year's money."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from zhiwei.platform.cases.acts import Context, Figure, effect, figures, guard, in_both
from zhiwei.platform.cases.casetypes.model import Words
from zhiwei.platform.cases.faults import Refused
from zhiwei.platform.cases.models import Case
from zhiwei.platform.instruments import indicators, money, queries, rules
from zhiwei.platform.instruments.models import Platform, Review, Scheme
from zhiwei.platform.kit import clock
from zhiwei.platform.kit.money import parse, short
from zhiwei.platform.kit.tables.columns import percent
from zhiwei.platform.ledger import services as ledger
from zhiwei.platform.ledger.faults import quoted


def platform_of(case: Case) -> Platform | None:
    """The platform that a case speaks of."""
    return Platform.objects.filter(pk=case.subject_id).select_related("subject").first()


def review_of(case: Case) -> Review:
    """The review that a case is about."""
    return Review.objects.select_related("scheme", "platform__subject").get(case=case)


@guard("review_may_begin")
def _may_begin(context: Context) -> Iterator[str]:
    """A registered platform that was there, a year that is over, a scheme for it, and no review of it yet."""
    platform, year = platform_of(context.case), context.content.get("year")
    if platform is None:
        yield _("这个主体还没有登记为科技创新服务平台")
        return
    if year is None:
        return
    if year >= clock.today().year:
        yield _("%(year)d 年度还没有结束，不能考核") % {"year": year}
    founded = platform.subject.founded_on
    if founded is not None and founded.year > year:
        yield _("平台 %(day)s 才建成，%(year)d 年度不考核") % {"day": founded, "year": year}
    if queries.filed(Scheme, context.case.division, year) is None:
        yield _("当地还没有报备 %(year)d 年度的考核办法；指标、等次和经费由%(text)s留给各地规定") % {
            "year": year, "text": quoted(rules.REVIEW),
        }  # fmt: skip
    if Review.objects.filter(platform=platform, year=year).exists():
        yield _("%(year)d 年度的考核已经开始") % {"year": year}


@effect("review_compute")
def _compute(context: Context) -> None:
    """Inputs from the records, score and grade from the scheme; nothing of it is typed."""
    case, platform = context.case, platform_of(context.case)
    held = Review.objects.filter(case=case).first()
    year = held.year if held else int(context.content["year"])
    scheme = held.scheme if held else queries.filed(Scheme, case.division, year)
    assert platform is not None  # the guard has looked
    assert scheme is not None
    found = indicators.counts(platform, year)
    score = indicators.score(scheme, found)
    grade = scheme.grade_of(score)
    made = held or Review(case=case, platform=platform, year=year, scheme=scheme)
    made.inputs, made.score, made.grade = found.to_json(), str(score), grade
    made.most, made.computed_at = scheme.most(grade), context.now
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError:
        raise Refused([_("%(year)d 年度的考核已经开始") % {"year": year}]) from None
    context.put("grade", grade.value)


@figures("review_figures")
def _shown(context: Context) -> list[Figure]:
    """What the records hold and what the scheme makes of it; no firm is named."""
    review = review_of(context.case)
    found = indicators.Counts.of(review.inputs)
    rows: list[tuple[str, str, str | Words]] = [
        ("经双方确认的使用次数", "uses confirmed by both sides", str(found.confirmed)),
        ("其中小型、微型企业", "of small and micro firms", str(found.small)),
        ("使用时长（小时）", "hours of use", f"{found.hours.numerator / found.hours.denominator:.1f}"),
        ("预约申请数", "requests", str(found.requests)),
        ("拒绝数", "refused", str(found.refused)),
        ("未答复数", "left unanswered", str(found.unanswered)),
        ("预约接受率", "share accepted", "" if found.accepted_share is None else percent(found.accepted_share)),
        ("企业评价（满分 5）", "mean grade of firms (of 5)", "" if found.rating is None else f"{float(found.rating):.2f}"),
        ("得分", "score", f"{float(indicators.score(review.scheme, found)):.2f}"),
        ("等次", "grade", in_both(lambda: str(review.get_grade_display()))),
    ]  # fmt: skip
    return [Figure(zh, en, "", value) for zh, en, value in rows]


@guard("grant_within_grade")
def _within_grade(context: Context) -> Iterator[str]:
    """The money of the year after the review, within what the grade allows, from a budget of that year."""
    review = review_of(context.case)
    year, raw = review.year + 1, context.content.get("amount")
    fen = None if raw in (None, "") else parse(str(raw))
    if review.most == 0:
        yield _("%(year)d 年度考核%(grade)s，下年度不安排经费（%(text)s）") % {
            "year": review.year, "grade": review.get_grade_display(), "text": quoted(rules.REVIEW),
        }  # fmt: skip
    elif fen is not None and not 0 < fen <= review.most:
        yield _("考核%(grade)s，%(year)d 年度经费须大于零、不超过 %(most)s 元；考核办法 %(document)s，依据%(text)s") % {
            "grade": review.get_grade_display(), "year": year, "most": short(review.most),
            "document": review.scheme.document, "text": quoted(rules.REVIEW),
        }  # fmt: skip
    if money.fund_of_year(context.case.division, rules.REVIEW, year) is None:
        yield _("没有可用于第 %(id)s 句的 %(year)d 年度资金") % {"id": rules.REVIEW, "year": year}


@effect("platform_grant", binds=True)
def _grant(context: Context) -> None:
    """Promise the money, on the basis of platform and year; the ledger takes it once for each level."""
    review, case = review_of(context.case), context.case
    year = review.year + 1
    fund = money.fund_of_year(case.division, rules.REVIEW, year)
    assert fund is not None  # the guard has looked
    made = ledger.reserve(
        context.viewer, fund, parse(context.content["amount"]), basis=ledger.Basis(money.GRANT, f"{case.subject_id}/{year}"),
        sentence=rules.REVIEW, subject=case.subject, case=str(case.pk), key=f"{case.pk}:{case.revision}:reserve",
    )  # fmt: skip
    ledger.commit(context.viewer, made, key=f"{case.pk}:{case.revision}:commit")
