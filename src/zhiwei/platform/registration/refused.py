"""What the services of the room refuse."""

from __future__ import annotations

from zhiwei.platform.kit import refusals
from zhiwei.platform.kit.refusals import Fault

__all__ = ["Fault", "Refused"]


class Refused(refusals.Refused):
    """An act on a filing, a list or a pilot area that was not done."""
