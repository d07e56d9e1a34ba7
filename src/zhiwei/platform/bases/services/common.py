"""What the services of the room share."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.bases import queries
from zhiwei.platform.bases.models import Base
from zhiwei.platform.kit import refusals
from zhiwei.platform.kit.refusals import Fault
from zhiwei.platform.subjects import trail

__all__ = ["Fault", "Refused", "keeper", "record"]


class Refused(refusals.Refused):
    """An act on a base that cannot be done."""


def keeper(viewer: Viewer, base: Base) -> None:
    """Raise PermissionDenied for who does not keep the registers of a base."""
    if not queries.may_keep(viewer, base):
        raise PermissionDenied(_("您不能登记这个基地的入驻和毕业情况"))


def record(viewer: Viewer, act: str, base: Base, permission: str, **detail: Any) -> None:
    """Write an act to the audit, as the last step of its transaction."""
    trail.record(viewer, act, base.subject, permission, **detail)
