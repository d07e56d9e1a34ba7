"""Giving and ending roles."""

from __future__ import annotations

from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from zhiwei.platform.accounts.acts import announce
from zhiwei.platform.accounts.divisions import level_of
from zhiwei.platform.accounts.models import Membership, Organisation, User
from zhiwei.platform.accounts.rights import Viewer
from zhiwei.platform.accounts.roles import ADMINISTRATORS, LEVELS, OFFICIALS, Role
from zhiwei.platform.accounts.services.refused import Refused, demand


def grant(
    viewer: Viewer,
    user: User,
    *,
    organisation: Organisation,
    role: Role,
    division: str = "",
    from_day: date,
    to_day: date | None = None,
    source: str = "office",
) -> Membership:
    """Give a user a role from a day to a day, both included. Raises :class:`Refused`, NotAllowed."""
    demand(viewer, "users.manage")
    if viewer.user_id == user.pk:
        raise Refused(_("不能给自己授予角色，请另一位安全保密管理员办理。"))
    _check_place(role, division)
    if to_day is not None and to_day < from_day:
        raise Refused(_("终止日期早于起始日期。"))
    try:
        with transaction.atomic():
            User.objects.select_for_update().get(pk=user.pk)
            _check_apart(user, role)
            _check_once(user, organisation, role, division, from_day, to_day)
            made = Membership.objects.create(
                user=user,
                organisation=organisation,
                role=role,
                division=division,
                from_day=from_day,
                to_day=to_day,
                source=source,
            )
            announce(
                viewer, "roles.grant", kind="user", key=str(user.uuid), division=division, detail=_told(made)
            )
    except IntegrityError as error:
        raise Refused(_apart()) from error
    return made


def end(viewer: Viewer, membership: Membership, day: date) -> None:
    """Make a day the last of a role, and of those who stand in for it. Raises :class:`Refused`, NotAllowed."""
    demand(viewer, "users.manage")
    if viewer.user_id == membership.user_id:
        raise Refused(_("不能终止自己的角色，请另一位安全保密管理员办理。"))
    if day < membership.from_day:
        raise Refused(_("终止日期早于起始日期。"))
    with transaction.atomic():
        membership.to_day = day
        membership.save(update_fields=["to_day"])
        user = membership.user
        announce(
            viewer,
            "roles.end",
            kind="user",
            key=str(user.uuid),
            division=membership.division,
            detail=_told(membership),
        )


def _check_place(role: Role, division: str) -> None:
    if role in LEVELS and level_of(division) != LEVELS[role]:
        raise Refused(_("%(role)s须在同级行政区划任职。") % {"role": role.label})
    if role in OFFICIALS and not level_of(division):
        raise Refused(_("没有这个行政区划：%(code)s") % {"code": division or "—"})
    if role not in OFFICIALS and division:
        raise Refused(_("%(role)s不按行政区划任职。") % {"role": role.label})


def _check_apart(user: User, role: Role) -> None:
    held = {Role(one) for one in user.memberships.values_list("role", flat=True)}
    administrator = role in ADMINISTRATORS or not ADMINISTRATORS.isdisjoint(held)
    if administrator and (held or user.stands_in.exists()):
        raise Refused(_apart())


def _apart() -> str:
    return _("系统管理员、安全保密管理员、安全审计员三者分离：一人只任其一，且不兼任其他角色。")


def _check_once(
    user: User, organisation: Organisation, role: Role, division: str, from_day: date, to_day: date | None
) -> None:
    same = Membership.objects.filter(user=user, organisation=organisation, role=role, division=division)
    for one in same:
        begins_before_end = to_day is None or one.from_day <= to_day
        if begins_before_end and (one.to_day is None or from_day <= one.to_day):
            raise Refused(_("此人在这段时间已有同一角色。"))


def _told(membership: Membership) -> dict[str, str]:
    return {
        "role": membership.role,
        "organisation": membership.organisation.name,
        "from": membership.from_day.isoformat(),
        "to": membership.to_day.isoformat() if membership.to_day else "",
        "source": membership.source,
    }
