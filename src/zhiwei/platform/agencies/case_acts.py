"""Guards and effects of the room's cases: a platform's move (15.3), separation and conversion (15.5), the register (15.4)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from zhiwei.platform.agencies import rules
from zhiwei.platform.agencies.models import Body, Kind, Listing, Platform, State
from zhiwei.platform.agencies.services.bodies import advance, day_of
from zhiwei.platform.agencies.services.joining import TYPE
from zhiwei.platform.agencies.services.platforms import state
from zhiwei.platform.cases.acts import Context, effect, entrance, guard
from zhiwei.platform.cases.models import Case
from zhiwei.platform.kit import clock
from zhiwei.platform.ledger.faults import quoted

entrance(TYPE, "/my/agencies/join/", whose=lambda viewer: viewer.may("cases.apply"))


def platform_of(case: Case) -> Platform | None:
    """The platform a case speaks of."""
    return Platform.objects.filter(subject=case.subject_id).select_related("subject").first()


def body_of(case: Case) -> Body | None:
    """The body a case speaks of."""
    return Body.objects.filter(subject=case.subject_id).select_related("subject").first()


def _day(context: Context, name: str) -> date:
    return date.fromisoformat(str(context.content[name]))


def _running(context: Context) -> bool:
    """Whether the subject has another running case of the type."""
    rows = Case.objects.filter(type=context.type.id, subject=context.case.subject, ended_at=None)
    return rows.exclude(pk=context.case.pk).exists()


@guard("platform_has_to_move")
def _has_to_move(context: Context) -> Iterator[str]:
    """Registered, of institution nature, from before the Opinions, and not moved yet."""
    found = platform_of(context.case)
    if found is None:
        yield _("这个平台还没有登记，请由主办部门所在地先登记")
        return
    asked = rules.asked(found.nature, found.set_up_on, clock.today(), plan=found.plan_on is not None)
    if not rules.to_be_moved(asked):
        yield _("这个平台不须过渡（%(text)s）") % {"text": quoted("15.3")}
    elif found.closed_on is not None:
        yield _("这个平台已于 %(day)s 完成过渡") % {"day": found.closed_on}
    if _running(context):
        yield _("已有一件过渡方案在办")
    if context.content.get("due") and _day(context, "due") <= clock.today():
        yield _("计划完成日期须在今天以后")


@guard("platform_plan")
def _plan(context: Context) -> Iterator[str]:
    """Ask the law of today with the plan there; nothing stands against it here."""
    found = platform_of(context.case)
    if found is None:
        yield _("这个平台还没有登记，请由主办部门所在地先登记")
        return
    context.case.as_of = clock.today()
    context.answer = rules.asked(found.nature, found.set_up_on, clock.today(), plan=True)


@effect("platform_planned")
def _planned(context: Context) -> None:
    """Keep the accepted plan, and tell the register of subjects."""
    said, found = context.case.content, platform_of(context.case)
    assert found is not None  # the guard has looked
    found.plan_way, found.plan_document = said["way"], said["document"]
    found.plan_due, found.plan_on = date.fromisoformat(said["due"]), clock.today()
    found.save()
    state(found, "transition_plan", True)


@guard("platform_end")
def _end(context: Context) -> Iterator[str]:
    """The move is over by today, not before the platform was there."""
    found = platform_of(context.case)
    if not context.content.get("day"):
        return
    day = _day(context, "day")
    if day > clock.today():
        yield _("完成日期不能晚于今天")
    if found is not None and day < found.set_up_on:
        yield _("完成日期不能早于建设日期 %(day)s") % {"day": found.set_up_on}


@effect("platform_closed")
def _closed(context: Context) -> None:
    """Out of the open list; a platform that became an enterprise is one for the law too."""
    said, found = context.case.content, platform_of(context.case)
    assert found is not None
    found.closed_on, found.closed_document = date.fromisoformat(said["day"]), said["end_document"]
    found.save()
    if found.plan_way == "enterprise":
        state(found, "legal_nature", "enterprise")


@guard("body_linked")
def _linked(context: Context) -> Iterator[str]:
    """In the list, and not separated yet; the day lies between listing and today."""
    yield from _listed(context, State.LINKED)


@guard("body_separated")
def _separated(context: Context) -> Iterator[str]:
    """In the list, separated, no enterprise yet; the day lies between the separation and today."""
    yield from _listed(context, State.SEPARATED)
    found = body_of(context.case)
    if found is not None and not found.must_convert:
        yield _("已是企业法人，不需要转制（%(text)s）") % {"text": quoted("15.5")}


def _listed(context: Context, wanted: State) -> Iterator[str]:
    found = body_of(context.case)
    if found is None:
        yield _("这家机构不在部门下属机构清单里")
        return
    if found.state != wanted:
        yield _("这家机构现为“%(state)s”") % {"state": found.get_state_display()}
    if _running(context):
        yield _("已有一件在办")
    if context.content.get("day"):
        day, since = _day(context, "day"), day_of(found, wanted)
        if day > clock.today() or (since is not None and day < since):
            yield _("日期应在 %(day)s 和今天之间") % {"day": since}


@effect("body_separates")
def _separates(context: Context) -> None:
    """Write the stage."""
    _advance(context, State.SEPARATED)


@effect("body_converts")
def _converts(context: Context) -> None:
    """Write the stage."""
    _advance(context, State.CONVERTED)


def _advance(context: Context, to: State) -> None:
    said, found = context.case.content, body_of(context.case)
    assert found is not None
    advance(
        found, to, date.fromisoformat(said["day"]), said["document"], case=context.case,
        entered_by_id=context.viewer.user_id,
    )  # fmt: skip


@guard("listing_open")
def _listing_open(context: Context) -> Iterator[str]:
    """Not in the register yet, with at least one of the five kinds of service."""
    if Listing.objects.filter(subject=context.case.subject_id, state=Listing.State.LISTED).exists():
        yield _("这家机构已经在册")
    if _running(context):
        yield _("已有一件申请在办")
    yield from _listing_kinds(context)


@guard("listing_kinds")
def _listing_kinds(context: Context) -> Iterator[str]:
    """At least one of the five kinds of service."""
    if not any(context.content.get(one) for one in Kind.values):
        yield _("请从第 15.1 句所列五类服务中选择")


@guard("listing_separated")
def _listing_separated(context: Context) -> Iterator[str]:
    """A body of a department is admitted only once it is separated."""
    found = body_of(context.case)
    if found is not None and found.state == State.LINKED:
        yield _("部门下属机构，尚未管办分离（%(text)s）") % {"text": quoted("15.5")}


@effect("listing_admit")
def _admit(context: Context) -> None:
    """Into the register."""
    kinds = [one for one in Kind.values if context.case.content.get(one)]
    given = {"kinds": kinds, "state": Listing.State.LISTED, "admitted_on": clock.today(), "left_on": None}
    Listing.objects.update_or_create(subject=context.case.subject, defaults=given)
