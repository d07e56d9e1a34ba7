"""Where the pages of a platform or a firm stand, for links of rooms below."""

from __future__ import annotations

from zhiwei.platform.subjects.models import Subject

PLATFORM = "service_platform"
"""The kind of subject that a platform is."""


def office_page(subject: Subject) -> str | None:
    """The officials' page of a platform."""
    return f"/office/instruments/{subject.pk}/" if subject.entity == PLATFORM else None


def own_page(subject: Subject) -> str | None:
    """The keeper's page of a platform."""
    return f"/my/platforms/{subject.pk}/" if subject.entity == PLATFORM else None


def firm_page(subject: Subject) -> str | None:
    """A firm's bookings."""
    return "/my/instruments/" if subject.entity == "enterprise" else None
