"""What the services of the room share."""

from __future__ import annotations

from typing import Any

from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.audit import log
from zhiwei.platform.kit import refusals
from zhiwei.platform.kit.refusals import Fault

__all__ = ["Fault", "Refused", "record"]


class Refused(refusals.Refused):
    """Something with experts that cannot be done."""


def record(
    viewer: Viewer, act: str, kind: str, key: object, division: str, permission: str, **detail: Any
) -> None:
    """Write an act to the audit, as the last step of its transaction."""
    log.record(viewer, act, kind=kind, key=str(key), division=division, detail=detail, permission=permission)
