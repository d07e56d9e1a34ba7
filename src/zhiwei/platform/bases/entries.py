"""Applications to move into a base: the firm asks on the base's public page, the base's own people answer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from zhiwei.platform.accounts.models import Membership
from zhiwei.platform.accounts.models.memberships import on
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.bases import queries
from zhiwei.platform.bases.models import Base
from zhiwei.platform.cases.about import Line, about
from zhiwei.platform.cases.acts import Context, effect, entrance, guard
from zhiwei.platform.cases.faults import Fault
from zhiwei.platform.cases.models import Case, Participant
from zhiwei.platform.kit import clock

TYPE = "base_entry"
entrance(TYPE, "/bases/")


def base_in(case: Case, content: dict[str, object] | None = None) -> Base | None:
    """The base that an application names; None for what names none."""
    try:
        key = UUID(str((content or case.content).get("base", "")))
    except ValueError:
        return None
    return Base.objects.filter(subject=key).select_related("subject").first()


def asked(base: Base) -> QuerySet[Case]:
    """The applications to a base, those without an answer first."""
    rows = Case.objects.filter(type=TYPE, content__base=str(base.subject_id)).select_related("subject")
    return rows.order_by("ended_at", "-opened_at")


@guard("base_takes_entries")
def _takes(context: Context) -> Iterator[str | Fault]:
    """A registered base with people who answer and room enough on a day to come, and no other application of the firm to it."""
    base = base_in(context.case, context.content)
    if base is None:
        yield _("请从创业基地的公开页申请")
        return
    if not _people(base):
        yield _("这个基地还没有人在网上答复，请打招商电话")
    if asked(base).filter(subject=context.case.subject, ended_at=None).exists():
        yield _("您对这个基地已有一件申请在办")
    yield from _asks_for(base, context)


def _asks_for(base: Base, context: Context) -> Iterator[Fault]:
    """What is wrong with the area and the day asked for; a box that is empty was refused as such."""
    today, wanted = clock.today(), context.content.get("from_day")
    on = max(today, date.fromisoformat(wanted)) if wanted else today
    if wanted and date.fromisoformat(wanted) < today:
        yield Fault("from_day", _("希望入驻的日期不能早于今天"))
    area, free = context.content.get("area"), queries.free(base, on)
    if area is not None and area <= 0:
        yield Fault("area", _("需要的面积须大于零"))
    elif area is not None and area > free:
        said = _("这个基地可出租 %(area)d 平方米，现在只空着 %(free)d 平方米；请减少面积，或者另选基地")
        yield Fault("area", said % {"area": base.area, "free": free})


@guard("base_has_room")
def _has_room(context: Context) -> Iterator[str | Fault]:
    """The same for an application that is there already and is changed."""
    base = base_in(context.case)
    if base is not None:
        yield from _asks_for(base, context)


@guard("base_answers")
def _answers(context: Context) -> Iterator[str]:
    """Somebody of the base as it is today, not who once was."""
    base = base_in(context.case)
    if base is None or base.subject.organisation_id not in context.viewer.organisation_ids:
        yield _("由这个基地的人答复")


@effect("base_is_asked")
def _asked(context: Context) -> None:
    """The base's people become parties of the case."""
    base = base_in(context.case)
    assert base is not None  # the guard has looked
    for user in _people(base):
        join(context.case, user)


def join(case: Case, user_id: int) -> None:
    """Make somebody of the base a party; again does nothing."""
    Participant.objects.get_or_create(case=case, user_id=user_id, role=Role.INCUBATOR.value)


def join_as(viewer: Viewer, base: Base, cases: QuerySet[Case]) -> None:
    """The same for a viewer who runs the base today, so that who came later sees what waits."""
    own = base.subject.organisation_id in viewer.organisation_ids and viewer.has(Role.INCUBATOR)
    if own and viewer.user_id is not None:
        joined = Participant.objects.filter(user=viewer.user_id, role=Role.INCUBATOR.value)
        for case in cases.filter(ended_at=None).exclude(pk__in=joined.values("case")):
            join(case, viewer.user_id)


def _people(base: Base) -> set[int]:
    rows = Membership.objects.filter(
        on(clock.today()), organisation=base.subject.organisation_id, role=Role.INCUBATOR
    )
    return set(rows.values_list("user_id", flat=True))


@about(TYPE)
def _about(_viewer: Viewer, case: Case) -> Iterator[Line]:
    """Which base, and how it is reached."""
    base = base_in(case)
    if base is not None:
        yield Line(_("创业基地"), base.subject.name, reverse("bases:public", args=[base.subject_id]))
        if base.telephone:
            yield Line(_("招商电话"), base.telephone)
