"""Guards and effects of the five case types of article 20."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from zhiwei.engine.errors import InputError
from zhiwei.engine.outcome import POSITIVE
from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.cases.acts import Context, effect, entrance, guard
from zhiwei.platform.cases.faults import Refused
from zhiwei.platform.kit import clock, money
from zhiwei.platform.kit.language import lang
from zhiwei.platform.ledger.faults import quoted
from zhiwei.platform.talent import asking, queries, splitting
from zhiwei.platform.talent.facts import taken
from zhiwei.platform.talent.kinds import BY_TYPE, AnyRecord
from zhiwei.platform.talent.models import (
    EquityAward,
    Secondment,
    SpareTime,
    Split,
    SplitMember,
    TechnologyShare,
)
from zhiwei.platform.talent.parties import parties

BEGUN_BY: dict[str, Callable[[Viewer], QuerySet[Any]]] = {
    "technology_share": queries.firms_of, "secondment": queries.researchers_of, "spare_time": queries.researchers_of,
    "income_split": queries.units_of, "equity_award": queries.units_of,
}  # fmt: skip
"""Who begins each kind of record, which is made on the room's own page."""


def _may_begin(type_id: str) -> Callable[[Viewer], bool]:
    return lambda viewer: BEGUN_BY[type_id](viewer).exists()


for _type in BY_TYPE:
    entrance(_type, "/my/talent/", whose=_may_begin(_type))


def record_in(context: Context) -> AnyRecord | None:
    """The record that the case speaks of, locked; it is made before its case."""
    model = BY_TYPE[context.type.id].model
    found = model.objects.select_for_update(of=("self",)).filter(subject=context.case.subject_id).first()
    if found is not None and found.case_id is not None and found.case_id == context.case.pk:
        found.case = context.case
    return found


@guard("talent_entered")
def _entered(context: Context) -> Iterator[str]:
    """The record was entered on the room's own page, and has no case yet."""
    record = record_in(context)
    if record is None or record.case_id is not None:
        yield _("请在“人才激励”页提出，办件随之建立")


@effect("talent_begins")
def _begins(context: Context) -> None:
    """The case belongs to its record, and all parties to the case."""
    record = _held(context)
    record.case = context.case
    record.save(update_fields=["case"])


@effect("talent_over")
def _over(context: Context) -> None:
    """The record no longer stands in the way of another."""
    record = _held(context)
    record.live = False
    record.save(update_fields=["live"])


@guard("talent_party")
def _party(context: Context) -> Iterator[str]:
    """Somebody of a party as it is today, in the role in which he acts, not who once was."""
    record = _held(context)
    if context.viewer.is_system:
        return
    able = {one.organisation_id for one in parties(record) if one.role.value in context.transition.actors}
    if "applicant" in context.transition.actors:
        able.add(context.case.subject.organisation_id)
    if not able & context.viewer.organisation_ids:
        yield _("这一步由有关的单位、企业或本人办理")


@guard("talent_facts")
def _facts(context: Context) -> Iterator[str]:
    """Ask the law with the facts computed from the records; nothing stands against it here unless they contradict."""
    record = _held(context)
    if context.transition.id == "open":
        record.case = context.case
    try:
        context.answer = asking.ask(record, context.transition.id)
    except InputError as error:
        yield from (defect.text(lang()) for defect in error.defects)
        return
    context.case.as_of = context.answer.law.as_of


def _held(context: Context) -> AnyRecord:
    record = record_in(context)
    if record is None:
        raise Refused([_("请在“人才激励”页提出，办件随之建立")])
    return record


def _day(context: Context, name: str) -> date | None:
    """A day of the form; None where it is not written as one, which the form's own check has said."""
    try:
        return date.fromisoformat(str(context.content.get(name, "")))
    except ValueError:
        return None


# 20.2


@effect("secondment_filed")
def _filed(context: Context) -> None:
    """The day to which the post is kept comes from the rule."""
    record = _held(context)
    assert isinstance(record, Secondment)
    until = asking.computed(record, "post_kept_until", "file")
    if until is None:
        raise Refused([_("规则算不出保留到期日")])
    record.filed_on = clock.today()
    record.kept_until = until if isinstance(until, date) else date.fromisoformat(str(until))
    record.save(update_fields=["filed_on", "kept_until"])


@guard("secondment_return")
def _may_return(context: Context) -> Iterator[str]:
    """A day between the first day at the firm and today."""
    record, day = _held(context), _day(context, "returned_on")
    assert isinstance(record, Secondment)
    if day is not None and not record.starts_on <= day <= clock.today():
        yield _("返回日期应在到企业工作起始日 %(day)s 和今天之间") % {"day": record.starts_on}


@effect("secondment_returned")
def _returned(context: Context) -> None:
    record = _held(context)
    assert isinstance(record, Secondment)
    record.ended_on = _day(context, "returned_on")
    record.save(update_fields=["ended_on"])


@guard("secondment_over")
def _is_over(context: Context) -> Iterator[str]:
    """The last day of the kept post has passed; it still belongs to it."""
    record = _held(context)
    assert isinstance(record, Secondment)
    if record.kept_until is None or clock.today() <= record.kept_until:
        yield _("人事关系保留到 %(day)s") % {"day": record.kept_until}


@effect("secondment_ended")
def _ended(context: Context) -> None:
    record = _held(context)
    assert isinstance(record, Secondment)
    record.ended_on = record.kept_until
    record.save(update_fields=["ended_on"])


# 20.3


@effect("spare_time_recorded")
def _recorded(context: Context) -> None:
    record = _held(context)
    assert isinstance(record, SpareTime)
    record.recorded_on = clock.today()
    record.save(update_fields=["recorded_on"])


# 20.4


@guard("share_limits")
def _within_limits(context: Context) -> Iterator[str]:
    """Where a limit decides against a conversion, which: the band of the reading in use, or what 17.3 leaves.

    The verdict itself is another guard's; this one tells the amounts.
    """
    record = _held(context)
    assert isinstance(record, TechnologyShare)
    if context.outcome.verdict in POSITIVE.values():
        return
    used = next((one for one in asking.limits(record) if one.taken), None)
    if used is None:
        return
    filed = money.short(record.share_value)
    if context.outcome.deciding == "technology_share_in_band":
        yield _("折算 %(filed)s 元，应在 %(low)s 元和 %(high)s 元之间（按“%(base)s”计算）") % {
            "filed": filed, "low": money.short(used.lowest), "high": money.short(used.highest),
            "base": used.en if lang() == "en" else used.zh,
        }  # fmt: skip
    elif context.outcome.deciding == "within_non_monetary_limit" and used.second is not None:
        yield _("折算 %(filed)s 元，%(text)s给技术股份只留 %(left)s 元") % {
            "filed": filed, "text": quoted("17.3"), "left": money.short(used.second),
        }  # fmt: skip


@effect("share_accepted")
def _accepted(context: Context) -> None:
    """Keep the reading and the limit the acceptance rests on."""
    record = _held(context)
    assert isinstance(record, TechnologyShare)
    used = next((one for one in asking.limits(record) if one.taken), None)
    record.accepted_on = clock.today()
    if used is not None:
        record.reading, record.highest = used.option, used.most
    record.save(update_fields=["accepted_on", "reading", "highest"])


# 20.5


def _member(context: Context) -> SplitMember | None:
    return (
        SplitMember.objects.filter(
            split=context.case.subject_id, researcher__organisation__in=context.viewer.organisation_ids
        )
        .order_by("position")
        .first()
    )


@guard("split_member")
def _is_member(context: Context) -> Iterator[str]:
    """One of those who share, who has not agreed yet."""
    member = _member(context)
    if member is None:
        yield _("您不在这个分配方案里")
    elif member.agreed_at is not None and context.transition.id == "agree":
        yield _("您已经同意")


@effect("split_agreed")
def _agreed(context: Context) -> None:
    member = _member(context)
    assert member is not None  # the guard has looked
    member.agreed_at = context.now
    member.save(update_fields=["agreed_at"])


@effect("split_reset")
def _reset(context: Context) -> None:
    """What was agreed is agreed anew."""
    SplitMember.objects.filter(split=context.case.subject_id).update(agreed_at=None)


@guard("split_all_agreed")
def _all_agreed(context: Context) -> Iterator[str]:
    """Everybody agrees; the shares make one whole."""
    members = list(SplitMember.objects.filter(split=context.case.subject_id))
    waiting = sum(one.agreed_at is None for one in members)
    if waiting or not members:
        yield _("还有 %(n)d 人没有同意自己的份额") % {"n": waiting}


@effect("split_fixed")
def _fixed(context: Context) -> None:
    """The amounts, to the fen: the rule's parts of team and unit, the team's part by the agreed shares."""
    record = _held(context)
    assert isinstance(record, Split)
    record.team = asking.computed(record, "team_proceeds")
    record.unit_part = asking.computed(record, "unit_proceeds")
    if record.team is None or record.unit_part is None:
        raise Refused([_("规则算不出分配金额")])
    record.frozen_on = clock.today()
    record.save(update_fields=["team", "unit_part", "frozen_on"])
    members = list(record.members.all())
    for member, fen in zip(members, splitting.parts(record.team, [m.fraction for m in members]), strict=True):
        member.amount = fen
        member.save(update_fields=["amount"])


@guard("split_paid")
def _is_paid(context: Context) -> Iterator[str]:
    """Every part was paid."""
    if SplitMember.objects.filter(split=context.case.subject_id, paid_on=None).exists():
        yield _("还有人没有发放")


# 20.6


@effect("award_deferred")
def _deferred(context: Context) -> None:
    record = _held(context)
    assert isinstance(record, EquityAward)
    record.deferred_on = record.held_on = clock.today()
    record.save(update_fields=["deferred_on", "held_on"])


@effect("award_held")
def _still_held(context: Context) -> None:
    record = _held(context)
    assert isinstance(record, EquityAward)
    record.held_on = clock.today()
    record.save(update_fields=["held_on"])


@guard("award_event")
def _may_report(context: Context) -> Iterator[str]:
    """A day from the award to today."""
    record, day = _held(context), _day(context, "event_on")
    assert isinstance(record, EquityAward)
    own = {record.unit.organisation_id, record.researcher.organisation_id}
    if not context.viewer.is_official and not own & context.viewer.organisation_ids:
        yield _("这一步由有关的单位、企业或本人办理")
    if day is not None and not record.obtained_on <= day <= clock.today():
        yield _("发生日期应在取得日期 %(day)s 和今天之间") % {"day": record.obtained_on}


@effect("award_reported")
def _reported(context: Context) -> None:
    record = _held(context)
    assert isinstance(record, EquityAward)
    record.event, record.event_on = context.content["event"], _day(context, "event_on")
    record.income = money.parse(context.content["income"])
    record.save(update_fields=["event", "event_on", "income"])


@guard("award_no_longer_deferred")
def _no_longer(context: Context) -> Iterator[str]:
    """With the event the rulebook no longer defers; it was asked by ``talent_facts``."""
    if context.outcome.verdict in POSITIVE.values() or not taken(_held(context), "report"):
        yield _("还没有分红或转让，按%(text)s仍暂不缴纳") % {"text": quoted("20.6")}


@effect("award_taken_up")
def _taken_up(context: Context) -> None:
    record = _held(context)
    assert isinstance(record, EquityAward)
    record.taken_up_on = clock.today()
    record.assessed = money.parse(context.content["assessed"])
    record.assessment = context.content["assessment"]
    record.save(update_fields=["taken_up_on", "assessed", "assessment"])
