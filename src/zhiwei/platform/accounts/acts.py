"""What is done in this room, told to the audit, which stands on a floor above and listens."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.dispatch import Signal

from zhiwei.platform.accounts.rights import Viewer

announced = Signal()
"""Sent inside the transaction of the act, with the arguments of :func:`announce`; who listens writes it down."""


def announce(
    viewer: Viewer,
    act: str,
    *,
    kind: str,
    key: str,
    division: str = "",
    detail: Mapping[str, Any] | None = None,
    permission: str = "",
) -> None:
    """Tell of an act as its last step; what a listener raises is raised here, so that nothing is done unwritten."""
    announced.send(
        sender=None,
        viewer=viewer,
        act=act,
        kind=kind,
        key=key,
        division=division,
        detail=detail or {},
        permission=permission,
    )
