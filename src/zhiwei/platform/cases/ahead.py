"""What can still happen to a case, for whoever reads its page: the steps that are expected, and those beside them.

Left out is what cannot happen any more or is no news: a return that was made already, the applicant's own amending, steps
that only an objection found right opens where none can be found right, and those that such an objection bars.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from zhiwei.platform.cases import casetypes, permissions, waiting
from zhiwei.platform.cases.casetypes.model import CaseType, Transition
from zhiwei.platform.cases.models import Case, Notice, Objection

BARRED = ("notice_over", "no_objection")
"""The guards of steps that an objection found right forbids."""
MAY_OPEN = frozenset({Objection.State.OPEN, Objection.State.UPHELD})
"""The states of objections that open, or may still open, steps of their own."""


@dataclass(frozen=True, slots=True)
class Ahead:
    """The steps that the case waits for, and those that somebody may take beside them, in the order of the file."""

    expected: Sequence[Transition]
    also: Sequence[Transition]


def ahead_of(case: Case) -> Ahead:
    """What lies ahead of a case; nothing of one that is over."""
    if case.ended:
        return Ahead((), ())
    kind = casetypes.get(case.type)
    notice = case.notices.order_by("-number").first()
    said = set(notice.objections.values_list("state", flat=True)) if notice else set()
    upheld = Objection.State.UPHELD in said
    objectionable = notice is not None and (notice.state == Notice.State.RUNNING or bool(said & MAY_OPEN))
    steps = [
        one
        for one in kind.leaving(case.state)
        if not one.amends
        and (objectionable or not one.guarded_by(waiting.OBJECTED))
        and not (upheld and any(map(one.guarded_by, BARRED)))
    ]
    if any(one.returns for one in steps) and permissions.returned(case, kind):
        steps = [one for one in steps if not one.returns]
    answered = upheld and Objection.State.OPEN not in said
    awaited = {one.id for one in _awaited(kind, case.state, answered) or steps[:1]}
    return Ahead([one for one in steps if one.id in awaited], [one for one in steps if one.id not in awaited])


def _awaited(kind: CaseType, state: str, upheld: bool) -> list[Transition]:
    found = waiting.expected_when_upheld(kind, state) if upheld else []
    return found or waiting.expected(kind, state)
