"""What may be done beside the steps of a case. Every service takes the viewer, runs in one transaction, writes the audit."""

from zhiwei.platform.talent.services.awards import file_award
from zhiwei.platform.talent.services.common import Fault, Refused
from zhiwei.platform.talent.services.insurance import pay_insurance
from zhiwei.platform.talent.services.people import enter_researcher, leave
from zhiwei.platform.talent.services.reminders import tick
from zhiwei.platform.talent.services.secondments import ask_to_move
from zhiwei.platform.talent.services.shares import file_share
from zhiwei.platform.talent.services.spare_time import declare
from zhiwei.platform.talent.services.splits import Portion, propose, record_payment, revise
from zhiwei.platform.talent.services.titles import apply_for_title, decide_title, withdraw_title
from zhiwei.platform.talent.services.work import confirm_work, state_work

__all__ = [
    "Fault", "Portion", "Refused", "apply_for_title", "ask_to_move", "confirm_work", "decide_title", "declare",
    "enter_researcher", "file_award", "file_share", "leave", "pay_insurance", "propose", "record_payment", "revise",
    "state_work", "tick", "withdraw_title",
]  # fmt: skip
