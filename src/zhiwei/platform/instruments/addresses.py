"""Where the pages of a platform or a firm stand, for links of rooms below."""

from __future__ import annotations

from zhiwei.platform.instruments.models import Platform
from zhiwei.platform.subjects.models import Subject

PLATFORM = "service_platform"
"""The kind of subject that a platform is."""


def office_page(subject: Subject) -> str | None:
    """The officials' page of a platform."""
    return f"/office/instruments/{subject.pk}/" if _is_platform(subject) else None


def own_page(subject: Subject) -> str | None:
    """The keeper's page of a platform."""
    return f"/my/platforms/{subject.pk}/" if _is_platform(subject) else None


def _is_platform(subject: Subject) -> bool:
    """Whether the room keeps a platform of the subject; other registers speak of service platforms too."""
    return subject.entity == PLATFORM and Platform.objects.filter(pk=subject.pk).exists()


def firm_page(subject: Subject) -> str | None:
    """A firm's bookings."""
    return "/my/instruments/" if subject.entity == "enterprise" else None
