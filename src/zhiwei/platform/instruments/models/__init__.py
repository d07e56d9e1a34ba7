"""What the room keeps: platforms and what they open, bookings, reviews and the money that follows them."""

from zhiwei.platform.instruments.models.bookings import Booking, Reason
from zhiwei.platform.instruments.models.platforms import Platform, Recognised, Recognition
from zhiwei.platform.instruments.models.resources import Kind, Resource, Slot
from zhiwei.platform.instruments.models.reviews import Grade, Rate, Review, Scheme, Subsidy

__all__ = [
    "Booking", "Grade", "Kind", "Platform", "Rate", "Reason", "Recognised", "Recognition", "Resource", "Review", "Scheme",
    "Slot", "Subsidy",
]  # fmt: skip
