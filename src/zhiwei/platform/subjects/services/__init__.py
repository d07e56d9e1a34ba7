"""What may happen in the room; every service checks who asks and writes the act into the audit's chain."""

from zhiwei.platform.subjects.services.enquiries import answer, ask
from zhiwei.platform.subjects.services.facts import add_fact
from zhiwei.platform.subjects.services.refusals import Refused
from zhiwei.platform.subjects.services.relations import predecessors_of, relate, successors_of
from zhiwei.platform.subjects.services.subjects import (
    add_identifier,
    create_subject,
    end_identifiers,
    end_subject,
    rename,
)

__all__ = [
    "Refused",
    "add_fact",
    "add_identifier",
    "answer",
    "ask",
    "create_subject",
    "end_identifiers",
    "end_subject",
    "predecessors_of",
    "relate",
    "rename",
    "successors_of",
]
