"""The subsidy of a private platform (19.1): a local decision opens it, the year's confirmed records make it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from zhiwei.engine.answer import Answer
from zhiwei.platform.accounts.viewer import SYSTEM
from zhiwei.platform.answers import queries as answers
from zhiwei.platform.cases.acts import Context, answerer, effect, guard
from zhiwei.platform.cases.faults import Refused
from zhiwei.platform.instruments import indicators, money, queries, rules
from zhiwei.platform.instruments.case_acts.review import platform_of
from zhiwei.platform.instruments.models import Platform, Rate, Subsidy
from zhiwei.platform.kit import clock
from zhiwei.platform.ledger import services as ledger
from zhiwei.platform.ledger.faults import quoted
from zhiwei.platform.programmes.money import funds


def results(platform: Platform, year: int) -> tuple[int, int]:
    """Uses and minutes of a year that both sides confirmed."""
    rows = indicators.confirmed(platform, year)
    return rows.count(), rows.aggregate(sum=Sum("minutes"))["sum"] or 0


@answerer("platform_results")
def _asked(context: Context) -> Answer:
    """19.1 for the year applied for, with the services that both sides confirmed."""
    platform, year = platform_of(context.case), context.content.get("year", context.case.content.get("year"))
    if platform is None or year is None:
        return answers.for_subject(context.case.subject, as_of=context.case.as_of, measures=[rules.SUBSIDY])
    return rules.by_results(platform, results(platform, int(year))[0], int(year))


@guard("subsidy_open")
def _open(context: Context) -> Iterator[str]:
    """A year that is over, a rate for it, a fund, and no other subsidy of it. The law is asked as of the year's last day."""
    platform, year = platform_of(context.case), context.content.get("year")
    if platform is None:
        yield _("这个主体还没有登记为科技创新服务平台")
        return
    if year is None:
        return
    if year >= clock.today().year:
        yield _("%(year)d 年度还没有结束，年度结束后按全年记录计算") % {"year": year}
        return
    context.case.as_of = date(year, 12, 31)
    if not results(platform, year)[0]:
        yield _("%(year)d 年度没有经双方确认的使用记录，没有补助") % {"year": year}
    if queries.filed(Rate, context.case.division, year) is None:
        yield _("当地还没有报备 %(year)d 年度的实绩补助标准（%(text)s）") % {
            "year": year, "text": quoted(rules.SUBSIDY),
        }  # fmt: skip
    if funds.nearest(context.case.division, rules.SUBSIDY) is None:
        yield _("没有可用于第 %(id)s 句的资金") % {"id": rules.SUBSIDY}
    if Subsidy.objects.filter(platform=platform, year=year, live=True).exists():
        yield _("%(year)d 年度的补助已经申请") % {"year": year}


@effect("subsidy_reserve")
def _reserve(context: Context) -> None:
    """Compute the amount from the records and set it aside, once for platform, year and level."""
    case, platform, year = context.case, platform_of(context.case), int(context.content["year"])
    assert platform is not None  # the guard has looked
    rate, fund = queries.filed(Rate, case.division, year), funds.nearest(case.division, rules.SUBSIDY)
    assert rate is not None
    assert fund is not None
    uses, minutes = results(platform, year)
    fen = money.by_rate(rate, uses, minutes)
    made = Subsidy(case=case, platform=platform, year=year, rate=rate, uses=uses, minutes=minutes, fen=fen)
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:
        raise Refused([_("%(year)d 年度的补助已经申请") % {"year": year}]) from None
    ledger.reserve(
        SYSTEM, fund, fen, basis=ledger.Basis(money.SUBSIDY, f"{case.subject_id}/{year}"), sentence=rules.SUBSIDY,
        subject=case.subject, case=str(case.pk), receipt=context.receipt.pk if context.receipt else None,
        key=f"{case.pk}:{case.revision}:reserve",
    )  # fmt: skip


@guard("subsidy_unchanged")
def _unchanged(context: Context) -> Iterator[str]:
    """The records still give what was applied for."""
    held: Subsidy = context.case.platform_subsidy
    if results(held.platform, held.year) != (held.uses, held.minutes):
        yield _("申请以后使用记录有变化，请退回重新申请，金额按现有记录重算")


@effect("subsidy_drop")
def _drop(context: Context) -> None:
    """Free the year for another application."""
    Subsidy.objects.filter(case=context.case).update(live=False)
