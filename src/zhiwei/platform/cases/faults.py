"""What a service of the room refuses, in words for people."""

from __future__ import annotations

from zhiwei.platform.kit import refusals
from zhiwei.platform.kit.refusals import Fault

__all__ = ["Fault", "Refused"]


class Refused(refusals.Refused):
    """An act on a case that was not done."""
