"""The tables of the room. What ended stays in sight; shares that are changed before a split is fixed are in the audit."""

from zhiwei.platform.talent.models.awards import EquityAward, EquityForm, Event
from zhiwei.platform.talent.models.people import Researcher
from zhiwei.platform.talent.models.records import Record
from zhiwei.platform.talent.models.secondments import InsuranceMonth, Reminder, Secondment, WorkDone, WorkKind
from zhiwei.platform.talent.models.shares import Asset, TechnologyShare
from zhiwei.platform.talent.models.spare_time import SpareTime
from zhiwei.platform.talent.models.splits import Split, SplitMember
from zhiwei.platform.talent.models.titles import TitleApplication

__all__ = [
    "Asset", "EquityAward", "EquityForm", "Event", "InsuranceMonth", "Record", "Reminder", "Researcher", "Secondment",
    "SpareTime", "Split", "SplitMember", "TechnologyShare", "TitleApplication", "WorkDone", "WorkKind",
]  # fmt: skip
