"""The public list of subjects: organisations, their place and trade; nothing personal."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

from zhiwei.platform.kit.tables import export_response
from zhiwei.platform.subjects import queries
from zhiwei.platform.subjects.forms import PublicFilter
from zhiwei.platform.subjects.models import Subject
from zhiwei.platform.subjects.tables import public_subjects


def listed(request: HttpRequest) -> HttpResponseBase:
    """Active organisations. A search by text leaves out those whose name is a person's, so that it cannot tell them."""
    narrow = PublicFilter(request.GET)
    chosen = narrow.chosen()
    rows = Subject.objects.filter(state=Subject.State.ACTIVE, entity__in=queries.actors())
    if chosen.get("text"):
        rows = rows.filter(personal_name=False)
    table = public_subjects(
        queries.narrowed(rows, chosen).defer("found_by").order_by("personal_name", "name", "pk")
    )
    if file := export_response(table, request):
        return file
    return render(request, "subjects/public.html", {"table": table, "filters": narrow})
