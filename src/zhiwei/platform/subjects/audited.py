"""What the audit calls a subject."""

from __future__ import annotations

from django.urls import reverse

from zhiwei.platform.audit.upwards import Record
from zhiwei.platform.subjects.models import Subject


def tell(subject: Subject) -> Record:
    """A subject by its present name."""
    return Record(subject.name, reverse("subjects:detail", args=[subject.pk]))
