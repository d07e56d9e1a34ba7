"""What may be done: register a platform, open resources and slots, book, file figures, begin reviews. The rest are steps of cases."""

from zhiwei.platform.instruments.services.booking import book
from zhiwei.platform.instruments.services.common import Fault, Refused
from zhiwei.platform.instruments.services.filing import file_rate, file_scheme
from zhiwei.platform.instruments.services.opening import add_slots, close_slot, offer, withdraw
from zhiwei.platform.instruments.services.publishing import publish_reviews
from zhiwei.platform.instruments.services.registering import register_platform
from zhiwei.platform.instruments.services.reviewing import begin_reviews

__all__ = [
    "Fault", "Refused", "add_slots", "begin_reviews", "book", "close_slot", "file_rate", "file_scheme", "offer",
    "publish_reviews", "register_platform", "withdraw",
]  # fmt: skip
