"""Open cases whose figures stand with the case alone: said in its forms, or counted for it by the room that asks the law.

Facts lead to verdicts and verdicts to cases, never back: what a case holds is no fact of its subject until an agency states
it. Whoever computes with registered facts alone says with these how many applications he left out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from uuid import UUID

from zhiwei.platform.cases.casetypes import registry
from zhiwei.platform.cases.casetypes.model import APPLICANT, CaseType
from zhiwei.platform.cases.models import Case
from zhiwei.platform.decisions.upwards import Pending

FIGURES = ("money", "count", "rate")
"""Kinds of fields that hold a figure."""


def pending(measures: Collection[str], divisions: Collection[str]) -> Iterator[Pending]:
    """The matters of some measures with open cases of some divisions that hold figures of their own."""
    for kind in registry.all_types().values():
        if kind.measure not in measures:
            continue
        rows = Case.objects.filter(type=kind.id, division__in=divisions, ended_at=None).order_by()
        asked = figures(kind)
        held: list[tuple[UUID, UUID | None]] = [
            (subject, receipt)
            for subject, receipt, content in rows.values_list("subject", "receipt", "content")
            if kind.asks is not None or any(content.get(name) not in (None, "") for name in asked)
        ]
        if held:
            yield Pending(
                matter=str(kind.title),
                subjects=frozenset(subject for subject, _receipt in held),
                unsettled=frozenset(subject for subject, receipt in held if receipt is None),
                address=f"/office/cases/?list=open&type={kind.id}",
            )


def figures(kind: CaseType) -> frozenset[str]:
    """The fields in which an applicant says a figure."""
    forms = (kind.start, *(one for one in kind.transitions.values() if APPLICANT in one.actors))
    return frozenset(field.name for one in forms for field in one.form if field.kind in FIGURES)
