"""What other rooms published fulfils yearly duties: it is entered as done and published, with its document and address."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from zhiwei.platform.accounts.duties import fulfilled
from zhiwei.platform.accounts.rights import Viewer
from zhiwei.platform.kit import clock
from zhiwei.platform.wheel.duties import duty as find
from zhiwei.platform.wheel.models import Kind
from zhiwei.platform.wheel.services import enter


@receiver(fulfilled)
def done(
    viewer: Viewer,
    duty: str,
    year: int,
    division: str,
    document: str,
    summary: str,
    address: str,
    **_more: Any,
) -> None:
    """Enter both. Raises KeyError for a duty that the wheel does not know, and what entering it refuses."""
    owed = find(duty)
    if owed is None:
        raise KeyError(duty)
    said = {"day": clock.today(), "document": document, "summary": summary, "address": address}
    for kind in (Kind.DONE, Kind.PUBLISHED):
        enter(viewer, owed, year, division, kind, said)
