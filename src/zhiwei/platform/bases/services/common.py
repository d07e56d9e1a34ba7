"""What the services of the room share."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.audit import log
from zhiwei.platform.bases import queries
from zhiwei.platform.bases.models import Base


@dataclass(frozen=True, slots=True)
class Fault:
    """What stands against an act; ``field`` names the box it belongs to, '' for the whole."""

    field: str
    text: str


class Refused(Exception):
    """An act that cannot be done; ``faults`` say why, all at once."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = list(faults)
        super().__init__(self.faults)

    def __str__(self) -> str:
        return "；".join(one.text for one in self.faults)


def keeper(viewer: Viewer, base: Base) -> None:
    """Raise PermissionDenied for who does not keep the registers of a base."""
    if not queries.may_keep(viewer, base):
        raise PermissionDenied(_("您不能登记这个基地的入驻和毕业情况"))


def record(viewer: Viewer, act: str, base: Base, permission: str, **detail: Any) -> None:
    """Write an act to the audit, as the last step of its transaction."""
    subject = base.subject
    log.record(
        viewer,
        act,
        kind="subject",
        key=str(subject.pk),
        division=subject.division,
        detail=detail,
        permission=permission,
    )
