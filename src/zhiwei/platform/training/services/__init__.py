"""What may be done: commission a body, offer a course, choose one, prove attendance, settle, announce a year, apply."""

from zhiwei.platform.training.services.attending import confirm, mark, rejudge
from zhiwei.platform.training.services.commissioning import commission, end_commission
from zhiwei.platform.training.services.common import Fault, Refused
from zhiwei.platform.training.services.courses import cancel, change, publish
from zhiwei.platform.training.services.enrolling import enrol, withdraw
from zhiwei.platform.training.services.places import announce, apply, fill
from zhiwei.platform.training.services.publishing import publish_year
from zhiwei.platform.training.services.rating import rate
from zhiwei.platform.training.services.settling import due, settle
from zhiwei.platform.training.services.sheets import hand_in

__all__ = [
    "Fault", "Refused", "announce", "apply", "cancel", "change", "commission", "confirm", "due", "end_commission", "enrol",
    "fill", "hand_in", "mark", "publish", "publish_year", "rate", "rejudge", "settle", "withdraw",
]  # fmt: skip
