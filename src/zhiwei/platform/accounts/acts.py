"""What is done in this room, told to the audit, which stands on a floor above and listens."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.dispatch import Signal

from zhiwei.platform.accounts.rights import Viewer

announced = Signal()
"""Sent inside the transaction of the act, with the arguments of :func:`announce`; who listens writes it down."""
looked = Signal()
"""Sent where non-public data of this room are shown, with the arguments of :func:`announce_look`."""


def announce_look(viewer: Viewer, *, kind: str, keys: Iterable[str], fields: Sequence[str]) -> None:
    """Tell that records are shown to somebody; a page whose look cannot be written down is not shown."""
    looked.send(sender=None, viewer=viewer, kind=kind, keys=list(keys), fields=list(fields))


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
