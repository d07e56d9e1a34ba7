"""The division at whose desk an official sits."""

from __future__ import annotations

from zhiwei.law.divisions import load_divisions
from zhiwei.platform.accounts.roles import OFFICIALS
from zhiwei.platform.accounts.viewer import Viewer

PROVINCE = "330000"


def desk_of(viewer: Viewer) -> str:
    """The highest division among the viewer's official roles; '' for who holds none."""
    divisions = load_divisions()
    held = {g.division for g in viewer.grants if g.role in OFFICIALS and g.division in divisions}
    return min(held, key=lambda code: (divisions[code].level, code), default="")


def city_of(code: str) -> str:
    """The city of a county, a city itself; '' for the province and unknown codes."""
    divisions = load_divisions()
    while code in divisions and divisions[code].level > 2:
        code = divisions[code].parent
    return code if code in divisions and divisions[code].level == 2 else ""
