"""What somebody may apply for, and on which page each application begins."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.urls import reverse

from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.cases import permissions
from zhiwei.platform.cases.acts import entrance_of, may_enter
from zhiwei.platform.cases.casetypes import CaseType, registry
from zhiwei.platform.cases.models import Origin
from zhiwei.platform.subjects.models import Subject
from zhiwei.platform.subjects.queries import own_subjects


@dataclass(frozen=True, slots=True)
class Beginning:
    """A matter the viewer may apply for, the page where it begins, and for whom; ``subject`` is None where that page asks."""

    kind: CaseType
    address: str
    subject: Subject | None = None


def begins(viewer: Viewer, kinds: Iterable[CaseType] | None = None) -> list[Beginning]:
    """What the viewer may apply for, of these types or of all, in their order; a page of its own stands once."""
    if viewer.user_id is None:
        return []
    subjects = list(own_subjects(viewer).order_by("name"))
    wanted = registry.all_types().values() if kinds is None else kinds
    return [one for kind in wanted for one in _of(viewer, kind, subjects)]


def able_to_begin(viewer: Viewer, kind: CaseType, subjects: Iterable[Subject]) -> list[Subject]:
    """Those of the subjects for which the viewer may apply for a matter."""
    return [
        one
        for one in subjects
        if one.entity == kind.entity and permissions.may_open(viewer, kind, one, Origin.APPLICANT)
    ]


def _of(viewer: Viewer, kind: CaseType, subjects: list[Subject]) -> Iterator[Beginning]:
    if Origin.APPLICANT not in kind.start.ways:
        return
    able = able_to_begin(viewer, kind, subjects)
    if page := entrance_of(kind.id):
        if able or may_enter(kind.id, viewer):
            yield Beginning(kind, page)
        return
    for one in able:
        yield Beginning(kind, reverse("cases:own-new", args=[kind.id, one.pk]), one)
