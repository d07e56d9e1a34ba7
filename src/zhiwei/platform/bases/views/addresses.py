"""Where the pages of the room are linked from a subject's page."""

from __future__ import annotations

from django.urls import reverse

from zhiwei.platform.subjects.models import Subject

BASE, FIRM, DESIGN = "base", "enterprise", "design_base"


def office_page(subject: Subject) -> str | None:
    """The officials' page of a base; None for any other subject."""
    return reverse("bases:office", args=[subject.pk]) if subject.entity == BASE else None


def own_page(subject: Subject) -> str | None:
    """The operator's own page; None for any other subject."""
    return reverse("bases:own", args=[subject.pk]) if subject.entity == BASE else None


def office_places(subject: Subject) -> str | None:
    """Where a firm stands in bases, clusters and chains, for officials."""
    return reverse("bases:office-places", args=[subject.pk]) if subject.entity == FIRM else None


def own_places(subject: Subject) -> str | None:
    """The same for the firm."""
    return reverse("bases:own-places", args=[subject.pk]) if subject.entity == FIRM else None


def own_land(subject: Subject) -> str | None:
    """Where a firm or a base asks for land."""
    return reverse("bases:own-land", args=[subject.pk]) if subject.entity in (BASE, FIRM) else None


def office_design(subject: Subject) -> str | None:
    """The officials' page of a design base."""
    return reverse("bases:design-one", args=[subject.pk]) if subject.entity == DESIGN else None


def own_design(subject: Subject) -> str | None:
    """The operator's page of a design base."""
    return reverse("bases:own-design", args=[subject.pk]) if subject.entity == DESIGN else None
