"""What the services of the room share."""

from __future__ import annotations

from typing import Any

from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.audit import log
from zhiwei.platform.training.faults import Fault, Refused
from zhiwei.platform.training.models import Course

__all__ = ["Fault", "Refused", "record", "record_course"]


def record(
    viewer: Viewer, act: str, permission: str, *, kind: str, key: object, division: str, **detail: Any
) -> None:
    """Write an act to the audit, as the last step of its transaction."""
    log.record(viewer, act, kind=kind, key=str(key), division=division, detail=detail, permission=permission)


def record_course(viewer: Viewer, act: str, permission: str, course: Course, **detail: Any) -> None:
    """An act on a course."""
    record(viewer, act, permission, kind="course", key=course.pk, division=course.division, **detail)
