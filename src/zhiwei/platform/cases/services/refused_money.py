"""What the ledger refused to a person in a step or an opening: an act of the audit, though the rest is undone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any
from uuid import UUID

from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.audit import log
from zhiwei.platform.cases import permissions
from zhiwei.platform.cases.casetypes.model import OPEN
from zhiwei.platform.cases.faults import Refused
from zhiwei.platform.cases.models import Case
from zhiwei.platform.ledger import faults as ledger
from zhiwei.platform.subjects.models import Subject


@contextmanager
def of_step(viewer: Viewer, case_id: UUID, transition: str) -> Iterator[None]:
    """Around the transaction of a step: who tried to promise, pay or take back what the ledger does not allow, and why not."""
    try:
        yield
    except Refused as refused:
        if _by_the_ledger(viewer, refused):
            case = Case.objects.get(pk=case_id)
            more = {"number": case.number, "subject": str(case.subject_id)}
            _written(viewer, refused, "case", case.pk, case.division, case.type, transition, **more)
        raise


@contextmanager
def of_opening(viewer: Viewer, type_id: str, subject: Subject) -> Iterator[None]:
    """Around the transaction of an opening. There is no case then: the act is about the subject that asked."""
    try:
        yield
    except Refused as refused:
        if _by_the_ledger(viewer, refused):
            _written(viewer, refused, "subject", subject.pk, subject.division, type_id, OPEN)
        raise


def _by_the_ledger(viewer: Viewer, refused: Refused) -> bool:
    """What the platform itself tries at night is no attempt of anybody's."""
    return isinstance(refused.__cause__, ledger.Refused) and viewer.user_id is not None


def _written(
    viewer: Viewer, refused: Refused, kind: str, key: UUID, division: str, type_id: str, step: str, **more: Any
) -> None:  # fmt: skip
    detail = {"type": type_id, "step": step, "why": [fault.text for fault in refused.faults], **more}
    refused.after = partial(
        log.record, viewer, "cases.refused_money", kind=kind, key=str(key), division=division, detail=detail,
        permission=permissions.ACT,
    )  # fmt: skip
    refused.after()
