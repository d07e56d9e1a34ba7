"""Programmes as everybody sees them, and those that concern one's own subjects."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from zhiwei.platform.accounts.divisions import name_of
from zhiwei.platform.accounts.viewer import logged_in, viewer_of
from zhiwei.platform.cases.casetypes import CaseType
from zhiwei.platform.cases.diagram import draw, rows
from zhiwei.platform.cases.words import actors
from zhiwei.platform.decisions.terms import sentence_of
from zhiwei.platform.kit import language
from zhiwei.platform.kit.language import lang
from zhiwei.platform.kit.open_lists import Listing
from zhiwei.platform.kit.tables import export_response
from zhiwei.platform.programmes import queries, tables
from zhiwei.platform.programmes.files import Programme, Register, all_programmes
from zhiwei.platform.programmes.files.model import OWNER
from zhiwei.platform.programmes.registers import counting
from zhiwei.platform.subjects import entities


def programme_of(name: str) -> Programme:
    """A programme; raises Http404 for an unknown one."""
    found = all_programmes().get(name)
    if found is None:
        raise Http404
    return found


def register_of(programme: Programme, name: str) -> Register:
    """A register of it; raises Http404 for an unknown one."""
    found = programme.registers.get(name)
    if found is None:
        raise Http404
    return found


def listing(_query: QueryDict) -> Listing:
    """Every programme with its cases and what was paid."""
    return Listing(tables.programmes(list(all_programmes().values())))


def listed(request: HttpRequest) -> HttpResponseBase:
    """Every programme."""
    table = listing(request.GET).table
    if file := export_response(table, request):
        return file
    return render(
        request, "programmes/list.html", {"programmes": list(all_programmes().values()), "table": table}
    )


def detail(request: HttpRequest, name: str) -> HttpResponseBase:
    """What it is, on what clause, who may apply, how it goes, what was counted and paid, where to begin."""
    found = programme_of(name)
    viewer = viewer_of(request)
    context = {
        "programme": found,
        "sentences": [one for one in map(sentence_of, found.sentences) if one],
        "places": [name_of(code) for code in found.divisions],
        "kinds": [_kind(kind) for kind in queries.types_of(found)],
        "registers": [(one, _keepers(one)) for one in found.registers.values()],
        "counts": counting.progress(found, public=True),
        "numbers": queries.numbers(found),
        "paid": queries.paid_fen(found) if found.money else None,
        "begins": queries.begins(viewer, found),
        "concerns": viewer.user_id is not None and found in queries.concerning(viewer),
    }
    return render(request, "programmes/detail.html", context)


def _kind(kind: CaseType) -> dict[str, Any]:
    entity = entities.kinds()[kind.entity]
    return {
        "kind": kind,
        "who": entity.label(lang()),
        "diagram": draw(kind),
        "rows": rows(kind),
        "documents": list(kind.documents.values()),
    }


def _keepers(register: Register) -> str:
    """Who keeps a register, in words."""
    kinds = entities.kinds()
    named = [kinds[register.owner].label(lang())] if OWNER in register.keepers else []
    return language.listed([*named, *([actors([one]) for one in register.keepers if one != OWNER])])


@never_cache
@logged_in
def own(request: HttpRequest) -> HttpResponseBase:
    """The programmes that concern the viewer's subjects: what he may begin, what he keeps or confirms."""
    viewer = viewer_of(request)
    found = [(one, queries.begins(viewer, one)) for one in queries.concerning(viewer)]
    return render(request, "programmes/own.html", {"programmes": found})
