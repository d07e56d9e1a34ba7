"""What may be asked of the register of decisions, by whom."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from zhiwei.platform.accounts.viewer import ANONYMOUS, Viewer
from zhiwei.platform.decisions.matrix import matrix
from zhiwei.platform.decisions.models import PUBLIC, Ending, Filing, State
from zhiwei.platform.decisions.register import chosen, in_force, stamp
from zhiwei.platform.subjects.queries import divisions_for

__all__ = [
    "address_of", "chosen", "endings_to_check", "filings_for", "in_force", "matrix", "own", "public", "stamp", "to_check",
    "visible",
]  # fmt: skip


def public() -> QuerySet[Filing]:
    """Every filing that took effect, the latest first."""
    return Filing.objects.filter(state__in=PUBLIC, filed_on__isnull=False).order_by("-filed_on", "-made_at")


def visible(viewer: Viewer = ANONYMOUS) -> QuerySet[Filing]:
    """What a viewer may see: what took effect, and as an official every filing of the divisions he covers."""
    seen = Q(state__in=PUBLIC, filed_on__isnull=False)
    return own(viewer) if viewer.is_system else Filing.objects.filter(seen | Q(division__in=viewer.divisions))


def own(viewer: Viewer) -> QuerySet[Filing]:
    """The filings of the divisions an official covers, in whatever state; nothing for anybody else."""
    rows = Filing.objects.order_by("-made_at")
    return rows if viewer.is_system else rows.filter(division__in=viewer.divisions)


def to_check(viewer: Viewer) -> QuerySet[Filing]:
    """The filings that wait for a check and that the viewer may check: of others, where he may approve."""
    waiting = own(viewer).filter(
        state=State.SUBMITTED, division__in=divisions_for(viewer, "decisions.approve")
    )
    return waiting.exclude(made_by=viewer.user_id)


def endings_to_check(viewer: Viewer) -> QuerySet[Ending]:
    """The proposals of others to end a decision in effect that the viewer may agree to."""
    places = divisions_for(viewer, "decisions.approve")
    waiting = Ending.objects.filter(state=Ending.State.WAITING, filing__division__in=places)
    return waiting.exclude(made_by=viewer.user_id).select_related("filing", "made_by")


def filings_for(sentence: str) -> QuerySet[Filing]:
    """The public filings that fill or decline a sentence."""
    return public().filter(sentence=sentence)


def address_of(decision: Mapping[str, Any]) -> str | None:
    """The page of a decision as an explanation shows it (``step["decision"]``), None if it is in no register."""
    found: UUID | None = (
        public()
        .filter(
            division=decision["division"], document=decision["document"], sentence=decision["sentence"],
            from_day=decision["from"], filed_on=decision["filed_on"],
        )
        .values_list("pk", flat=True)
        .first()
    )  # fmt: skip
    return f"/decisions/{found}/" if found else None
