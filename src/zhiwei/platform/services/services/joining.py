"""The agency's people as parties to an order's case, those who joined the agency later included."""

from __future__ import annotations

from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.cases.models import Participant
from zhiwei.platform.services.models import Order


def join(order: Order, user_id: int) -> None:
    """Make somebody of the agency a party; again does nothing."""
    Participant.objects.get_or_create(case=order.case, user_id=user_id, role=Role.AGENCY.value)


def join_as(viewer: Viewer, order: Order) -> None:
    """The same for a viewer, if he is of the agency today."""
    if viewer.user_id is not None and order.agency.organisation_id in viewer.organisation_ids:
        join(order, viewer.user_id)
