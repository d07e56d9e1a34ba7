"""For which sources somebody may speak: an agency's officials for their own, general government for any agency."""

from __future__ import annotations

from zhiwei.platform.accounts.permissions import GOVERNMENT
from zhiwei.platform.accounts.viewer import Role, Viewer
from zhiwei.platform.subjects.sources import SELF, sources

OWN = {
    Role.TAX: ("tax",),
    Role.FINANCE: ("finance", "procurement"),
    Role.REGISTRATION: ("registration",),
}
"""Roles that speak for their own agency only."""


def sources_for(viewer: Viewer, division: str) -> tuple[str, ...]:
    """The sources the viewer may enter facts of in a division, in the file's order; never the firm's own word."""
    agencies = tuple(code for code in sources().entries if code != SELF)
    if viewer.is_system or viewer.covers(division, *GOVERNMENT, Role.CREDIT_CENTRE):
        return agencies
    own = {code for role, codes in OWN.items() if viewer.covers(division, role) for code in codes}
    return tuple(code for code in agencies if code in own)
