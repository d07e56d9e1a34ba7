"""The effect that writes what a case decided into a register of a programme."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from zhiwei.platform.accounts.viewer import SYSTEM
from zhiwei.platform.cases.acts import Context, effect
from zhiwei.platform.cases.casetypes.arguments import Wrong
from zhiwei.platform.cases.casetypes.model import CaseType
from zhiwei.platform.cases.faults import Fault, Refused
from zhiwei.platform.programmes.files.registry import all_programmes
from zhiwei.platform.programmes.registers import faults, keeping
from zhiwei.platform.programmes.standard import naming

SUBJECT = "subject"
"""The value that is the case's own subject."""


def _record(one: CaseType, given: Mapping[str, Any]) -> Iterator[Wrong]:
    for name in given["values"].values():
        if name != SUBJECT:
            yield from naming.field(one, "values", name)


@effect("record", check=_record)
def record(context: Context, *, programme: str, register: str, values: dict[str, str]) -> None:
    """Enter a record: each of its fields is a field of the case's forms, or its subject. It belongs to the subject where
    the register has owners of that kind, else to the place of the case."""
    case = context.case
    kept = all_programmes()[programme].registers[register]
    owner = case.subject if kept.owner else None
    given = {
        field: str(case.subject_id) if name == SUBJECT else naming.said(context, name)
        for field, name in values.items()
    }
    try:
        keeping.enter(SYSTEM, programme, register, given, owner=owner, division=case.division, case=case)
    except faults.Refused as refused:
        raise Refused([Fault(values.get(one.field, ""), one.text) for one in refused.faults]) from refused
