"""What may be asked of the room: the calendar, one's own courses and places, sheets, and what is counted."""

from zhiwei.platform.training.queries.bodies import bodies, bodies_of, commissions_of
from zhiwei.platform.training.queries.courses import (
    calendar,
    courses_of,
    courses_of_divisions,
    firms_of,
    own_enrolments,
    sheet,
    to_settle,
)
from zhiwei.platform.training.queries.places import (
    attended,
    latest_year,
    open_year,
    own_places,
    place_held,
    position,
    waiting,
)

__all__ = [
    "attended", "bodies", "bodies_of", "calendar", "commissions_of", "courses_of", "courses_of_divisions", "firms_of",
    "latest_year", "open_year", "own_enrolments", "own_places", "place_held", "position", "sheet", "to_settle", "waiting",
]  # fmt: skip
