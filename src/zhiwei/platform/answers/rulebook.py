"""The rulebook that answers: one per process, loaded once."""

from __future__ import annotations

from zhiwei.platform.decisions.register import book as current

__all__ = ["current"]
