"""What may be done: offer a service, file a scheme, order. The rest are steps of the voucher's case."""

from zhiwei.platform.services.services.offering import offer, withdraw
from zhiwei.platform.services.services.ordering import order
from zhiwei.platform.services.services.schemes import file_scheme

__all__ = ["file_scheme", "offer", "order", "withdraw"]
