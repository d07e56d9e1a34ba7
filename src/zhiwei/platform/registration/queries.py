"""What may be asked of the room, by whom."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404

from zhiwei.platform.accounts.models import Organisation
from zhiwei.platform.accounts.permissions import Scope, scopes
from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.registration.models import Filing, Outcome
from zhiwei.platform.subjects.models import Subject
from zhiwei.platform.subjects.queries import divisions_for
from zhiwei.platform.subjects.services import predecessors_of

TYPE = "registration"
"""The case type of filings."""
SUBMITTED = "submitted"
"""State of a case that was handed in and that nobody has taken up yet."""
EDITABLE = ("to_complete", "correcting")
"""States of a case in which its filing may be changed."""


def organisations_of(viewer: Viewer) -> frozenset[UUID]:
    """The organisations for which the viewer may file."""
    able = (g for g in viewer.grants if Scope.OWN in scopes(g.role, "cases.apply"))
    return frozenset(g.organisation_id for g in able)


def units_of(viewer: Viewer) -> QuerySet[Organisation]:
    """The same by name, to be chosen from."""
    return Organisation.objects.filter(pk__in=organisations_of(viewer)).order_by("name")


def firms_of(viewer: Viewer) -> QuerySet[Subject]:
    """The viewer's own enterprises that exist."""
    rows = Subject.objects.filter(entity="enterprise", state=Subject.State.ACTIVE)
    return rows.filter(organisation__in=organisations_of(viewer)).order_by("name")


def own(viewer: Viewer) -> QuerySet[Filing]:
    """The filings of the viewer's organisations, the latest first."""
    return _full(Filing.objects.filter(organisation__in=organisations_of(viewer)))


def of_divisions(viewer: Viewer) -> QuerySet[Filing]:
    """The filings of an official's divisions; drafts of applicants are their own business."""
    rows = Filing.objects.all()
    if not viewer.is_system:
        rows = rows.filter(division__in=sorted(divisions_for(viewer, "cases.read")))
    return _full(rows.filter(Q(counter=True) | ~Q(case=None)))


def visible_one(viewer: Viewer, key: UUID) -> Filing:
    """One filing, the viewer's own or of his divisions; raises Http404 alike where there is none or it is not his."""
    for rows in (own(viewer), of_divisions(viewer)):
        found = rows.filter(pk=key).first()
        if found is not None:
            return found
    raise Http404


def _full(rows: QuerySet[Filing]) -> QuerySet[Filing]:
    return rows.select_related("case", "enterprise", "subject", "organisation").order_by("-made_at")


def may_edit(viewer: Viewer, filing: Filing) -> bool:
    """Whether the viewer may change what a filing says now: as a draft, or while it is being corrected."""
    if filing.case is not None and filing.case.state not in EDITABLE:
        return False
    return _filer(viewer, filing)


def _filer(viewer: Viewer, filing: Filing) -> bool:
    """Whether the viewer files it: the unit that hands it in, or the counter that takes it down."""
    if filing.counter and viewer.may("cases.counter", division=filing.division):
        return True
    return viewer.is_system or filing.organisation_id in organisations_of(viewer)


def may_hand_in(viewer: Viewer, filing: Filing) -> bool:
    """Whether the viewer may add papers now: wherever he may edit, and until the authority takes a filing up."""
    if filing.case is not None and filing.case.state == SUBMITTED:
        return _filer(viewer, filing)
    return may_edit(viewer, filing)


def file_of(enterprise: Subject) -> QuerySet[Filing]:
    """The unbroken file of an enterprise (17.5): every filing registered for it and for those it came from, in order."""
    everybody = {enterprise.pk, *predecessors_of(enterprise.pk)}
    rows = Filing.objects.filter(outcome=Outcome.REGISTERED)
    about = Q(enterprise__in=everybody) | Q(entries__subject__in=everybody)
    return _full(rows.filter(about).distinct()).order_by("decided_on", "made_at")
