"""What the room keeps: subjects with names, numbers and relations; facts as stated; imports; enquiries."""

from zhiwei.platform.subjects.models.enquiries import Difficult, Difficulty, Enquiry
from zhiwei.platform.subjects.models.facts import FactRecord
from zhiwei.platform.subjects.models.imports import ImportBatch, ImportRow
from zhiwei.platform.subjects.models.list_uploads import ListUpload
from zhiwei.platform.subjects.models.records import Guarantee, GuaranteeEvent, Loan
from zhiwei.platform.subjects.models.subjects import Contact, Identifier, Name, Relation, Subject

__all__ = [
    "Contact",
    "Difficult",
    "Difficulty",
    "Enquiry",
    "FactRecord",
    "Guarantee",
    "GuaranteeEvent",
    "Identifier",
    "ImportBatch",
    "ImportRow",
    "ListUpload",
    "Loan",
    "Name",
    "Relation",
    "Subject",
]
