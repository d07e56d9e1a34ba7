"""Guards and effects of the room's case types: bookings, reviews with their money, subsidies, recognitions."""

from zhiwei.platform.instruments.case_acts import about, booking, recognition, review, subsidy

__all__ = ["about", "booking", "recognition", "review", "subsidy"]
