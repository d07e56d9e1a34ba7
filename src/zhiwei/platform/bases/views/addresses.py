"""Where the pages of a base are linked from its subject's page."""

from __future__ import annotations

from django.urls import reverse

from zhiwei.platform.subjects.models import Subject


def office_page(subject: Subject) -> str | None:
    """The officials' page of a base; None for any other subject."""
    return reverse("bases:office", args=[subject.pk]) if subject.entity == "base" else None


def own_page(subject: Subject) -> str | None:
    """The operator's own page; None for any other subject."""
    return reverse("bases:own", args=[subject.pk]) if subject.entity == "base" else None
