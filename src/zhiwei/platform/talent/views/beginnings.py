"""The forms that begin a record: move, declaration, conversion, split, award."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from zhiwei.platform.accounts.viewer import Viewer, may, viewer_of
from zhiwei.platform.decisions.terms import sentence_of
from zhiwei.platform.kit import uploads
from zhiwei.platform.talent import asking, queries, services
from zhiwei.platform.talent.forms import AwardForm, DeclareForm, MoveForm, ShareForm, SplitForm
from zhiwei.platform.talent.kinds import AnyRecord
from zhiwei.platform.talent.services.shares import draft

Given = dict[str, Any]


def _begin(
    request: HttpRequest, form: Form, measure: str, title: str, button: str, act: Callable[[Given], AnyRecord],
    **more: Any,
) -> HttpResponseBase:  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            made = act(dict(form.cleaned_data))
        except services.Refused as refused:
            refused.show(form)
        else:
            messages.success(request, _("已提交。"))
            return redirect("talent:record", made.pk)
    context = {"form": form, "title": title, "button": button, "sentence": sentence_of(measure), **more}
    return render(request, "talent/form.html", context, status=422 if form.errors else 200)


@never_cache
@may("cases.apply")
def move(request: HttpRequest) -> HttpResponseBase:
    """An expert asks to move to a firm (20.2)."""
    viewer = viewer_of(request)
    form = MoveForm(queries.researchers_of(viewer), request.POST or None)

    def act(given: Given) -> AnyRecord:
        key = f"secondment/{given.pop('key')}"
        return services.ask_to_move(viewer, given.pop("researcher"), given.pop("firm"), key=key, **given)

    return _begin(request, form, "20.2", _("申请到小微企业工作"), _("提出申请"), act)


@never_cache
@may("cases.apply")
def declare(request: HttpRequest) -> HttpResponseBase:
    """A spare-time founder declares (20.3)."""
    viewer = viewer_of(request)
    form = DeclareForm(queries.researchers_of(viewer), request.POST or None)

    def act(given: Given) -> AnyRecord:
        key = f"spare_time/{given.pop('key')}"
        return services.declare(viewer, given.pop("researcher"), given.pop("firm"), key=key, **given)

    return _begin(request, form, "20.3", _("在职创业声明"), _("提交声明"), act)


@never_cache
@may("cases.apply")
def share(request: HttpRequest) -> HttpResponseBase:
    """A firm files a conversion (20.4); the limits of both readings are shown beside what was written."""
    viewer = viewer_of(request)
    form = ShareForm(queries.firms_of(viewer), request.POST or None, request.FILES or None)

    def act(given: Given) -> AnyRecord:
        files = {name: _kept(viewer, given.pop(f"{name}_file")) for name in ("appraisal", "resolution")}
        key = f"technology_share/{given.pop('key')}"
        return services.file_share(viewer, given.pop("firm"), given, key=key, documents=files)

    more: Given = {}
    if request.method == "POST" and _amounts(form):
        wanted = ("asset_value", "share_value", "capital", "other_non_monetary")
        one = draft(
            form.cleaned_data["firm"], {name: form.cleaned_data[name] for name in wanted} | {"report": ""}
        )
        more = {"limits": asking.limits(one)}
    return _begin(request, form, "20.4", _("申报技术股份折算"), _("申报"), act, **more)


def _amounts(form: ShareForm) -> bool:
    """Whether firm and amounts are written well enough to show the limits."""
    form.is_valid()
    return {"firm", "asset_value", "share_value", "capital", "other_non_monetary"} <= set(form.cleaned_data)


def _kept(viewer: Viewer, file: uploads.Checked) -> Any:
    return uploads.keep(file, viewer.user_id)


@never_cache
@may("talent.keep")
def split(request: HttpRequest) -> HttpResponseBase:
    """A unit proposes a split (20.5)."""
    viewer = viewer_of(request)
    form = SplitForm(queries.units_of(viewer), request.POST or None)

    def act(given: Given) -> AnyRecord:
        key, portions = f"income_split/{given.pop('key')}", given.pop("members")
        return services.propose(viewer, given.pop("unit"), given, portions, key=key)

    return _begin(request, form, "20.5", _("提出收益分配方案"), _("提出方案"), act)


@never_cache
@may("talent.keep")
def award(request: HttpRequest) -> HttpResponseBase:
    """A unit files an award in equity (20.6)."""
    viewer = viewer_of(request)
    form = AwardForm(queries.staff_of(viewer).filter(left_on=None), request.POST or None)

    def act(given: Given) -> AnyRecord:
        key = f"equity_award/{given.pop('key')}"
        return services.file_award(viewer, given.pop("researcher"), given.pop("company"), given, key=key)

    return _begin(request, form, "20.6", _("申报股权奖励"), _("申报"), act)
