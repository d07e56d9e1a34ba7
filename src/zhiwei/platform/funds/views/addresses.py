"""Where pages of the room are linked from a subject's page."""

from __future__ import annotations

from urllib.parse import urlencode

from django.urls import reverse

from zhiwei.platform.funds.ventures.register import VENTURE
from zhiwei.platform.subjects.models import Guarantee, Subject


def venture(subject: Subject) -> str | None:
    """The register of a venture capital institution; None for any other subject."""
    return reverse("funds:venture", args=[subject.pk]) if subject.entity == VENTURE else None


def provincial_compensation(subject: Subject) -> str | None:
    """The application to the province for a guarantee; None for any other subject."""
    return _apply("guarantee_province", subject)


def local_compensation(subject: Subject) -> str | None:
    """The application to the city or county for a guarantee; None for any other subject."""
    return _apply("guarantee_local", subject)


def _apply(kind: str, subject: Subject) -> str | None:
    if subject.entity != "guarantee":
        return None
    one = Guarantee.objects.filter(subject=subject, struck_at=None).first()
    if one is None:
        return None
    named = urlencode({"contract": one.contract})
    return f"{reverse('cases:own-new', args=[kind, one.guarantor_id])}?{named}"
