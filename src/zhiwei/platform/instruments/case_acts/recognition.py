"""Recognition of a platform and its renewal (19.4): the price list decides whether it serves small firms at low cost."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from zhiwei.engine.answer import Answer
from zhiwei.platform.answers import queries as answers
from zhiwei.platform.cases.acts import Context, answerer, effect, guard
from zhiwei.platform.cases.faults import Refused
from zhiwei.platform.cases.models import Case
from zhiwei.platform.instruments import rules
from zhiwei.platform.instruments.case_acts.review import platform_of
from zhiwei.platform.instruments.models import Recognition
from zhiwei.platform.kit import clock
from zhiwei.platform.kit.money import short
from zhiwei.platform.ledger.faults import quoted


@guard("recognition_may_begin")
def _may_begin(context: Context) -> Iterator[str]:
    """A registered platform with a price list, and no other application of it under way."""
    platform = platform_of(context.case)
    if platform is None:
        yield _("这个主体还没有登记为科技创新服务平台")
        return
    if not rules.listed_prices(platform)[0]:
        yield _("价目表还是空的，请先在平台页面登记开放的资源和价格")
    others = Case.objects.filter(type=context.type.id, subject=context.case.subject, ended_at=None)
    if others.exclude(pk=context.case.pk).exists():
        yield _("这个平台已有一件申请在办")


@effect("recognition_looked_at")
def _looked_at(context: Context) -> None:
    """Keep whether it is a renewal, and what 19.4 says of the price list on this day."""
    platform = platform_of(context.case)
    assert platform is not None  # the guard has looked
    kind = context.case.content["kind"]
    context.put("renewal", platform.recognitions.filter(kind=kind).exists())
    answer = rules.low_cost(platform, clock.today(), recognised=True)
    context.put("low_cost", rules.verdict_of(answer, rules.LOW_COST))


@answerer("platform_prices")
def _asked(context: Context) -> Answer:
    """19.4 of today with the price list; who applies counts as recognised (凡是申报和评为)."""
    platform = platform_of(context.case)
    day = context.case.as_of = clock.today()
    if platform is None:
        return answers.for_subject(context.case.subject, as_of=day, measures=[rules.LOW_COST])
    return rules.low_cost(platform, day, recognised=True)


@guard("recognition_low_cost")
def _low_cost(context: Context) -> Iterator[str]:
    """Say with the sums of the price list why 19.4 stands against it; the verdict itself is another guard's."""
    platform = platform_of(context.case)
    if platform is None or rules.verdict_of(context.answer, rules.LOW_COST) != "breached":
        return
    number, tariff, small = rules.listed_prices(platform)
    yield _("价目表 %(n)d 项合计：标准 %(tariff)s 元，对小微企业 %(small)s 元，既不免费也不低价；依据%(text)s") % {
        "n": number, "tariff": short(tariff), "small": short(small), "text": quoted(rules.LOW_COST),
    }  # fmt: skip


@guard("recognition_days")
def _days(context: Context) -> Iterator[str]:
    """The days of the recognition."""
    first, last = (context.content.get(name) for name in ("from_day", "to_day"))
    if first and last and date.fromisoformat(last) < date.fromisoformat(first):
        yield _("有效期止日早于起日")


@effect("recognition_enter")
def _enter(context: Context) -> None:
    """Write it into the register; a renewal ends the one before by nothing but its own day."""
    case, platform, said = context.case, platform_of(context.case), context.content
    assert platform is not None
    try:
        with transaction.atomic():
            Recognition.objects.create(
                platform=platform, kind=case.content["kind"], document=said["document"], case=case,
                from_day=date.fromisoformat(said["from_day"]),
                to_day=date.fromisoformat(said["to_day"]) if said.get("to_day") else None,
                made_by_id=context.viewer.user_id,
            )  # fmt: skip
    except IntegrityError:
        raise Refused([_("这份文件的认定已经登记")]) from None


def compliance(case: Case) -> str:
    """What 19.4 says of an applicant's price list today; of a case that is over, on the day it was last looked at."""
    platform = platform_of(case)
    if case.ended or platform is None:
        return str(case.data.get("low_cost", ""))
    return rules.verdict_of(rules.low_cost(platform, clock.today(), recognised=True), rules.LOW_COST)
