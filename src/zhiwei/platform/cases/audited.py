"""What the audit calls a case, and what the bare names in its acts mean."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.urls import reverse

from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.audit.upwards import Record
from zhiwei.platform.cases import queries
from zhiwei.platform.cases.casetypes import registry
from zhiwei.platform.cases.casetypes.model import CaseType, Words
from zhiwei.platform.cases.models import Bulk, Case, Objection, Origin


def tell(case: Case) -> Record:
    """A case by its number."""
    own = reverse("cases:own-case", args=[case.pk])
    return Record(case.number, reverse("cases:office-case", args=[case.pk]), own)


def owned_by(viewer: Viewer) -> Iterator[tuple[str, str]]:
    """The cases of the viewer's organisations."""
    for key in queries.own(viewer).values_list("pk", flat=True):
        yield "case", str(key)


def tell_bulk(bulk: Bulk) -> Record:
    """A workbook by its file's name; its page is its sender's alone."""
    return Record(bulk.file.name)


def tell_objection(objection: Objection) -> Record:
    """An objection by its number, on the page of its case; who made it is personal."""
    case = reverse("cases:office-case", args=[objection.notice.case_id])
    return Record(objection.number, f"{case}#objections")


_labels: list[tuple[Mapping[str, CaseType], Mapping[str, Words]]] = []
"""The labels of the case types that were read last; others may be read in the same process."""


def fields() -> Mapping[str, Words]:
    """What the forms of all case types ask, and the documents they take; of one name the first."""
    types = registry.all_types()
    if not _labels or _labels[0][0] is not types:
        _labels[:] = [(types, _fields(types))]
    return _labels[0][1]


def _fields(types: Mapping[str, CaseType]) -> Mapping[str, Words]:
    found: dict[str, Words] = {}
    for kind in types.values():
        for step in (kind.start, *kind.transitions.values()):
            for one in step.form:
                found.setdefault(one.name, one.words)
        for name, document in kind.documents.items():
            found.setdefault(name, document.words)
    return found


def words(detail: Mapping[str, Any]) -> Mapping[str, str]:
    """Type, step and state in the words of the case type; nothing for a type that is no more."""
    return dict(_words(detail))


def _words(detail: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    kind = registry.all_types().get(str(detail.get("type", "")))
    if kind is None:
        return
    yield "type", str(kind.title)
    if step := kind.transition(str(detail.get("step", ""))):
        yield "step", str(step.words)
    if state := kind.states.get(str(detail.get("state", ""))):
        yield "state", str(state.words)
    ways = {str(value): str(label) for value, label in Origin.choices}
    if way := ways.get(str(detail.get("origin", ""))):
        yield "origin", way
