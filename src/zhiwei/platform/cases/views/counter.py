"""窗口代办: an official files for somebody who came in person, whose signed paper is scanned where the type asks for it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from zhiwei.platform.accounts.divisions import name_of
from zhiwei.platform.accounts.viewer import may, viewer_of
from zhiwei.platform.audit import reads
from zhiwei.platform.cases import permissions
from zhiwei.platform.cases.casetypes import CaseType, registry
from zhiwei.platform.cases.forms import CounterForm
from zhiwei.platform.cases.models import Origin
from zhiwei.platform.cases.views.filing import filing_page
from zhiwei.platform.cases.views.own import kind_of
from zhiwei.platform.cases.words import actors
from zhiwei.platform.subjects.queries import actors as actors_of_registers
from zhiwei.platform.subjects.queries import by_text, visible

MOST = 20
"""Subjects shown of those found."""


@may("cases.counter")
def choose(request: HttpRequest) -> HttpResponseBase:
    """Whose matter it is, then which."""
    viewer = viewer_of(request)
    form = CounterForm(request.GET or None)
    rows, more = [], False
    if form.is_bound and form.is_valid():
        applicants = visible(viewer).filter(
            entity__in=actors_of_registers()
        )  # records of other rooms apply for nothing
        found = list(by_text(applicants, form.cleaned_data["q"])[: MOST + 1])
        found, more = found[:MOST], len(found) > MOST
        reads.reveal_all(viewer, kind="subject", keys=[str(one.pk) for one in found], fields=["name"])
        for subject in found:
            kinds = [kind for kind in registry.all_types().values() if kind.entity == subject.entity]
            mine = [kind for kind in kinds if permissions.may_open(viewer, kind, subject, Origin.COUNTER)]
            others = [(kind, _why_not(kind)) for kind in kinds if kind not in mine]
            rows.append((subject, name_of(subject.division), mine, others))
    context = {"form": form, "rows": rows, "asked": form.is_bound, "most": MOST if more else 0}
    return render(request, "cases/counter.html", context)


def _why_not(kind: CaseType) -> str:
    """Why this official cannot file a matter at the counter, and who can."""
    if Origin.COUNTER in kind.start.ways:
        return _("由%(who)s在窗口代办") % {"who": actors(kind.start.counter)}
    if Origin.APPLICANT in kind.start.ways:
        return _("只能由申请人自己在网上办理")
    return _("不用申请，符合条件的由系统自动立案")


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
