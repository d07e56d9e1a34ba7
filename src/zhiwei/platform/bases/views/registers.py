"""The registers of one base, kept by its operator or by officials of its place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from zhiwei.platform.accounts.divisions import name_of
from zhiwei.platform.accounts.viewer import Viewer, logged_in, official_only, viewer_of
from zhiwei.platform.audit import reads
from zhiwei.platform.bases import entries, indicators, queries, services, tables
from zhiwei.platform.bases.forms import BaseForm, GraduateForm, MatchForm, MoveInForm, TelephoneForm
from zhiwei.platform.bases.models import Base, Graduation, Residency
from zhiwei.platform.bases.services import Refused
from zhiwei.platform.cases.tables import state_words
from zhiwei.platform.kit import clock
from zhiwei.platform.kit.tables import export_response
from zhiwei.platform.ledger import queries as ledger
from zhiwei.platform.ledger.chart import Level
from zhiwei.platform.ledger.faults import Refused as LedgerRefused
from zhiwei.platform.ledger.models import Fund
from zhiwei.platform.subjects import queries as subjects
from zhiwei.platform.subjects.models import Subject

MOST_ASKED = 50
"""Applications to move in that the page of a base lists, those without an answer first."""


@never_cache
@official_only
def office(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """For officials of the place."""
    return _page(request, key, office=True)


@never_cache
@logged_in
def own(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """For the operator."""
    return _page(request, key, office=False)


def _page(request: HttpRequest, key: UUID, *, office: bool) -> HttpResponseBase:
    viewer = viewer_of(request)
    subject = subjects.visible_one(viewer, key)
    if subject.entity != "base" or (office and not viewer.covers(subject.division)):
        raise Http404
    base = Base.objects.filter(subject=subject).select_related("subject").first()
    if base is None:
        return _register(request, viewer, subject, office)
    forms = {"move_in": MoveInForm, "graduate": GraduateForm, "reach": TelephoneForm}
    sent = request.POST.get("act", "") if request.method == "POST" else ""
    made: dict[str, Form] = {
        name: form(request.POST if sent == name else None, prefix=name) for name, form in forms.items()
    }
    funds = _funds(viewer, base)
    made["match"] = MatchForm(request.POST if sent == "match" else None, prefix="match", funds=funds)
    if sent in made and made[sent].is_valid() and _done(request, viewer, base, sent, made[sent]):
        return redirect(request.path)
    context = _context(viewer, base, office)
    for table in (context["residents"], context["graduates"]):
        if file := export_response(table, request):
            return file
    context |= {"forms": made, "funds": funds, "key": uuid4()}
    return render(request, "bases/registers.html", context, status=422 if sent else 200)


def _register(request: HttpRequest, viewer: Viewer, subject: Subject, office: bool) -> HttpResponseBase:
    form = BaseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.register_base(viewer, subject, **form.cleaned_data)
        except Refused as refused:
            refused.show(form)
        else:
            messages.success(request, _("已登记。"))
            return redirect(request.path)
    context = {"subject": subject, "form": form, "office": office, "back": _back(subject, office)}
    return render(request, "bases/register.html", context, status=422 if form.errors else 200)


def _done(request: HttpRequest, viewer: Viewer, base: Base, act: str, form: Form) -> bool:
    given = form.cleaned_data
    acts: dict[str, Callable[[], Any]] = {
        "move_in": lambda: services.move_in(viewer, base, given["firm"], on=given["on"], area=given["area"]),
        "graduate": lambda: services.graduate(
            viewer, base, given["firm"], on=given["on"], document=given["document"]
        ),
        "reach": lambda: services.set_telephone(viewer, base, given["telephone"]),
        "match": lambda: services.match(
            viewer, base, given["fund"], given["amount"], key=f"match/{request.POST.get('key', '')}"
        ),
    }
    try:
        acts[act]()
    except (Refused, LedgerRefused) as refused:
        refused.show(form)
        return False
    messages.success(request, _("已登记。"))
    return True


def _funds(viewer: Viewer, base: Base) -> Any:
    """The local funds from which the viewer may promise support."""
    if base.recognised_on is None:
        return Fund.objects.none()
    able = [
        one.pk
        for one in ledger.visible(viewer).filter(state=Fund.State.OPEN).exclude(level=Level.PROVINCE)
        if queries.SUPPORT in one.purposes and viewer.may("ledger.promise", division=one.division)
    ]
    return Fund.objects.filter(pk__in=able)


def _context(viewer: Viewer, base: Base, office: bool) -> dict[str, Any]:
    today = clock.today()
    found = indicators.of(base, today)
    wanted = entries.asked(base)
    entries.join_as(viewer, base, wanted)
    asked = list(wanted[:MOST_ASKED])
    residencies = list(base.residencies.select_related("firm"))
    firms = {one.firm_id for one in residencies} | {one.firm_id for one in base.graduations.all()}
    firms |= {one.subject_id for one in asked}
    reads.reveal_all(
        viewer,
        kind="subject",
        keys=sorted(map(str, firms)),
        fields=["name"],
        why=gettext_lazy("查看入驻名录"),
    )
    return {
        "base": base,
        "subject": base.subject,
        "asked": [(one, state_words(one)) for one in asked],
        "place": name_of(base.subject.division),
        "office": office,
        "back": _back(base.subject, office),
        "today": today,
        "found": found,
        "occupancy": queries.occupancy(base, today),
        "residencies": residencies,
        "graduations": base.graduations.select_related("firm"),
        "residents": tables.residents(base.residencies.select_related("firm")),
        "graduates": tables.graduates(base.graduations.select_related("firm")),
        "standing": queries.standing_of(base),
        "may_keep": queries.may_keep(viewer, base),
        "round": queries.open_round(),
        "support": next((one for one in queries.programme() if one.base == base), None),
    }


def _back(subject: Subject, office: bool) -> str:
    return f"/office/subjects/{subject.pk}/" if office else f"/my/{subject.pk}/"


@require_POST
@logged_in
def leave(request: HttpRequest, which: UUID) -> HttpResponseBase:
    """A resident moved out today, or the entry was a mistake."""
    entry = get_object_or_404(Residency.objects.select_related("base__subject", "firm"), pk=which)
    return _end(request, entry, lambda viewer: services.move_out(viewer, entry, on=clock.today()))


@require_POST
@logged_in
def unmake(request: HttpRequest, which: UUID) -> HttpResponseBase:
    """A graduation was entered by mistake."""
    entry = get_object_or_404(Graduation.objects.select_related("base__subject", "firm"), pk=which)
    return _end(request, entry, None)


def _end(
    request: HttpRequest, entry: Residency | Graduation, otherwise: Callable[[Viewer], Any] | None
) -> HttpResponseBase:
    viewer = viewer_of(request)
    base = queries.own_one(viewer, entry.base.subject_id)
    why = request.POST.get("why", "")
    try:
        if why or otherwise is None:
            services.strike(viewer, entry, why)
        else:
            otherwise(viewer)
    except Refused as refused:
        refused.tell(request)
    else:
        messages.success(request, _("已登记。"))
    official = viewer.covers(base.subject.division)
    return redirect("bases:office" if official else "bases:own", base.subject_id)
