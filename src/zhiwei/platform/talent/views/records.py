"""One record as its parties see it, and what they do there beside the steps of its case."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from zhiwei.platform.accounts.viewer import Viewer, logged_in, viewer_of
from zhiwei.platform.audit import reads
from zhiwei.platform.cases import queries as cases
from zhiwei.platform.cases.views.shown import doers, page_of
from zhiwei.platform.cases.views.steps import step_page
from zhiwei.platform.decisions.terms import sentence_of
from zhiwei.platform.kit import clock
from zhiwei.platform.kit.refusals import accepted, done
from zhiwei.platform.kit.tables import export_response
from zhiwei.platform.talent import asking, queries, services, tables
from zhiwei.platform.talent.forms import (
    InsuranceForm,
    PaymentForm,
    RevisionForm,
    TitleDecisionForm,
    TitleForm,
    WorkForm,
)
from zhiwei.platform.talent.kinds import AnyRecord, kind_of
from zhiwei.platform.talent.models import (
    Secondment,
    Split,
    SplitMember,
    TechnologyShare,
    TitleApplication,
    WorkDone,
)
from zhiwei.platform.talent.parties import join


def _own(viewer: Viewer, key: UUID) -> AnyRecord:
    record = queries.own_one(viewer, key)
    if record.case is None:
        raise Http404
    join(viewer, record)
    return record


@never_cache
@logged_in
def record(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """What the record says, where it stands, and the viewer's steps and forms."""
    viewer = viewer_of(request)
    one = _own(viewer, key)
    assert one.case is not None
    sent = request.POST.get("act", "") if request.method == "POST" else ""
    forms = _forms(viewer, one, sent, request.POST or None)
    if sent in forms and _done(request, viewer, one, sent, forms[sent]):
        return redirect("talent:record", one.pk)
    _read(viewer, one)
    steps = [rule for rule in cases.may_do(viewer, one.case) if rule.id != "revise"]
    told = shown(one, full=True)
    if "members" in told and (file := export_response(told["members"], request)):
        return file
    context = page_of(viewer, one.case) | told | {
        "steps": doers(steps), "forms": forms, "may_keep": _keeps(viewer, one), "titles_form": TitleDecisionForm(),
        "payment_form": PaymentForm(), "firm_speaks": _firm_speaks(viewer, one),
    }  # fmt: skip
    return render(request, "talent/record.html", context, status=422 if sent else 200)


def shown(one: AnyRecord, *, full: bool) -> dict[str, Any]:
    """What the pages of a record show, for parties and officials; ``full`` with whole names."""
    context: dict[str, Any] = {
        "record": one,
        "which": kind_of(one),
        "sentence": sentence_of(kind_of(one).measure),
    }
    context["people"] = [(p.name if full else p.masked, p) for p in queries.people_in(one)]
    match one:
        case Secondment():
            context |= {
                "days_left": _left(one), "missing": queries.months_missing(one), "months": one.insurance.count(),
                "works": one.works.all(), "titles": one.titles.prefetch_related("works"),
                "reminders": one.reminders.all(),
            }  # fmt: skip
        case TechnologyShare():
            context["limits"] = asking.limits(one, one.accepted_on)
        case Split():
            members = list(one.members.select_related("researcher"))
            context |= {"members": tables.members(members, full=full), "parts": members}
    return context


def _left(one: Secondment) -> int | None:
    """Days to the end of the kept post; None before the filing and after the end."""
    if one.kept_until is None or one.ended_on is not None:
        return None
    return (one.kept_until - clock.today()).days


def _read(viewer: Viewer, one: AnyRecord) -> None:
    """Names shown to somebody else than the persons themselves."""
    keys = [str(p.pk) for p in queries.people_in(one) if p.organisation_id not in viewer.organisation_ids]
    if keys:
        reads.reveal_all(viewer, kind="researcher", keys=keys, fields=["name"], why=kind_of(one).label)


def _keeps(viewer: Viewer, one: AnyRecord) -> bool:
    unit = getattr(one, "unit", None)
    own = unit.organisation_id if unit is not None else None
    return own is not None and viewer.may("talent.keep", organisation_id=own)


def _firm_speaks(viewer: Viewer, one: AnyRecord) -> bool:
    return isinstance(one, Secondment) and one.firm.organisation_id in viewer.organisation_ids


def _forms(viewer: Viewer, one: AnyRecord, sent: str, data: Any) -> dict[str, Form]:
    """The forms that the viewer may use on this page, by what they do."""

    def given(name: str) -> Any:
        return data if sent == name else None

    found: dict[str, Form] = {}
    if isinstance(one, Secondment) and one.filed_on is not None:
        if one.researcher.organisation_id in viewer.organisation_ids:
            found["work"] = WorkForm(given("work"), prefix="work")
            if one.ended_on is None:
                found["title"] = TitleForm(one, given("title"), prefix="title")
        if _keeps(viewer, one):
            found["insurance"] = InsuranceForm(given("insurance"), prefix="insurance")
    if isinstance(one, Split) and one.live and one.frozen_on is None and _keeps(viewer, one):
        text = "\n".join(f"{m.researcher.number} {m.share}" for m in one.members.select_related("researcher"))
        found["revise"] = RevisionForm(one.unit, given("revise"), prefix="revise", initial={"members": text})
    return found


def _done(request: HttpRequest, viewer: Viewer, one: AnyRecord, act: str, form: Form) -> bool:
    match one, act:
        case Secondment(), "work":
            return accepted(request, form, lambda **g: services.state_work(viewer, one, **g), _("已登记。"))
        case Secondment(), "title":
            return accepted(
                request, form, lambda **g: services.apply_for_title(viewer, one, **g), _("已申报。")
            )
        case Secondment(), "insurance":
            return accepted(
                request, form, lambda **g: services.pay_insurance(viewer, one, **g), _("已登记。")
            )
        case Split(), "revise":
            return accepted(
                request, form, lambda members, change: services.revise(viewer, one, members, change=change),
                _("已修改，请各人重新同意。"),
            )  # fmt: skip
    return False


@logged_in
def step(request: HttpRequest, key: UUID, transition: str) -> HttpResponseBase:
    """The form of a step."""
    viewer = viewer_of(request)
    one = _own(viewer, key)
    assert one.case is not None
    return step_page(request, viewer, one.case, transition, reverse("talent:record", args=[key]))


@require_POST
@logged_in
def confirm_work(request: HttpRequest, key: UUID, which: UUID) -> HttpResponseBase:
    """The firm confirms a piece of work."""
    viewer = viewer_of(request)
    one = _own(viewer, key)
    work = get_object_or_404(WorkDone.objects.select_related("secondment__firm"), pk=which, secondment=one.pk)
    return done(request, lambda: services.confirm_work(viewer, work), _("已确认。"), "talent:record", key)


@require_POST
@logged_in
def decide_title(request: HttpRequest, key: UUID, which: UUID) -> HttpResponseBase:
    """The former unit's decision on a title."""
    viewer = viewer_of(request)
    one = _own(viewer, key)
    asked = get_object_or_404(
        TitleApplication.objects.select_related("secondment__unit", "secondment__researcher"),
        pk=which, secondment=one.pk,
    )  # fmt: skip
    said = request.POST
    return done(
        request,
        lambda: services.decide_title(
            viewer, asked, granted=said.get("granted") == "yes", document=said.get("document", ""),
            reason=said.get("reason", ""),
        ),
        _("已登记。"), "talent:record", key,
    )  # fmt: skip


@require_POST
@logged_in
def withdraw_title(request: HttpRequest, key: UUID, which: UUID) -> HttpResponseBase:
    """The expert takes his application back."""
    viewer = viewer_of(request)
    one = _own(viewer, key)
    asked = get_object_or_404(
        TitleApplication.objects.select_related("secondment__researcher"), pk=which, secondment=one.pk
    )
    return done(request, lambda: services.withdraw_title(viewer, asked), _("已撤回。"), "talent:record", key)


@require_POST
@logged_in
def pay(request: HttpRequest, key: UUID, which: int) -> HttpResponseBase:
    """The unit paid somebody his part."""
    viewer = viewer_of(request)
    one = _own(viewer, key)
    member = get_object_or_404(
        SplitMember.objects.select_related("split__subject", "split__unit"), pk=which, split=one.pk
    )
    form = PaymentForm(request.POST)
    if not form.is_valid():
        services.Refused([_("请填写发放日期和凭证号")]).tell(request)
        return redirect("talent:record", key)
    given = form.cleaned_data
    return done(
        request, lambda: services.record_payment(viewer, member, on=given["on"], voucher=given["voucher"]),
        _("已登记发放。"), "talent:record", key,
    )  # fmt: skip
