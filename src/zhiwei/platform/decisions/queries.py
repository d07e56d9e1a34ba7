"""What may be asked of the register of decisions."""

from __future__ import annotations

from zhiwei.platform.decisions.register import in_force, stamp

__all__ = ["in_force", "stamp"]
