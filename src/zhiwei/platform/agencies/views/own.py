"""The pages of an agency or platform: its separation and conversion, its plan, the register of agencies."""

from __future__ import annotations

import uuid
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from zhiwei.platform.accounts.divisions import name_of
from zhiwei.platform.accounts.viewer import logged_in, may, viewer_of
from zhiwei.platform.agencies import queries, services, tables
from zhiwei.platform.agencies.forms import JoinForm
from zhiwei.platform.agencies.models import Body, Ground, Listing, Platform, State
from zhiwei.platform.cases.models import Case
from zhiwei.platform.decisions.terms import sentence_of
from zhiwei.platform.kit import clock
from zhiwei.platform.kit.refusals import Refused, done
from zhiwei.platform.subjects.queries import own_subjects


@never_cache
@may("cases.apply")
def join(request: HttpRequest) -> HttpResponseBase:
    """Apply to the register of agencies, for any legal person of the viewer's."""
    viewer = viewer_of(request)
    own = queries.legal_persons(viewer)
    form = JoinForm(own, request.POST or None, initial={"key": uuid.uuid4().hex})
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        try:
            made = services.apply(viewer, given.pop("who"), **given)
        except Refused as refused:
            refused.show(form)
        else:
            messages.success(request, _("申请已提交。"))
            return redirect("cases:own-case", made.pk)
    context = {"form": form, "own": own, "grounds": Ground.labels, "sentence": sentence_of("15.4")}
    return render(request, "agencies/join.html", context, status=422 if form.errors else 200)


@never_cache
@logged_in
def subject(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """Where an agency or platform stands, and what it may do next."""
    viewer = viewer_of(request)
    found = get_object_or_404(own_subjects(viewer), pk=queries.subject_of(viewer, key).pk)
    platform = Platform.objects.filter(subject=found).first()
    body = Body.objects.filter(subject=found).first()
    context = {
        "subject": found, "place": name_of(found.division), "platform": platform, "body": body,
        "platform_state": tables.platform_state(platform, clock.today()) if platform else None,
        "body_tag": tables.BODY_TAGS[State(body.state)] if body else "", "stages": body.stages.all() if body else (),
        "listing": Listing.objects.filter(subject=found, state=Listing.State.LISTED).first(),
        "cases": Case.objects.filter(subject=found, ended_at=None).order_by("opened_at"),
    }  # fmt: skip
    return render(request, "agencies/own.html", context)


@require_POST
@may("cases.apply")
def leave(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """Leave the register."""
    viewer = viewer_of(request)
    found = get_object_or_404(Listing, subject=queries.subject_of(viewer, key))
    return done(request, lambda: services.leave(viewer, found), _("已退出名录。"), "agencies:own", key)
