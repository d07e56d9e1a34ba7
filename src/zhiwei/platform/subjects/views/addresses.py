"""Where the records of a subject's business are linked from its own page."""

from __future__ import annotations

from django.urls import reverse

from zhiwei.platform.subjects.models import Subject
from zhiwei.platform.subjects.services.records import LENDERS


def guarantor_page(subject: Subject) -> str | None:
    """A guarantor's guarantees; None for any other subject."""
    return reverse("subjects:own-records", args=[subject.pk]) if subject.entity == "guarantor" else None


def lender_page(subject: Subject) -> str | None:
    """A lender's loans; None for any other subject."""
    return reverse("subjects:own-records", args=[subject.pk]) if subject.entity in LENDERS else None
