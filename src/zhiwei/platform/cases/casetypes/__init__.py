"""Case types: what a case may be and become, as data beside the rooms; docs/platform/cases.md tells the format."""

from zhiwei.platform.cases.casetypes.model import (
    APPLICANT,
    OPEN,
    SYSTEM_ACTOR,
    Call,
    CaseType,
    ClockRule,
    DocumentRule,
    Field,
    Length,
    NoticeRule,
    State,
    Transition,
    Words,
)
from zhiwei.platform.cases.casetypes.registry import get

__all__ = [
    "APPLICANT",
    "OPEN",
    "SYSTEM_ACTOR",
    "Call",
    "CaseType",
    "ClockRule",
    "DocumentRule",
    "Field",
    "Length",
    "NoticeRule",
    "State",
    "Transition",
    "Words",
    "get",
]
