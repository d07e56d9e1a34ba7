"""The answer to a wish that cannot be granted."""

from __future__ import annotations

from zhiwei.platform.accounts.rights import Viewer


class Refused(ValueError):
    """Why something about people and roles cannot be done, in the reader's language."""


class NotAllowed(PermissionError):
    """The viewer's roles do not allow the act."""

    def __init__(self, viewer: Viewer, act: str) -> None:
        super().__init__(f"{viewer.name or 'anonymous'}: {act}")


def demand(viewer: Viewer, act: str) -> None:
    """Raises :class:`NotAllowed` where the table of permissions does not let the viewer do an act anywhere."""
    if not viewer.may(act):
        raise NotAllowed(viewer, act)
