"""How the offices of a place are reached: the list, and the form that enters one."""

from __future__ import annotations

from itertools import groupby

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from zhiwei.law.divisions import load_divisions
from zhiwei.platform.accounts.divisions import name_of
from zhiwei.platform.accounts.viewer import Viewer, may, viewer_of
from zhiwei.platform.cases import services
from zhiwei.platform.cases.forms import OfficeForm
from zhiwei.platform.cases.offices import entered, organisations
from zhiwei.platform.cases.tables import offices_table
from zhiwei.platform.kit.refusals import accepted
from zhiwei.platform.kit.tables import export_response
from zhiwei.platform.subjects.queries import divisions_for


@may("cases.assign")
def offices(request: HttpRequest) -> HttpResponseBase:
    """What the public is told of the offices of one's divisions, and a form to enter or replace one."""
    viewer = viewer_of(request)
    table = offices_table(entered(viewer))
    if file := export_response(table, request):
        return file
    places = _places(viewer)
    form = OfficeForm(places, _bodies([code for code, _name in places]), request.POST or None)
    said = _("已登记，公示和办件页上从现在起这样写。")
    if request.method == "POST" and accepted(
        request, form, lambda **given: services.set_office(viewer, **given), said
    ):
        return redirect("cases:offices")
    return render(
        request, "cases/offices.html", {"table": table, "form": form}, status=422 if form.errors else 200
    )


def _bodies(places: list[str]) -> list[tuple[str, list[tuple[str, str]]]]:
    """The organisations with officials in these divisions, by the division they sit in."""
    rows = groupby(organisations(*places), key=lambda one: one.division)
    return [(name_of(code), [(str(one.pk), one.name) for one in them]) for code, them in rows]


def _places(viewer: Viewer) -> list[tuple[str, str]]:
    """The divisions there are today within the viewer's, the widest first."""
    divisions = load_divisions()
    own = sorted(code for code in divisions_for(viewer, "cases.assign") if code in divisions)
    return [(code, name_of(code)) for code in sorted(own, key=lambda code: (divisions[code].level, code))]
