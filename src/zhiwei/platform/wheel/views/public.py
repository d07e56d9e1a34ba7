"""The wheel for everybody: duties of a year, one duty with its papers, the years compared."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from zhiwei.law.divisions import load_divisions
from zhiwei.platform.accounts.divisions import covered_by, name_of
from zhiwei.platform.decisions.terms import sentence_of
from zhiwei.platform.kit import clock, uploads
from zhiwei.platform.kit.language import lang
from zhiwei.platform.kit.tables import export_response
from zhiwei.platform.wheel import pages, queries
from zhiwei.platform.wheel.duties import Duty, due_reading, duty
from zhiwei.platform.wheel.forms import ALL, WheelFilter
from zhiwei.platform.wheel.models import Entry, Kind
from zhiwei.platform.wheel.states import Spoke

PROVINCE = "330000"


def wheel(request: HttpRequest) -> HttpResponseBase:
    """The duties of a year, of the province at first, and how the years compare."""
    cities = [one.code for one in load_divisions() if one.level == 2 and one.exists(clock.today())]
    narrow = WheelFilter(request.GET, places=cities, whole=True)
    wanted = narrow.chosen()
    year = wanted.get("year") or clock.today().year
    city = wanted.get("city", "")
    places = None if city == ALL else covered_by(city) if city else {PROVINCE}
    rows = queries.wheel(year, divisions=places)
    if wanted.get("state"):
        rows = [one for one in rows if one.state == wanted["state"]]
    table = pages.spokes(rows, _address)
    totals = pages.totals(queries.by_year(places), lambda one: f"?year={one.year}&city={city}")
    tasks = pages.tasks(queries.tasks_of(), _address)
    for each in (table, totals, tasks):
        if file := export_response(each, request):
            return file
    context = {
        "filters": narrow, "year": year, "table": table, "totals": totals, "tasks": tasks, "why": due_reading(lang()),
    }  # fmt: skip
    return render(request, "wheel/wheel.html", context)


def _address(one: Spoke) -> str:
    return reverse("wheel:duty", args=[one.duty.id, one.year, one.division])


def detail(request: HttpRequest, name: str, year: int, division: str) -> HttpResponseBase:
    """One duty of a year and place: sentence, due day, entries with their papers."""
    return render(request, "wheel/duty.html", context_of(*found(name, year, division)))


def found(name: str, year: int, division: str) -> tuple[Duty, Spoke]:
    """The duty of an address; raises Http404 where there is none."""
    known = duty(name)
    spoke = queries.one(known, year, division) if known and year in queries.years() else None
    if known is None or spoke is None:
        raise Http404
    return known, spoke


def context_of(known: Duty, spoke: Spoke) -> dict[str, object]:
    """What both pages of a duty show; revoked entries are there, marked."""
    every = Entry.objects.filter(duty=known.id, year=spoke.year, division=spoke.division).order_by(
        "made_at", "pk"
    )
    return {
        "duty": known,
        "label": known.label(lang()),
        "lead": known.lead.get(lang(), ""),
        "reading": known.reading.get(lang(), "") or due_reading(lang()),
        "spoke": spoke,
        "place": name_of(spoke.division),
        "sentence": sentence_of(known.sentence),
        "entries": every.exclude(kind=Kind.REVOKED).select_related("proof", "revoked_by"),
    }


def proof(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """The paper of an entry."""
    entry = get_object_or_404(Entry.objects.filter(proof__isnull=False).select_related("proof"), pk=key)
    assert entry.proof is not None
    return uploads.response(entry.proof, inline=True)
