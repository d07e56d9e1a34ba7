"""What may be done: keep the register of experts, hold sessions, book, publish. Questions are steps of their case."""

from zhiwei.platform.experts.services.booking import book, cancel, close, rate
from zhiwei.platform.experts.services.common import Fault, Refused
from zhiwei.platform.experts.services.publishing import point, publish, withdraw
from zhiwei.platform.experts.services.register import change, end, register
from zhiwei.platform.experts.services.sessions import cancel_session, open_session

__all__ = [
    "Fault", "Refused", "book", "cancel", "cancel_session", "change", "close", "end", "open_session", "point", "publish",
    "rate", "register", "withdraw",
]  # fmt: skip
