"""Who belongs to the divisions of an auditor, and what the audit calls people: the room of accounts lies below it."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from zhiwei.platform.accounts.models import Membership, User
from zhiwei.platform.accounts.rights import Viewer
from zhiwei.platform.audit import upwards


def hand_in() -> None:
    """At the start of the platform."""
    upwards.add_record(
        "user", User, tell, key="uuid", found_by=("display_name__icontains", "username__iexact")
    )


def tell(user: User) -> upwards.Record:
    """A user by his name; the page of users is their administrator's alone."""
    return upwards.Record(str(user))


def called(number: object) -> str:
    """A user by the number that acts keep of him, '' where it is nobody's."""
    user = User.objects.filter(pk=number).first() if isinstance(number, int) else None
    return str(user) if user is not None else ""


def of_divisions(viewer: Viewer) -> QuerySet[Membership, int]:
    """The users who hold or held an office in the viewer's divisions, or belong to a body that sits there."""
    near = sorted(viewer.divisions)
    held = Membership.objects.filter(Q(division__in=near) | Q(division="", organisation__division__in=near))
    return held.values_list("user", flat=True)
