"""What the room keeps: commissions, courses, enrolments, sign-in sheets, years of funded places and the places."""

from zhiwei.platform.training.models.bodies import Commission, Kind
from zhiwei.platform.training.models.courses import Course, Topic
from zhiwei.platform.training.models.enrolments import Enrolment, Sheet
from zhiwei.platform.training.models.places import Place, Year

__all__ = ["Commission", "Course", "Enrolment", "Kind", "Place", "Sheet", "Topic", "Year"]
