"""For which sources somebody may speak: an agency's officials for their own, general government for any agency."""

from __future__ import annotations

import re

from zhiwei.platform.accounts.permissions import GOVERNMENT
from zhiwei.platform.accounts.viewer import Role, Viewer
from zhiwei.platform.subjects.sources import SELF, sources

OWN = {
    Role.TAX: ("tax",),
    Role.FINANCE: ("finance", "procurement"),
    Role.REGISTRATION: ("registration",),
}
"""Roles that speak for their own agency only."""
_SUFFIX = re.compile("（.*?）|部门|机关|监管|县（市、区）")
"""What follows the stem of a source's name: 经信部门, 税务机关."""


def source_of(viewer: Viewer, division: str) -> str:
    """The source a viewer most likely speaks for: the one whose name his office bears, else the first he may name."""
    able = sources_for(viewer, division)
    names = [grant.organisation for grant in viewer.grants]
    for code in able:
        stem = _SUFFIX.sub("", sources().entries[code].zh)
        if any(stem in name for name in names):
            return code
    return "government" if "government" in able else next(iter(able), "")


def sources_for(viewer: Viewer, division: str) -> tuple[str, ...]:
    """The sources the viewer may enter facts of in a division, in the file's order; never the firm's own word."""
    agencies = tuple(code for code in sources().entries if code != SELF)
    if viewer.is_system or viewer.covers(division, *GOVERNMENT, Role.CREDIT_CENTRE):
        return agencies
    own = {code for role, codes in OWN.items() if viewer.covers(division, role) for code in codes}
    return tuple(code for code in agencies if code in own)
