"""What may happen in the room: runs over all subjects, and cases that follow them and the ledger."""

from zhiwei.platform.funds.services.following import follow
from zhiwei.platform.funds.services.running import ENTITLED, begin, release, run
from zhiwei.platform.funds.services.settling import settle

__all__ = ["ENTITLED", "begin", "follow", "release", "run", "settle"]
