"""What everybody sees: the three channels, sessions with places left, published answers, the year's counts."""

from __future__ import annotations

import uuid
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache

from zhiwei.platform.accounts.divisions import covered_by, name_of
from zhiwei.platform.accounts.viewer import viewer_of
from zhiwei.platform.decisions.terms import sentence_of
from zhiwei.platform.experts import queries, report, tables
from zhiwei.platform.experts.case_acts import SENTENCE
from zhiwei.platform.experts.forms import AnswerFilter, BookForm, SessionFilter
from zhiwei.platform.experts.models import Channel, Field, Session
from zhiwei.platform.experts.routing import serving
from zhiwei.platform.experts.services.sessions import may_run
from zhiwei.platform.kit import clock
from zhiwei.platform.kit.open_lists import Listing
from zhiwei.platform.kit.tables import export_response


def sessions(query: QueryDict) -> Listing:
    """What can be booked in the three channels, narrowed. No expert is named."""
    narrow = SessionFilter(query)
    chosen, rows = narrow.chosen(), queries.coming()
    for name in ("channel", "field"):
        if chosen.get(name):
            rows = rows.filter(**{name: chosen[name]})
    if place := chosen.get("division"):
        rows = rows.filter(division__in=sorted(covered_by(place)))
    return Listing(tables.sessions(rows), narrow)


def home(request: HttpRequest) -> HttpResponseBase:
    """The three channels, what can be booked, how many experts in which field, the year's counts. No expert is named."""
    viewer, found = viewer_of(request), sessions(request.GET)
    table, narrow = found.table, found.filters
    if file := export_response(table, request):
        return file
    year, all_coming = clock.today().year, queries.coming()
    totals = report.totals(year)
    channels = [
        (label, all_coming.filter(channel=value).count(), totals.held[value])
        for value, label in Channel.choices
    ]
    context = {
        "sentence": sentence_of(SENTENCE), "table": table, "filters": narrow, "channels": channels, "year": year,
        "totals": totals, "published": queries.published().count(), "experts": serving().count(),
        "fields": [(label, serving().filter(expertise__field=value).count()) for value, label in Field.choices],
        "may_ask": viewer.is_anonymous or viewer.may("experts.book"),
    }  # fmt: skip
    return render(request, "experts/home.html", context)


@never_cache
def session(request: HttpRequest, key: uuid.UUID, **forms: Any) -> HttpResponseBase:
    """One session: its slots, and for a firm the form that books one; its people see what they booked."""
    viewer = viewer_of(request)
    found = get_object_or_404(Session.objects.select_related("expert__user"), pk=key)
    slots = queries.slots(found)
    free = [one for one, is_free in slots if is_free]
    firms = queries.firms_of(viewer)
    bookable = queries.coming().filter(pk=key).exists()
    if request.method == "POST" and bookable and firms:
        from zhiwei.platform.experts.views.booking import book

        return book(request, found, [one for one, _free in slots])
    context = {
        "session": found, "place": name_of(found.division), "slots": slots, "free": len(free), "bookable": bookable,
        "named": not viewer.is_anonymous, "fields": tables.fields_of(found.expert),
        "form": BookForm(firms, free) if bookable and free and firms else None,
        "may_run": may_run(viewer, found.expert, found.division),
        "mine": queries.bookings_of_firms(viewer).filter(session=found), **forms,
    }  # fmt: skip
    return render(request, "experts/session.html", context, status=422 if forms else 200)


def published(query: QueryDict) -> Listing:
    """Published answers, narrowed."""
    narrow = AnswerFilter(query)
    chosen, rows = narrow.chosen(), queries.published()
    if text := chosen.get("q"):
        rows = rows.filter(
            Q(public_title__icontains=text)
            | Q(public_text__icontains=text)
            | Q(public_answer__icontains=text)
        )
    for name in ("field", "difficulty"):
        if chosen.get(name):
            rows = rows.filter(**{name: chosen[name]})
    return Listing(tables.answers(rows), narrow)


def answers(request: HttpRequest) -> HttpResponseBase:
    """Published answers."""
    found = published(request.GET)
    if file := export_response(found.table, request):
        return file
    return render(request, "experts/answers.html", {"table": found.table, "filters": found.filters})


def answer(request: HttpRequest, key: uuid.UUID) -> HttpResponseBase:
    """One published answer in its public words."""
    found = get_object_or_404(queries.published(), pk=key)
    return render(request, "experts/answer.html", {"question": found})
