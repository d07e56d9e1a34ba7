"""Pages of design bases: the public list, the office's, and one base for its place and its operator."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from zhiwei.platform.accounts.divisions import covered_by, name_of
from zhiwei.platform.accounts.viewer import Viewer, logged_in, official_only, viewer_of
from zhiwei.platform.audit import reads
from zhiwei.platform.bases.design import law, queries, services, tables
from zhiwei.platform.bases.design.forms import MatchForm, PublishForm
from zhiwei.platform.bases.models import DesignPlace
from zhiwei.platform.bases.services.common import Refused
from zhiwei.platform.bases.services.rounds import PROVINCE
from zhiwei.platform.bases.views.years import year_asked, year_tabs
from zhiwei.platform.cases.models import Case
from zhiwei.platform.decisions.terms import sentence_of
from zhiwei.platform.kit.refusals import Refused as AnyRefused
from zhiwei.platform.kit.tables import export_response
from zhiwei.platform.ledger import purposes
from zhiwei.platform.ledger import queries as ledger
from zhiwei.platform.ledger.chart import Level
from zhiwei.platform.ledger.faults import Refused as LedgerRefused
from zhiwei.platform.ledger.models import Fund
from zhiwei.platform.subjects import queries as subjects
from zhiwei.platform.subjects.models import Subject

TYPE = "design_base"


def _common(request: HttpRequest, *, office: bool) -> dict[str, Any]:
    years = queries.years()
    year = year_asked(request, years)
    return {
        "table": tables.checks(queries.report(year), office=office), "years": years, "year": year,
        "tabs": year_tabs(years, year), "held": queries.places().count(), "target": law.target(), "advice": law.advice(),
        "sentence": sentence_of(law.SENTENCE),
    }  # fmt: skip


def public(request: HttpRequest) -> HttpResponseBase:
    """The places of twelve, and the check of a year."""
    context = _common(request, office=False)
    if file := export_response(context["table"], request):
        return file
    return render(request, "bases/design/public.html", context)


@official_only
def office(request: HttpRequest) -> HttpResponseBase:
    """The same for officials, with their cases; the province publishes the check."""
    viewer = viewer_of(request)
    context = _common(request, office=True)
    if file := export_response(context["table"], request):
        return file
    may = viewer.may(services.PUBLISH, division=PROVINCE)
    here = Subject.objects.filter(entity=law.ENTITY, division__in=viewer.divisions)
    context |= {
        "publish": PublishForm(years=context["years"]) if may and context["years"] else None,
        "bases": here.order_by("division", "name"),
    }  # fmt: skip
    return render(request, "bases/design/office.html", context)


@require_POST
@official_only
def publish(request: HttpRequest) -> HttpResponseBase:
    """Publish the check of a year."""
    form = PublishForm(request.POST, years=queries.years())
    if form.is_valid():
        year = form.cleaned_data["year"]
        address = request.build_absolute_uri(f"{reverse('bases:design')}?year={year}")
        try:
            services.publish(
                viewer_of(request), year, document=form.cleaned_data["document"], address=address
            )
        except AnyRefused as refused:
            refused.tell(request)
        else:
            messages.success(request, _("年度核对已公布。"))
    else:
        messages.error(request, _("请选择年度，填写通报文号。"))
    return redirect("bases:design-office")


@never_cache
@official_only
def one(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """One base for officials: local money is promised here."""
    return _one(request, key, office=True)


@never_cache
@logged_in
def own(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """One base for its operator, who applies here."""
    return _one(request, key, office=False)


def _one(request: HttpRequest, key: UUID, *, office: bool) -> HttpResponseBase:
    viewer = viewer_of(request)
    subject = subjects.visible_one(viewer, key)
    if subject.entity != law.ENTITY or (office and not viewer.covers(subject.division)):
        raise Http404
    place = queries.place_of(subject.pk)
    reads.reveal(viewer, kind="subject", key=str(subject.pk), fields=["payments"])
    funds = _funds(viewer, subject) if place is not None else Fund.objects.none()
    form = MatchForm(request.POST or None, funds=funds) if office and funds.exists() else None
    if (
        request.method == "POST"
        and form is not None
        and place is not None
        and form.is_valid()
        and _matched(request, viewer, place, form)
    ):
        return redirect(request.path)
    checks = [row for year in queries.years() for row in queries.report(year, subject.pk)]
    context = {
        "subject": subject, "name": name_of(subject.division), "place": place, "checks": checks, "form": form,
        "key": request.POST.get("key") or uuid4(), "office": office, "advice": law.advice(),
        "sentence": sentence_of(law.SENTENCE), "target": law.target(), "held": queries.places().count(),
        "open": Case.objects.filter(type=TYPE, subject=subject, ended_at=None).first(),
        "back": f"/office/subjects/{subject.pk}/" if office else f"/my/{subject.pk}/",
        "verdicts": [(row, tables.told(row.each), tables.told(row.together)) for row in checks],
    }  # fmt: skip
    wrong = form is not None and form.errors
    return render(request, "bases/design/one.html", context, status=422 if wrong else 200)


def _funds(viewer: Viewer, subject: Subject) -> QuerySet[Fund]:
    """The viewer's own open funds for local matching money that pay at the base's place."""
    near = ledger.visible(viewer).filter(state=Fund.State.OPEN).exclude(level=Level.PROVINCE)
    able = [
        one.pk
        for one in near
        if purposes.allows(one.purposes, law.MATCH) and viewer.may("ledger.promise", division=one.division)
        and subject.division in covered_by(one.division)
    ]  # fmt: skip
    return Fund.objects.filter(pk__in=able)


def _matched(request: HttpRequest, viewer: Viewer, place: DesignPlace, form: MatchForm) -> bool:
    given = form.cleaned_data
    try:
        services.match(
            viewer, place, given["fund"], given["amount"], key=f"design-match/{request.POST.get('key', '')}"
        )
    except (Refused, LedgerRefused) as refused:
        refused.show(form)
        return False
    messages.success(request, _("已承诺配套资金。"))
    return True
