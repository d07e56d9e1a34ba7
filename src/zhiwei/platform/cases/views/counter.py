"""窗口代办: an official files for somebody who came in person, whose signed paper is scanned where the type asks for it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from zhiwei.platform.accounts.divisions import name_of
from zhiwei.platform.accounts.viewer import may, viewer_of
from zhiwei.platform.audit import reads
from zhiwei.platform.cases import permissions
from zhiwei.platform.cases.casetypes import registry
from zhiwei.platform.cases.forms import CounterForm
from zhiwei.platform.cases.models import Origin
from zhiwei.platform.cases.views.filing import filing_page
from zhiwei.platform.cases.views.own import kind_of
from zhiwei.platform.subjects.queries import by_text, visible

MOST = 20
"""Subjects shown of those found."""


@may("cases.counter")
def choose(request: HttpRequest) -> HttpResponseBase:
    """Whose matter it is, then which."""
    viewer = viewer_of(request)
    form = CounterForm(request.GET or None)
    rows = []
    if form.is_bound and form.is_valid():
        found = by_text(visible(viewer), form.cleaned_data["q"])[:MOST]
        reads.reveal_all(viewer, kind="subject", keys=[str(one.pk) for one in found], fields=["name"])
        for subject in found:
            kinds = [
                kind
                for kind in registry.all_types().values()
                if kind.entity == subject.entity
                and permissions.may_open(viewer, kind, subject, Origin.COUNTER)
            ]
            rows.append((subject, name_of(subject.division), kinds))
    return render(request, "cases/counter.html", {"form": form, "rows": rows, "asked": form.is_bound})


@may("cases.counter")
def new(request: HttpRequest, kind: str, subject: UUID) -> HttpResponseBase:
    """File for a subject."""
    viewer = viewer_of(request)
    found = get_object_or_404(visible(viewer), pk=subject)
    return filing_page(
        request,
        viewer,
        kind_of(kind),
        found,
        Origin.COUNTER,
        lambda made: reverse("cases:office-case", args=[made.pk]),
    )
