"""What the room keeps: claims and records."""

from zhiwei.platform.programmes.models.claims import Claim
from zhiwei.platform.programmes.models.records import Key, Link, Number, Pool, Record

__all__ = ["Claim", "Key", "Link", "Number", "Pool", "Record"]
