"""Where the pages of the room are linked from a subject's page."""

from __future__ import annotations

from django.urls import reverse

from zhiwei.platform.agencies.models import Body, Platform
from zhiwei.platform.agencies.rules import ENTITY
from zhiwei.platform.subjects.models import Subject


def own_page(subject: Subject) -> str | None:
    """The own page of an agency or platform; None for any other subject."""
    return reverse("agencies:own", args=[subject.pk]) if subject.entity in (ENTITY, "agency") else None


def office_page(subject: Subject) -> str | None:
    """The officials' page of a registered platform or listed body; None for any other subject."""
    if subject.entity == ENTITY and Platform.objects.filter(subject=subject).exists():
        return reverse("agencies:platform", args=[subject.pk])
    if subject.entity == "agency" and Body.objects.filter(subject=subject).exists():
        return reverse("agencies:body", args=[subject.pk])
    return None
