"""The register of experts, kept by general government of the place they advise in."""

from __future__ import annotations

from collections.abc import Collection

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from zhiwei.platform.accounts import queries as people
from zhiwei.platform.accounts.divisions import level_of
from zhiwei.platform.accounts.models import User
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.experts import routing
from zhiwei.platform.experts.models import Background, Expert, Expertise, Field, Session
from zhiwei.platform.experts.services.common import Fault, Refused, record
from zhiwei.platform.kit import clock

KEEP = "experts.keep"


def register(
    viewer: Viewer, user: User, *, background: str, division: str, fields: Collection[str], introduction: str = ""
) -> Expert:  # fmt: skip
    """Take somebody who logs in as an expert into the group; he sees the waiting questions of his fields at once.

    Raises Refused with every fault, PermissionDenied outside the viewer's divisions.
    """
    _must(viewer, division)
    faults = _faults(background, division, fields)
    if not people.viewer(user).has(Role.EXPERT):
        faults.append(Fault("user", _("%(name)s 没有专家账号；先由安全保密管理员授予") % {"name": user}))
    if Expert.objects.filter(user=user).exists():
        faults.append(Fault("user", _("%(name)s 已在专家名册里") % {"name": user}))
    if faults:
        raise Refused(faults)
    with transaction.atomic():
        try:
            with transaction.atomic():
                made = Expert.objects.create(
                    user=user, background=background, division=division, introduction=introduction.strip(),
                    made_by_id=viewer.user_id,
                )  # fmt: skip
        except IntegrityError:  # somebody else was quicker
            raise Refused([Fault("user", _("%(name)s 已在专家名册里") % {"name": user})]) from None
        _set(made, fields)
        routing.catch_up(made)
        _record(viewer, "experts.register", made, fields=sorted(fields), background=background)
    return made


def change(
    viewer: Viewer, expert: Expert, *, background: str, division: str, fields: Collection[str], introduction: str = ""
) -> Expert:  # fmt: skip
    """Change fields, place and words; waiting questions of fields that are his no more leave his desk."""
    _must(viewer, expert.division)
    _must(viewer, division)
    if faults := _faults(background, division, fields):
        raise Refused(faults)
    with transaction.atomic():
        held = Expert.objects.select_for_update().get(pk=expert.pk)
        if held.state != Expert.State.ACTIVE:
            raise Refused([Fault("", _("这位专家已经退出"))])
        held.background, held.division, held.introduction = background, division, introduction.strip()
        held.save()
        _set(held, fields)
        routing.catch_up(held)
        _record(viewer, "experts.change", held, fields=sorted(fields), background=background)
    return held


def end(viewer: Viewer, expert: Expert) -> Expert:
    """Let an expert leave; he sees no waiting question any more. Refused while sessions of his are to come."""
    _must(viewer, expert.division)
    with transaction.atomic():
        held = Expert.objects.select_for_update().get(pk=expert.pk)
        faults = []
        if held.state != Expert.State.ACTIVE:
            faults.append(Fault("", _("这位专家已经退出")))
        coming = held.sessions.filter(state=Session.State.OPEN, day__gte=clock.today()).count()
        if coming:
            faults.append(Fault("", _("还有 %(n)d 个未到日期的场次，请先取消") % {"n": coming}))
        if faults:
            raise Refused(faults)
        held.state, held.ended_on = Expert.State.ENDED, clock.today()
        held.save()
        routing.catch_up(held)
        _record(viewer, "experts.end", held)
    return held


def _faults(background: str, division: str, fields: Collection[str]) -> list[Fault]:
    faults = []
    if background not in Background.values:
        faults.append(Fault("background", _("请选择专家来自哪里")))
    if not level_of(division):
        faults.append(Fault("division", _("没有这个地区")))
    if not fields or set(fields) - set(Field.values):
        faults.append(Fault("fields", _("请至少选择一个领域")))
    return faults


def _set(expert: Expert, fields: Collection[str]) -> None:
    expert.expertise.exclude(field__in=fields).delete()
    for one in sorted(set(fields)):
        Expertise.objects.get_or_create(expert=expert, field=one)


def _must(viewer: Viewer, division: str) -> None:
    if not viewer.may(KEEP, division=division):
        raise PermissionDenied(_("您只能登记本地区的专家"))


def _record(viewer: Viewer, act: str, expert: Expert, **detail: object) -> None:
    record(viewer, act, "expert", expert.pk, expert.division, KEEP, **detail)
