"""What the room keeps."""

from zhiwei.platform.cases.models.bulk import Bulk
from zhiwei.platform.cases.models.cases import Case, Document, Origin, Participant, Step
from zhiwei.platform.cases.models.clocks import Clock
from zhiwei.platform.cases.models.notices import Notice, Objection
from zhiwei.platform.cases.models.offices import Office
from zhiwei.platform.cases.models.reminders import Reminder
from zhiwei.platform.cases.models.voices import Arrival, Complaint, Grade, Rating

__all__ = [
    "Arrival",
    "Bulk",
    "Case",
    "Clock",
    "Complaint",
    "Document",
    "Grade",
    "Notice",
    "Objection",
    "Office",
    "Origin",
    "Participant",
    "Rating",
    "Reminder",
    "Step",
]
