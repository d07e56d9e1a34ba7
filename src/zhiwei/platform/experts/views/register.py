"""The register of experts: taking one in, changing what it says, letting him leave, opening sessions for him."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from zhiwei.platform.accounts.divisions import covered_by, name_of
from zhiwei.platform.accounts.viewer import may, viewer_of
from zhiwei.platform.experts import queries, services, tables
from zhiwei.platform.experts.forms import ExpertForm, NewExpertForm
from zhiwei.platform.experts.models import Expert
from zhiwei.platform.experts.views.desk import session_page
from zhiwei.platform.kit.refusals import done


@may("experts.keep")
def new(request: HttpRequest) -> HttpResponseBase:
    """Take an expert into the group."""
    viewer = viewer_of(request)
    form = NewExpertForm(viewer, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.register(viewer, form.cleaned_data["user"], **form.given())
        except services.Refused as refused:
            refused.show(form)
        else:
            messages.success(request, _("已登记，本领域待解答的问题已送到他的工作页。"))
            return redirect("experts:expert", made.pk)
    return render(request, "experts/expert_form.html", {"form": form}, status=422 if form.errors else 200)


def _expert(request: HttpRequest, key: UUID) -> Expert:
    return get_object_or_404(queries.experts_of(viewer_of(request)), pk=key)


@may("experts.keep")
def expert(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """One expert: what the register says, his sessions, and for those who keep his entry the form that changes it."""
    viewer, found = viewer_of(request), _expert(request, key)
    initial = {
        "background": found.background, "division": found.division, "introduction": found.introduction,
        "fields_": [one.field for one in found.expertise.all()],
    }  # fmt: skip
    keeps = viewer.may("experts.keep", division=found.division) and found.state == Expert.State.ACTIVE
    form = ExpertForm(viewer, request.POST or None, initial=initial) if keeps else None
    if request.method == "POST" and form is not None and form.is_valid():
        try:
            services.change(viewer, found, **form.given())
        except services.Refused as refused:
            refused.show(form)
        else:
            messages.success(request, _("已保存。"))
            return redirect("experts:expert", key)
    context = {
        "expert": found, "place": name_of(found.division), "fields": tables.fields_of(found), "form": form,
        "sessions": tables.sessions(queries.counted(found.sessions.all()), office=True),
        "grade": queries.mean_grade(found), "answered": found.answered.count(),
        "active": found.state == Expert.State.ACTIVE,
    }  # fmt: skip
    failed = form is not None and bool(form.errors)
    return render(request, "experts/expert.html", context, status=422 if failed else 200)


@require_POST
@may("experts.keep")
def end(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """Let him leave."""
    viewer, found = viewer_of(request), _expert(request, key)
    return done(request, lambda: services.end(viewer, found), _("已登记退出。"), "experts:expert", key)


@may("experts.keep")
def new_session(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """A session for an expert, in the viewer's own divisions that he serves."""
    viewer, found = viewer_of(request), _expert(request, key)
    codes = covered_by(found.division)
    able = frozenset(code for code in codes if viewer.may("experts.keep", division=code))
    return session_page(request, found, able, "experts:expert", key)
