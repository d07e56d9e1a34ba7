"""Which subjects somebody may see: officials those of their divisions, others those of their own organisations."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404

from zhiwei.platform.accounts.divisions import covered_by
from zhiwei.platform.accounts.permissions import Scope, scopes
from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.subjects import entities
from zhiwei.platform.subjects.models import Enquiry, ImportBatch, Subject

PROVINCE = "330000"


def divisions_for(viewer: Viewer, act: str) -> frozenset[str]:
    """The divisions in which the viewer's roles allow an act; those below and the abolished ones included."""
    if viewer.is_system:
        return covered_by(PROVINCE)
    able = (g for g in viewer.grants if Scope.DIVISION in scopes(g.role, act))
    return frozenset().union(*(covered_by(g.division) for g in able))


def organisations_for(viewer: Viewer, act: str) -> frozenset[UUID]:
    """The viewer's own organisations for which his roles allow an act."""
    return frozenset(g.organisation_id for g in viewer.grants if Scope.OWN in scopes(g.role, act))


def limited(viewer: Viewer, act: str, prefix: str = "") -> Q:
    """The condition that an act is allowed on a row whose subject stands under ``prefix`` (``subject__``)."""
    if viewer.is_system:
        return Q()
    allowed = Q(**{f"{prefix}pk__in": []})
    if divisions := divisions_for(viewer, act):
        allowed |= Q(**{f"{prefix}division__in": sorted(divisions)})
    if organisations := organisations_for(viewer, act):
        allowed |= Q(**{f"{prefix}organisation__in": organisations})
    return allowed


def visible(viewer: Viewer, act: str = "subjects.read") -> QuerySet[Subject]:
    """The subjects on which the viewer may act so; by default, which he may see. None for who is not logged in."""
    return Subject.objects.filter(limited(viewer, act))


def visible_one(viewer: Viewer, subject_id: UUID, act: str = "subjects.read") -> Subject:
    """One subject; raises Http404 alike where there is none and where the viewer may not know of it."""
    found = visible(viewer, act).filter(pk=subject_id).first()
    if found is None:
        raise Http404
    return found


def actors() -> list[str]:
    """Kinds of subjects that are organisations, which the public list names."""
    return [kind.name for kind in entities.kinds().values() if kind.actor]


def own_subjects(viewer: Viewer) -> QuerySet[Subject]:
    """The organisations for which the viewer logs in; filings, bids and the like have pages of their own."""
    return Subject.objects.filter(organisation__in=viewer.organisation_ids, entity__in=actors())


def visible_batches(viewer: Viewer) -> QuerySet[ImportBatch]:
    """The imports into divisions for which the viewer may import."""
    return ImportBatch.objects.filter(division__in=sorted(divisions_for(viewer, "facts.import")))


def own_enquiries(viewer: Viewer) -> QuerySet[Enquiry]:
    """What the viewer asked himself, and what was asked for the subjects he logs in for."""
    mine = Q(subject__organisation__in=organisations_for(viewer, "enquiries.ask"))
    if viewer.user_id is not None:
        mine |= Q(asked_by=viewer.user_id)
    return Enquiry.objects.filter(mine)


def visible_enquiries(viewer: Viewer) -> QuerySet[Enquiry]:
    """The enquiries that officials see: those of the divisions in which the viewer may answer."""
    return Enquiry.objects.filter(division__in=sorted(divisions_for(viewer, "enquiries.answer")))
