"""Filing how reviews are scored, and what confirmed services are paid."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhiwei.platform.accounts.viewer import may, viewer_of
from zhiwei.platform.decisions.terms import sentence_of
from zhiwei.platform.instruments import rules, services
from zhiwei.platform.instruments.forms import FiledForm, RateForm, SchemeForm
from zhiwei.platform.kit.refusals import accepted


@may("instruments.scheme")
def scheme(request: HttpRequest) -> HttpResponseBase:
    """File how platforms are scored (19.2)."""
    return _page(request, SchemeForm, services.file_scheme, gettext_lazy("报备考核办法"), rules.REVIEW)


@may("instruments.scheme")
def rate(request: HttpRequest) -> HttpResponseBase:
    """File what confirmed services are paid (19.1)."""
    return _page(request, RateForm, services.file_rate, gettext_lazy("报备实绩补助标准"), rules.SUBSIDY)


def _page(
    request: HttpRequest, kind: type[FiledForm], act: Callable[..., Any], title: Promise | str, sentence: str
) -> HttpResponseBase:
    viewer = viewer_of(request)
    form = kind(viewer, request.POST or None)
    if request.method == "POST" and accepted(
        request, form, lambda **given: act(viewer, **given), _("已报备。")
    ):
        return redirect("instruments:office")
    context = {"form": form, "title": title, "sentence": sentence_of(sentence)}
    return render(request, "instruments/filing.html", context, status=422 if form.errors else 200)
