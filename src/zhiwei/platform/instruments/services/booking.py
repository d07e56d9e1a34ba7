"""A firm books: its case opens, the rulebook sets the price and the slot is held, in one transaction."""

from __future__ import annotations

from zhiwei.platform.accounts.models import Membership
from zhiwei.platform.accounts.models.memberships import on
from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.cases import services as cases
from zhiwei.platform.cases.models import Origin, Participant
from zhiwei.platform.instruments.models import Booking, Resource, Slot
from zhiwei.platform.instruments.queries import KEEPERS
from zhiwei.platform.kit import clock
from zhiwei.platform.subjects.models import Subject

TYPE = "instrument_booking"


def book(
    viewer: Viewer, firm: Subject, resource: Resource, *, slot: Slot | None = None, purpose: str, key: str
) -> Booking:
    """Ask for a use; the same key again gives the same booking.

    Raises the cases' Refused with every reason why not, PermissionDenied for another's firm.
    """
    content = {"resource": str(resource.pk), "purpose": purpose}
    if slot is not None:
        content["slot"] = str(slot.pk)
    case = cases.open_case(viewer, TYPE, firm, key=key, origin=Origin.APPLICANT.value, content=content)
    rows = Booking.objects.select_related("case", "resource", "platform__subject", "firm", "slot")
    return rows.get(case=case)


def invite_keepers(booking: Booking) -> None:
    """Make the platform's people parties to a booking's case; again does nothing."""
    held = Membership.objects.filter(
        on(clock.today()),
        organisation=booking.platform.subject.organisation_id,
        role__in=[one.value for one in KEEPERS],
    )
    for user, role in set(held.values_list("user_id", "role")):
        Participant.objects.get_or_create(case=booking.case, user_id=user, role=role)


def join(viewer: Viewer, booking: Booking) -> None:
    """The same for a viewer who joined the platform's people later."""
    own = booking.platform.subject.organisation_id
    for grant in viewer.grants:
        if grant.organisation_id == own and grant.role in KEEPERS and viewer.user_id is not None:
            Participant.objects.get_or_create(
                case=booking.case, user_id=viewer.user_id, role=grant.role.value
            )
