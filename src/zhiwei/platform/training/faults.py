"""What the room refuses, in words for people."""

from __future__ import annotations

from zhiwei.platform.kit import refusals
from zhiwei.platform.kit.refusals import Fault

__all__ = ["Fault", "Refused"]


class Refused(refusals.Refused):
    """An act of the room that was not done."""
