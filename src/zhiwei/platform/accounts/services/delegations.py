"""Standing in during leave: arranged by the holder of the role or by a superior, for named days."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from zhiwei.platform.accounts.acts import announce
from zhiwei.platform.accounts.divisions import covered_by
from zhiwei.platform.accounts.models import Delegation, Membership, User
from zhiwei.platform.accounts.models.memberships import on
from zhiwei.platform.accounts.rights import Viewer
from zhiwei.platform.accounts.roles import DELEGABLE, LEVELS, OFFICIALS
from zhiwei.platform.accounts.services.refused import NotAllowed, Refused
from zhiwei.platform.kit import clock


def is_superior(viewer: Viewer, membership: Membership) -> bool:
    """Whether a role of the viewer's own stands above: general government, or the same authority, of a division above."""
    return any(
        not held.acting_for
        and (held.role in LEVELS or held.role == membership.role)
        and held.division != membership.division
        and membership.division in covered_by(held.division)
        for held in viewer.grants
        if held.role in OFFICIALS
    )


def may_arrange(viewer: Viewer, membership: Membership) -> bool:
    """Whether the viewer is the holder or a superior."""
    return viewer.user_id == membership.user_id or is_superior(viewer, membership)


def delegate(
    viewer: Viewer, membership: Membership, *, to_user: User, from_day: date, to_day: date, why: str
) -> Delegation:
    """Let another official act in a membership's place from a day to a day. Raises :class:`Refused`, NotAllowed."""
    if viewer.user_id is None or not may_arrange(viewer, membership):
        raise NotAllowed(viewer, "delegations.make")
    if membership.role not in DELEGABLE:
        raise Refused(_("这一角色不能由他人代理。"))
    _check_days(membership, from_day, to_day)
    _check_stand_in(membership, to_user, from_day)
    if not why.strip():
        raise Refused(_("请写明事由。"))
    with transaction.atomic():
        Membership.objects.select_for_update().get(pk=membership.pk)
        others = membership.delegations.filter(ended_at=None, from_day__lte=to_day, to_day__gte=from_day)
        if others.exists():
            raise Refused(_("这段时间已安排了代理人。"))
        made = Delegation.objects.create(
            membership=membership,
            to_user=to_user,
            from_day=from_day,
            to_day=to_day,
            why=why.strip(),
            made_by_id=viewer.user_id,
        )
        announce(
            viewer,
            "delegations.make",
            kind="user",
            key=str(membership.user.uuid),
            division=membership.division,
            detail=_told(made),
        )
    return made


def end_delegation(viewer: Viewer, delegation: Delegation) -> None:
    """End a stand-in at once: by the holder, a superior or the stand-in himself. Raises :class:`Refused`, NotAllowed."""
    membership = delegation.membership
    if not may_arrange(viewer, membership) and viewer.user_id != delegation.to_user_id:
        raise NotAllowed(viewer, "delegations.make")
    if delegation.ended_at is not None:
        raise Refused(_("这项代理已经结束。"))
    with transaction.atomic():
        delegation.ended_at = clock.now()
        delegation.save(update_fields=["ended_at"])
        announce(
            viewer,
            "delegations.end",
            kind="user",
            key=str(membership.user.uuid),
            division=membership.division,
            detail=_told(delegation),
            permission="delegations.make",
        )


def candidates(membership: Membership, day: date) -> list[User]:
    """The officials who may stand in for a membership on a day: those of its division, of the city and the province."""
    near = {membership.division} | {
        code for code in _divisions_of_officials(day) if membership.division in covered_by(code)
    }
    held = Membership.objects.filter(on(day), role__in=sorted(DELEGABLE), division__in=sorted(near))
    found = User.objects.filter(is_active=True, memberships__in=held).exclude(pk=membership.user_id)
    return list(found.distinct().order_by("display_name", "pk"))


def _divisions_of_officials(day: date) -> set[str]:
    return set(
        Membership.objects.filter(on(day), role__in=sorted(DELEGABLE)).values_list("division", flat=True)
    )


def _check_days(membership: Membership, from_day: date, to_day: date) -> None:
    if to_day < from_day:
        raise Refused(_("终止日期早于起始日期。"))
    if to_day < clock.today():
        raise Refused(_("代理不能补办：终止日期已过。"))
    if from_day < membership.from_day or (membership.to_day is not None and to_day > membership.to_day):
        raise Refused(_("代理的日期超出任职的日期。"))


def _check_stand_in(membership: Membership, to_user: User, day: date) -> None:
    if to_user.pk == membership.user_id:
        raise Refused(_("不能由本人代理本人。"))
    official = to_user.memberships.filter(on(day) & Q(role__in=sorted(DELEGABLE))).exists()
    if not to_user.is_active or not official:
        raise Refused(_("代理人须是在任的公职人员。"))


def _told(delegation: Delegation) -> dict[str, str]:
    return {
        "membership": f"{delegation.membership.user}（{delegation.membership.organisation}）",
        "stand_in": str(delegation.to_user),
        "from": delegation.from_day.isoformat(),
        "to": delegation.to_day.isoformat(),
        "why": delegation.why,
    }
