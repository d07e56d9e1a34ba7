"""Where a case is read, for rooms below that only hold its key, or that of a receipt."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.cases import queries
from zhiwei.platform.cases.titles import named


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


def resting_on(viewer: Viewer, receipt: UUID) -> Iterator[tuple[str, str, str]]:
    """The cases that a receipt was made in or for and that the viewer may open, in the office or on his own pages."""
    rows = queries.visible(viewer).filter(Q(receipt=receipt) | Q(steps__receipt=receipt))
    own = set(queries.own(viewer).filter(pk__in=rows.values("pk")).values_list("pk", flat=True))
    for case in rows:
        name = "cases:own-case" if case.pk in own else "cases:office-case"
        yield _("办件"), f"{case.number} {named(case)}", reverse(name, args=[case.pk])
