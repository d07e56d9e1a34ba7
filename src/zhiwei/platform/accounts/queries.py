"""What may be asked about people and their roles."""

from __future__ import annotations

from datetime import date

from zhiwei.platform.accounts.models import Delegation, Membership, User
from zhiwei.platform.accounts.models.memberships import on
from zhiwei.platform.accounts.rights import Grant, Viewer
from zhiwei.platform.accounts.roles import ADMINISTRATORS, DELEGABLE, STAFF, Role
from zhiwei.platform.kit import clock


def grants(user: User, day: date) -> tuple[Grant, ...]:
    """The roles that count for a user on a day: his own, then, while he is an official himself, those he stands in for."""
    own = (
        Membership.objects.filter(on(day), user=user)
        .select_related("organisation")
        .order_by("from_day", "pk")
    )
    stood_in = (
        Delegation.objects.filter(on(day), to_user=user, ended_at=None, membership__user__is_active=True)
        .select_related("membership__organisation", "membership__user")
        .order_by("from_day", "pk")
    )
    found = [_grant(membership) for membership in own]
    own_roles = {grant.role for grant in found}
    if own_roles.isdisjoint(DELEGABLE) or not own_roles.isdisjoint(ADMINISTRATORS):
        return tuple(found)
    for delegation in stood_in:
        membership = delegation.membership
        holds = membership.from_day <= day and (membership.to_day is None or day <= membership.to_day)
        if holds and membership.role in DELEGABLE:
            found.append(_grant(membership, acting_for=f"{membership.user}（{membership.organisation}）"))
    return tuple(found)


def viewer(user: User, *, origin: str = "", strong: bool = True, day: date | None = None) -> Viewer:
    """The viewer a user is on a day (today). Without a second factor (``strong``) an official's roles do not count."""
    day = day or clock.today()
    held = grants(user, day) if user.is_active else ()
    weak = not strong and any(grant.role in STAFF for grant in held)
    return Viewer(
        user_id=user.pk,
        name=str(user),
        grants=() if weak else held,
        day=day,
        origin=origin,
        needs_factor=weak,
    )


def home_of(user: User) -> str:
    """The division of a user's office or of the body he belongs to today; '' where he has neither or it has none."""
    held = Membership.objects.filter(on(clock.today()), user=user).select_related("organisation")
    places = (one.division or one.organisation.division for one in held.order_by("from_day", "pk"))
    return next(filter(None, places), "")


def _grant(membership: Membership, acting_for: str = "") -> Grant:
    return Grant(
        role=Role(membership.role),
        organisation_id=membership.organisation_id,
        organisation=membership.organisation.name,
        division=membership.division,
        membership_id=membership.pk,
        acting_for=acting_for,
    )
