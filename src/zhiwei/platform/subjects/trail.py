"""Acts on subjects, written to the audit."""

from __future__ import annotations

from typing import Any

from zhiwei.platform.accounts.rights import Viewer
from zhiwei.platform.audit import log
from zhiwei.platform.subjects.models import Subject


def record(viewer: Viewer, act: str, subject: Subject, permission: str = "", **detail: Any) -> None:
    """Write an act on a subject to the audit, as the last step of its transaction.

    ``permission`` names the row of the table of permissions that allows it, where that is not ``act`` itself.
    """
    log.record(
        viewer, act, kind="subject", key=str(subject.pk), division=subject.division, detail=detail,
        permission=permission,
    )  # fmt: skip
