"""Bases as everybody sees them: the list, one base, and the programme of 14.3. No resident is named."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from zhiwei.platform.accounts.divisions import name_of
from zhiwei.platform.accounts.viewer import Viewer, logged_in, viewer_of
from zhiwei.platform.bases import entries, indicators, queries, tables
from zhiwei.platform.bases.models import Base
from zhiwei.platform.cases import casetypes
from zhiwei.platform.cases.beginning import able_to_begin
from zhiwei.platform.decisions.terms import sentence_of
from zhiwei.platform.kit import clock
from zhiwei.platform.kit.open_lists import Listing
from zhiwei.platform.kit.tables import export_response
from zhiwei.platform.subjects.queries import own_subjects


def counts() -> dict[int, int]:
    """Residents of today by base."""
    today = clock.today()
    here = Q(residencies__struck_at=None, residencies__moved_in_on__lte=today) & (
        Q(residencies__moved_out_on=None) | Q(residencies__moved_out_on__gt=today)
    )
    rows = queries.public().order_by().annotate(here=Count("residencies", filter=here))
    return dict(rows.values_list("pk", "here"))


def listing(_query: QueryDict) -> Listing:
    """Every base with its residents of today."""
    return Listing(tables.bases(queries.public(), counts(), office=False))


def listed(request: HttpRequest) -> HttpResponseBase:
    """Every base."""
    table = listing(request.GET).table
    if file := export_response(table, request):
        return file
    return render(request, "bases/list.html", {"table": table, "sentence": sentence_of("14.1")})


def detail(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """One base: kind, area, how full, indicators, recognition."""
    base = get_object_or_404(queries.public(), subject=key)
    today = clock.today()
    context = {
        "base": base,
        "place": name_of(base.subject.division),
        "found": indicators.of(base, today),
        "occupancy": queries.occupancy(base, today),
        "free": queries.free(base, today),
        "standing": queries.standing_of(base),
        "today": today,
        "begins": _begins(viewer_of(request), base),
        "visitor": viewer_of(request).is_anonymous,
    }
    return render(request, "bases/public.html", context)


@never_cache
@logged_in
def apply(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """Where the log-in leads a visitor who wants to move in: to the form, or back to the base where he has to choose."""
    base = get_object_or_404(queries.public(), subject=key)
    able = _begins(viewer_of(request), base)
    if not able:
        messages.info(request, _("您的账号名下没有企业，不能申请入驻；可以打招商电话。"))
    return redirect(able[0][1] if len(able) == 1 else reverse("bases:public", args=[key]))


def _begins(viewer: Viewer, base: Base) -> list[tuple[str, str]]:
    """The viewer's firms for which he may apply to move in, each with its form."""
    if viewer.is_anonymous:
        return []
    kind = casetypes.get(entries.TYPE)
    return [
        (one.name, f"{reverse('cases:own-new', args=[kind.id, one.pk])}?base={base.subject_id}")
        for one in able_to_begin(viewer, kind, own_subjects(viewer).order_by("name"))
    ]


def programme(request: HttpRequest) -> HttpResponseBase:
    """The supported bases counted against the sentence's number, with the money of each level."""
    rows = queries.programme()
    table = tables.programme(rows)
    if file := export_response(table, request):
        return file
    supported = sum(one.supported for one in rows)
    context = {
        "table": table,
        "supported": supported,
        "recognised": len(rows),
        "target": queries.target(),
        "percent": min(100, supported * 100 // queries.target()),
        "without": sum(not one.local for one in rows),
        "sentence": sentence_of(queries.SUPPORT),
    }
    return render(request, "bases/programme.html", context)
