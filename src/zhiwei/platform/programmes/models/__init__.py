"""What the room keeps: claims and records."""

from zhiwei.platform.programmes.models.claims import Claim

__all__ = ["Claim"]
