"""Writing down acts: what was done, by whom, to which record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from copy import deepcopy
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from zhiwei.platform.accounts.permissions import PERMISSIONS
from zhiwei.platform.accounts.rights import ANYWHERE, Viewer
from zhiwei.platform.audit.chain import Said, append_all
from zhiwei.platform.audit.models import Act

OF_READERS = frozenset(
    {
        "login", "logout", "login.failed", "login.locked", "password.change", "factor.add", "factor.remove",
        "refused", "not_found", "audit.export", "audit.verify",
    }
)  # fmt: skip
"""What somebody who may only read does all the same: log in, keep his own log-in, ask of and take from the audit."""

_held_back: ContextVar[list[Said] | None] = ContextVar("acts held back", default=None)


@contextmanager
def at_the_end() -> Iterator[None]:
    """Write the acts recorded within, in their order, when the block ends; none where it ends with an exception.

    The head of the chain is the one lock that everybody takes. Whoever records an act and then takes other locks (a fund)
    could wait for somebody who holds them and waits for the head; within this block the head comes last. It stands inside
    the transaction of the acts.
    """
    if _held_back.get() is not None:
        yield
        return
    acts: list[Said] = []
    token = _held_back.set(acts)
    try:
        yield
    finally:
        _held_back.reset(token)
    if acts:
        append_all(Act, acts)


def record(
    viewer: Viewer,
    act: str,
    *,
    kind: str,
    key: str,
    division: str = "",
    detail: Mapping[str, Any] | None = None,
    permission: str = "",
) -> Act | None:
    """Append an act to the chain, inside the caller's transaction, as its last step; None where it is held back.

    ``permission`` names the row of the table of permissions by which it was allowed, where that is not ``act`` itself; it
    settles for whom a stand-in acted. Raises TypeError for a detail that has no exact form (floats), and PermissionDenied
    for an act of somebody who may only read: whatever page let him come so far, the act is undone with its transaction.
    """
    if viewer.only_reads and act not in OF_READERS:
        raise PermissionDenied(_("您的角色只能查看，不能办理任何事项。"))
    stood_in = acting_for(viewer, permission or act, division)
    waiting = _held_back.get()
    told = dict(detail or {}) if waiting is None else deepcopy(dict(detail or {}))
    said = Said(viewer, told, stood_in, {"act": act, "kind": kind, "key": str(key), "division": division})
    if waiting is None:
        return append_all(Act, [said])[0]
    waiting.append(said)
    return None


def acting_for(viewer: Viewer, act: str, division: str) -> str:
    """The official on leave in whose place the viewer acts; empty where a role of his own allows the act."""
    if act in PERMISSIONS:
        granted = viewer.grant_for(act, division=division or ANYWHERE)
        return granted.acting_for if granted else ""
    able = [grant for grant in viewer.grants if not division or viewer.covers(division, grant.role)]
    return "" if any(not grant.acting_for for grant in able) else next((g.acting_for for g in able), "")
