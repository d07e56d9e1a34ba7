"""Where the pages of a subject lead in this room, and what waits there for a unit or a firm."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from zhiwei.platform.accounts.viewer import Role, Viewer
from zhiwei.platform.subjects.models import Subject
from zhiwei.platform.subjects.pages import Errand
from zhiwei.platform.talent.kinds import BY_TYPE

THINGS = frozenset(one.entity for one in BY_TYPE.values())
HOMES = frozenset({"enterprise", "institute", "university"})


def own_page(subject: Subject) -> str | None:
    """The parties' page: of the record itself, or the one of all records."""
    if subject.entity in THINGS:
        return reverse("talent:record", args=[subject.pk])
    return reverse("talent:mine") if subject.entity in HOMES else None


def office_page(subject: Subject) -> str | None:
    """The officials' page of a record; None for any other subject."""
    return reverse("talent:office-record", args=[subject.pk]) if subject.entity in THINGS else None


def is_researcher(viewer: Viewer) -> bool:
    """Whether somebody logs in as a researcher, who has no enterprise of his own."""
    return viewer.has(Role.RESEARCHER)


def errands(viewer: Viewer, subject: Subject) -> Iterator[Errand]:
    """What waits for a unit or a firm in records of other people."""
    if subject.entity not in HOMES or subject.organisation_id not in viewer.organisation_ids:
        return
    from zhiwei.platform.talent.views.mine import to_do

    for record, steps in to_do(viewer):
        if record.subject.organisation_id != subject.organisation_id and subject.organisation_id in {
            getattr(one, "organisation_id", None)
            for one in (getattr(record, "unit", None), getattr(record, "firm", None))
        }:
            about = _("%(name)s，办件 %(number)s") % {
                "name": record.subject.name, "number": record.case.number if record.case else "",
            }  # fmt: skip
            yield Errand(steps, about, reverse("talent:record", args=[record.pk]))
