"""Writing down acts: what was done, by whom, to which record."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from zhiwei.platform.accounts.permissions import PERMISSIONS
from zhiwei.platform.accounts.rights import ANYWHERE, Viewer
from zhiwei.platform.audit.chain import append
from zhiwei.platform.audit.models import Act


def record(
    viewer: Viewer,
    act: str,
    *,
    kind: str,
    key: str,
    division: str = "",
    detail: Mapping[str, Any] | None = None,
    permission: str = "",
) -> Act:
    """Append an act to the chain, inside the caller's transaction, as its last step.

    ``permission`` names the row of the table of permissions by which it was allowed, where that is not ``act`` itself; it
    settles for whom a stand-in acted. Raises TypeError for a detail that has no exact form (floats).
    """
    return append(
        Act,
        viewer,
        dict(detail or {}),
        acting_for=acting_for(viewer, permission or act, division),
        act=act,
        kind=kind,
        key=str(key),
        division=division,
    )


def acting_for(viewer: Viewer, act: str, division: str) -> str:
    """The official on leave in whose place the viewer acts; empty where a role of his own allows the act."""
    if act in PERMISSIONS:
        granted = viewer.grant_for(act, division=division or ANYWHERE)
        return granted.acting_for if granted else ""
    able = [grant for grant in viewer.grants if not division or viewer.covers(division, grant.role)]
    return "" if any(not grant.acting_for for grant in able) else next((g.acting_for for g in able), "")
