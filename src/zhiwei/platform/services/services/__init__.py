"""What may be done: offer a service, file a scheme, order, correct many settlements. The rest are steps of the voucher's case."""

from zhiwei.platform.services.services.correcting import correct
from zhiwei.platform.services.services.offering import offer, withdraw
from zhiwei.platform.services.services.ordering import order
from zhiwei.platform.services.services.schemes import file_scheme

__all__ = ["correct", "file_scheme", "offer", "order", "withdraw"]
