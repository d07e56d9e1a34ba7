"""Which invitations to cases count for a viewer: in a role he holds today, for a body he was invited for."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from zhiwei.platform.accounts.models import Membership
from zhiwei.platform.accounts.models.memberships import on
from zhiwei.platform.accounts.roles import ADMINISTRATORS, OFFICIALS, Role
from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.cases.models import Participant

PERSONAL = frozenset({Role.EXPERT})
"""Roles in which somebody is invited himself; in every other he is for a body and while he belongs to it."""


def invitations(viewer: Viewer) -> QuerySet[Participant]:
    """The viewer's invitations that count today.

    An invitation does not say for which body it was given: it was for one of those to which the viewer belonged in its
    role on its day, and one of them he must belong to still.
    """
    held = {(g.role, g.organisation_id) for g in viewer.grants if g.role not in OFFICIALS | ADMINISTRATORS}
    if viewer.user_id is None or not held:
        return Participant.objects.none()
    counts = Q(pk__in=[])
    for role in {role for role, _body in held}:
        given = Q(role=role.value)
        counts |= given if role in PERSONAL else given & Q(_then_and_now(viewer, role))
    return Participant.objects.filter(counts, user=viewer.user_id)


def invited(viewer: Viewer) -> Q:
    """The condition that the viewer is invited to a case, by an invitation that counts."""
    return Q(pk__in=invitations(viewer).values("case"))


def _then_and_now(viewer: Viewer, role: Role) -> Exists:
    bodies = {grant.organisation_id for grant in viewer.grants if grant.role == role}
    return Exists(
        Membership.objects.filter(
            on(OuterRef("invited_at__date")), user=viewer.user_id, role=role.value, organisation__in=bodies
        )
    )
