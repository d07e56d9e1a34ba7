"""What may happen to a case. Every service takes the viewer, runs in one transaction and writes its act to the audit."""

from zhiwei.platform.cases.faults import Fault, Refused
from zhiwei.platform.cases.services.acting import act, out_of_turn
from zhiwei.platform.cases.services.notices import answer_objection, object_to
from zhiwei.platform.cases.services.offices import set_office
from zhiwei.platform.cases.services.opening import AtTheCounter, open_case, open_many
from zhiwei.platform.cases.services.people import assign, invite
from zhiwei.platform.cases.services.reminding import remind
from zhiwei.platform.cases.services.ticking import Ticked, tick
from zhiwei.platform.cases.services.voices import (
    answer_complaint,
    ask_arrival,
    call_back,
    complain,
    confirm_arrival,
    rate,
)

__all__ = [
    "AtTheCounter",
    "Fault",
    "Refused",
    "Ticked",
    "act",
    "answer_complaint",
    "answer_objection",
    "ask_arrival",
    "assign",
    "call_back",
    "complain",
    "confirm_arrival",
    "invite",
    "object_to",
    "open_case",
    "open_many",
    "out_of_turn",
    "rate",
    "remind",
    "set_office",
    "tick",
]
