"""What the audit calls a subject."""

from __future__ import annotations

from uuid import UUID

from django.urls import reverse

from zhiwei.platform.audit.upwards import Record
from zhiwei.platform.subjects.models import Subject


def find(key: str) -> Record | None:
    """The subject of a key, by its present name."""
    try:
        found = Subject.objects.filter(pk=UUID(key)).first()
    except ValueError:
        return None
    return Record(found.name, reverse("subjects:detail", args=[found.pk])) if found else None
