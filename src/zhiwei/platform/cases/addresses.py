"""Where a case is read, for rooms below that only hold its key."""

from __future__ import annotations

from uuid import UUID

from django.urls import reverse

from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.cases import queries


def address_of(viewer: Viewer, key: str, office: bool) -> tuple[str, str] | None:
    """Number and page of a case, in the office or on the viewer's own pages; None where there is none or he may not open it."""
    try:
        wanted = UUID(key)
    except ValueError:
        return None
    rows = queries.visible(viewer) if office else queries.own(viewer)
    found = rows.filter(pk=wanted).first()
    name = "cases:office-case" if office else "cases:own-case"
    return (found.number, reverse(name, args=[wanted])) if found else None
