"""The applicant's pages: his cases, what he may do, and what he says of it."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from zhiwei.platform.accounts.viewer import Viewer, logged_in, may, viewer_of
from zhiwei.platform.cases import casetypes, hanging, paying, queries, services
from zhiwei.platform.cases.about import lines_of
from zhiwei.platform.cases.acts import entrance_of
from zhiwei.platform.cases.beginning import begins
from zhiwei.platform.cases.filters import OwnFilter
from zhiwei.platform.cases.forms import ArrivalForm, RatingForm, TextForm
from zhiwei.platform.cases.invited import invited
from zhiwei.platform.cases.models import Case, Origin
from zhiwei.platform.cases.tables import own_table
from zhiwei.platform.cases.titles import named
from zhiwei.platform.cases.views.filing import filing_page
from zhiwei.platform.cases.views.shown import against, doers, page_of, stands_of
from zhiwei.platform.cases.views.steps import step_page
from zhiwei.platform.kit.refusals import done
from zhiwei.platform.kit.tables import export_response
from zhiwei.platform.subjects.queries import own_subjects

SHORT = 6
"""So many matters to apply for stand open above a firm's cases; more are folded, unless it has no case yet."""


def _own(viewer: Viewer, key: UUID) -> Case:
    return get_object_or_404(queries.own(viewer), pk=key)


@never_cache
@logged_in
def listed(request: HttpRequest) -> HttpResponseBase:
    """The cases of the viewer's firms, and what may be applied for."""
    viewer = viewer_of(request)
    rows = queries.own(viewer)
    types = set(rows.order_by().values_list("type", flat=True))
    narrow = OwnFilter(request.GET, types)
    chosen = narrow.chosen()
    if state := chosen.get("state"):
        rows = rows.filter(ended_at__isnull=state == "open")
    if kind := chosen.get("type"):
        rows = rows.filter(type=kind)
    table = own_table(rows)
    if file := export_response(table, request):
        return file
    offers = begins(viewer)
    beside = Case.objects.filter(invited(viewer), ended_at=None).select_related("subject")
    context = {
        "table": table,
        "filters": narrow,
        "offers": offers,
        "folded": bool(types) and len(offers) > SHORT,
        "several": len({one.subject.pk for one in offers if one.subject}) > 1,
        "invited": [(one, named(one)) for one in beside],
    }
    return render(request, "cases/own_list.html", context)


@never_cache
@logged_in
def case(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """One of the viewer's cases."""
    viewer = viewer_of(request)
    found = _own(viewer, key)
    speaks = viewer.may("cases.voice", organisation_id=found.subject.organisation_id)
    able = queries.may_do(viewer, found)
    page = page_of(viewer, found)
    hangs = [] if found.ended else hanging.of(found)
    own_money = [one for one in hangs if not one.payee]
    context = page | {
        "about": lines_of(viewer, found),
        "defects": queries.to_correct(found),
        "stands": stands_of(found),
        "steps": doers(one for one in able if not (one.withdraws or one.amends)),
        "amendments": [one for one in able if one.amends],
        "withdrawals": [one for one in able if one.withdraws],
        "complaints": found.complaints.all(),
        "pays": any(one.asks_arrival for one in casetypes.get(found.type).states.values()),
        "hanging": hangs,
        "own_money": own_money,
        "own_due": any(one.due for one in own_money),
        "account": hanging.account_to_pay(found),
        "claims": paying.claimed(found),
        "to_pay_back": paying.to_pay_back(found),
        "paid_to": paying.accounts_paid(found),
        "why": against(found),
        "accounts": found.subject.bank_accounts.exclude(state="ended"),
        "speaks": speaks,
        "may_rate": speaks
        and found.ended
        and casetypes.get(found.type).rating
        and not hasattr(found, "rating"),
        "rating_form": RatingForm(),
        "arrival_form": ArrivalForm(),
        "text_form": TextForm(),
    }
    return render(request, "cases/own_case.html", context)


@logged_in
def step(request: HttpRequest, key: UUID, transition: str) -> HttpResponseBase:
    """The form of a step."""
    viewer = viewer_of(request)
    return step_page(request, viewer, _own(viewer, key), transition, reverse("cases:own-case", args=[key]))


@may("cases.apply")
def new(request: HttpRequest, kind: str, subject: UUID) -> HttpResponseBase:
    """Apply for something; what begins elsewhere is led there, unless that page has sent what it fills in."""
    viewer = viewer_of(request)
    found = get_object_or_404(own_subjects(viewer), pk=subject)
    if request.method != "POST" and not request.GET and (elsewhere := entrance_of(kind)):
        return redirect(elsewhere)
    return filing_page(
        request,
        viewer,
        kind_of(kind),
        found,
        Origin.APPLICANT,
        lambda made: reverse("cases:own-case", args=[made.pk]),
    )


def kind_of(name: str) -> casetypes.CaseType:
    """A case type; raises Http404 for an unknown one."""
    try:
        return casetypes.get(name)
    except KeyError:
        raise Http404 from None


def _done(request: HttpRequest, key: UUID, act: Callable[[], object], said: str) -> HttpResponseBase:
    _own(viewer_of(request), key)
    return done(request, act, said, "cases:own-case", key)


@require_POST
@may("cases.voice")
def rate(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """好差评."""
    grade, text = request.POST.get("grade", ""), request.POST.get("text", "")
    given = int(grade) if grade.isdecimal() else 0
    return _done(
        request,
        key,
        lambda: services.rate(viewer_of(request), key, grade=given, text=text),
        _("谢谢您的评价。"),
    )


@require_POST
@may("cases.voice")
def arrival(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """Whether the money came."""
    answer, text = request.POST.get("answer", ""), request.POST.get("text", "")
    viewer = viewer_of(request)
    return _done(
        request,
        key,
        lambda: services.confirm_arrival(viewer, key, answer=answer, text=text),
        _("已记下，谢谢。"),
    )


@require_POST
@may("cases.voice")
def complain(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """A complaint."""
    text = request.POST.get("text", "")
    viewer = viewer_of(request)
    return _done(
        request,
        key,
        lambda: services.complain(viewer, key, text=text),
        _("投诉已提交，由未办理过本件的人答复。"),
    )
