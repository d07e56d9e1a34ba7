"""What the registers refuse, in words for people."""

from __future__ import annotations

from zhiwei.platform.kit import refusals
from zhiwei.platform.kit.refusals import Fault

__all__ = ["Fault", "Refused"]


class Refused(refusals.Refused):
    """An act on a record that was not done."""
