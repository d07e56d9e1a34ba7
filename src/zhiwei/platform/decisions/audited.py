"""What the audit calls a local decision."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.urls import reverse

from zhiwei.platform.audit.upwards import Record
from zhiwei.platform.decisions.models import Filing, State


def find(key: str) -> Record | None:
    """The decision of a key, by its document number."""
    try:
        found = Filing.objects.filter(pk=UUID(key)).first()
    except ValueError:
        return None
    return Record(found.document, reverse("decisions:office-detail", args=[found.pk])) if found else None


def words(detail: Mapping[str, Any]) -> Mapping[str, str]:
    """The state it was in."""
    states = {str(value): str(label) for value, label in State.choices}
    return {"state": states[detail["state"]]} if detail.get("state") in states else {}
