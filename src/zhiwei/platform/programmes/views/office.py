"""A programme on the officials' desk: cases by state, money by level, registers, counts by county."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render

from zhiwei.platform.accounts.divisions import covered_by
from zhiwei.platform.accounts.viewer import Viewer, may, official_only, viewer_of
from zhiwei.platform.decisions.terms import sentence_of
from zhiwei.platform.kit.tables import export_response
from zhiwei.platform.programmes import queries, tables
from zhiwei.platform.programmes.files import Programme, all_programmes
from zhiwei.platform.programmes.registers import counting, rights
from zhiwei.platform.programmes.views.public import programme_of


def _concerns(viewer: Viewer, programme: Programme) -> bool:
    """Whether a programme is offered anywhere in the viewer's divisions."""
    return not programme.divisions or any(covered_by(code) & viewer.divisions for code in programme.divisions)


@may("programmes.read")
@official_only
def listed(request: HttpRequest) -> HttpResponseBase:
    """The programmes offered in the official's divisions."""
    viewer = viewer_of(request)
    found = [
        (one, sum(stand.number for stand in queries.stands(one, viewer)))
        for one in all_programmes().values()
        if _concerns(viewer, one)
    ]
    return render(request, "programmes/office_list.html", {"programmes": found})


@may("programmes.read")
@official_only
def detail(request: HttpRequest, name: str) -> HttpResponseBase:
    """One programme as far as the official's divisions reach."""
    viewer, found = viewer_of(request), programme_of(name)
    if not _concerns(viewer, found):
        raise Http404
    places = tables.places(found, counting.by_division(found, viewer.divisions))
    states = tables.states(queries.stands(found, viewer))
    money = tables.paid(queries.money(found, viewer.divisions))
    for table in (places, states, money):
        if file := export_response(table, request):
            return file
    context = {
        "programme": found,
        "sentences": [one for one in map(sentence_of, found.sentences) if one],
        "states": states,
        "money": money if found.money else None,
        "places": places if found.counts else None,
        "counts": counting.progress(found, divisions=viewer.divisions),
        "registers": [
            (one, rights.visible(viewer, found.id, one.id).count()) for one in found.registers.values()
        ],
    }
    return render(request, "programmes/office.html", context)
