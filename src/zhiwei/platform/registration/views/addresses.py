"""Where the registration of an enterprise is linked from its page."""

from __future__ import annotations

from django.urls import reverse

from zhiwei.platform.subjects.models import Subject


def office_page(subject: Subject) -> str | None:
    """The officials' page; None for what is no enterprise."""
    return reverse("registration:office-firm", args=[subject.pk]) if subject.entity == "enterprise" else None


def own_page(subject: Subject) -> str | None:
    """The enterprise's own page; None for what is no enterprise."""
    return reverse("registration:firm", args=[subject.pk]) if subject.entity == "enterprise" else None
