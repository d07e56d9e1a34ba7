"""The registration of one enterprise: its capital and schedule, and its unbroken file back to those it came from (17.5)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from zhiwei.platform.accounts.divisions import name_of
from zhiwei.platform.accounts.viewer import Viewer, logged_in, official_only, viewer_of
from zhiwei.platform.audit import reads
from zhiwei.platform.kit import clock
from zhiwei.platform.kit.tables import export_response
from zhiwei.platform.registration import capital, law, queries, tables
from zhiwei.platform.registration.models import NameHold
from zhiwei.platform.registration.views.shown import form_words
from zhiwei.platform.subjects.models import Identifier, Relation, Subject
from zhiwei.platform.subjects.queries import own_subjects, visible_one
from zhiwei.platform.subjects.services import predecessors_of, successors_of


@never_cache
@logged_in
def own(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """For the enterprise itself."""
    viewer = viewer_of(request)
    found = get_object_or_404(own_subjects(viewer), pk=key, entity="enterprise")
    return _page(request, viewer, found, office=False)


@never_cache
@official_only
def office(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """For officials of its place."""
    viewer = viewer_of(request)
    found = visible_one(viewer, key)
    if found.entity != "enterprise" or not viewer.covers(found.division):
        raise Http404
    return _page(request, viewer, found, office=True)


def _page(request: HttpRequest, viewer: Viewer, firm: Subject, *, office: bool) -> HttpResponseBase:
    today = clock.today()
    rows = capital.standing(firm)
    table = tables.schedule(rows, today)
    reads.reveal(
        viewer, kind="subject", key=str(firm.pk), fields=["registration"], why=gettext_lazy("查看登记和出资")
    )
    if file := export_response(table, request):
        return file
    late, deadline = law.overdue(firm, today)
    address = "registration:office-filing" if office else "registration:own"
    context: dict[str, Any] = {
        "firm": firm, "office": office, "place": name_of(firm.division), "table": table, "form": form_words(firm.legal_form),
        "sums": capital.total(rows), "late": late, "deadline": deadline,
        "filings": tables.filings(queries.file_of(firm), address, office=office) if office else None,
        "file": list(queries.file_of(firm)),
        "names": firm.names.all(),
        "numbers": Identifier.objects.filter(subject=firm),
        "before": _related(firm, before=True), "after": _related(firm, before=False),
        "holds": NameHold.objects.filter(filing__enterprise=firm, released_at=None),
        "predecessors": Subject.objects.filter(pk__in=predecessors_of(firm.pk)),
        "successors": Subject.objects.filter(pk__in=successors_of(firm.pk)),
    }  # fmt: skip
    return render(request, "registration/firm.html", context)


def _related(firm: Subject, *, before: bool) -> list[Relation]:
    """What it came from, or what came from it, with the day."""
    rows = firm.relations if before else firm.relations_to_it
    found = rows.exclude(kind=Relation.Kind.LINK).select_related("subject", "other").order_by("on_day")
    return list(found)
