"""Filling in a filing: each form of its page, for the applicant and at the counter alike."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from zhiwei.platform.accounts.divisions import name_of
from zhiwei.platform.accounts.viewer import Viewer, logged_in, viewer_of
from zhiwei.platform.audit import reads
from zhiwei.platform.cases.faults import Refused as CaseRefused
from zhiwei.platform.kit import clock, uploads
from zhiwei.platform.kit.refusals import Refused as AnyRefused
from zhiwei.platform.registration import capital, defects, notices, papers, queries, services
from zhiwei.platform.registration.forms import ContributionForm, EntryForm, PaidForm, PaperForm, PartyForm
from zhiwei.platform.registration.models import Entry, Filing
from zhiwei.platform.registration.tables import subject_of
from zhiwei.platform.registration.views.shown import page_of


def _one(request: HttpRequest, key: UUID) -> tuple[Viewer, Filing]:
    viewer = viewer_of(request)
    return viewer, queries.visible_one(viewer, key)


def _entry(filing: Filing, number: int) -> Entry:
    return get_object_or_404(filing.entries.select_related("filing"), number=number)


def _at_office(viewer: Viewer, filing: Filing) -> bool:
    return not queries.own(viewer).filter(pk=filing.pk).exists()


def _back(viewer: Viewer, filing: Filing) -> HttpResponseBase:
    address = "registration:office-filing" if _at_office(viewer, filing) else "registration:own"
    return redirect(address, filing.pk)


def _taken(
    request: HttpRequest, viewer: Viewer, filing: Filing, form: Form, act: Callable[[], object]
) -> HttpResponseBase:
    """Do what a form asks, and go back; with faults the whole page is shown with the form on top of it."""
    if form.is_valid():
        try:
            act()
        except AnyRefused as refused:
            refused.show(form)
        else:
            messages.success(request, _("已保存。"))
            return _back(viewer, filing)
    fresh = queries.visible_one(viewer, filing.pk)
    context = page_of(viewer, fresh, office=_at_office(viewer, fresh)) | {
        "faulty": form,
        "action": request.path,
    }
    return render(request, "registration/filing.html", context, status=422)


@require_POST
@logged_in
def entry(request: HttpRequest, key: UUID, number: int) -> HttpResponseBase:
    """What an enterprise is called, its form and so on."""
    viewer, filing = _one(request, key)
    found = _entry(filing, number)
    form = EntryForm(found, request.POST)
    return _taken(
        request, viewer, filing, form, lambda: services.change_entry(viewer, found, **form.cleaned_data)
    )


@require_POST
@logged_in
def entries(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """One more enterprise that a division leaves, or what a merger leaves; or one of them taken back."""
    viewer, filing = _one(request, key)
    act = request.POST.get("act", "")
    acts: dict[str, Callable[[], object]] = {
        "new": lambda: services.new_entry(viewer, filing),
        "goes_on": lambda: services.new_entry(viewer, filing, goes_on=True),
        "absorbs": lambda: services.new_entry(viewer, filing, anew=False),
    }
    if act.isdecimal():
        acts[act] = lambda: services.drop_entry(viewer, _entry(filing, int(act)))
    try:
        acts.get(act, lambda: None)()
    except AnyRefused as refused:
        refused.tell(request)
    return _back(viewer, filing)


@require_POST
@logged_in
def contribute(request: HttpRequest, key: UUID, number: int) -> HttpResponseBase:
    """One instalment more."""
    viewer, filing = _one(request, key)
    found = _entry(filing, number)
    form = ContributionForm(request.POST, prefix=f"c{number}")
    return _taken(
        request, viewer, filing, form, lambda: services.contribute(viewer, found, **form.cleaned_data)
    )


@require_POST
@logged_in
def drop(request: HttpRequest, key: UUID, which: UUID) -> HttpResponseBase:
    """An instalment taken back."""
    viewer, filing = _one(request, key)
    for each in filing.entries.all():
        one = each.contributions.filter(pk=which).select_related("entry__filing").first()
        if one is not None:
            try:
                services.drop_contribution(viewer, one)
            except AnyRefused as refused:
                refused.tell(request)
    return _back(viewer, filing)


@require_POST
@logged_in
def paid(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """An instalment that was paid."""
    viewer, filing = _one(request, key)
    rows = capital.standing(filing.enterprise) if filing.enterprise is not None else None
    form = PaidForm(rows, request.POST)

    def act() -> None:
        given = dict(form.cleaned_data)
        services.state_paid(viewer, filing, given.pop("contribution"), **given)

    return _taken(request, viewer, filing, form, act)


@require_POST
@logged_in
def party(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """Another enterprise that goes into a merger."""
    viewer, filing = _one(request, key)
    form = PartyForm(request.POST)
    return _taken(
        request, viewer, filing, form, lambda: services.add_party(viewer, filing, form.cleaned_data["firm"])
    )


@require_POST
@logged_in
def paper(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """A paper."""
    viewer, filing = _one(request, key)
    form = PaperForm(filing, list(papers.paper_list().words), request.POST, request.FILES)
    return _taken(
        request, viewer, filing, form,
        lambda: services.hand_in(viewer, filing, form.cleaned_data["name"], form.cleaned_data["file"]),
    )  # fmt: skip


@logged_in
def document(request: HttpRequest, key: UUID, which: UUID) -> HttpResponseBase:
    """A paper, for whoever may see the filing."""
    viewer, filing = _one(request, key)
    one = get_object_or_404(filing.papers.select_related("file"), pk=which)
    if filing.subject_id is not None:
        reads.reveal(viewer, kind="subject", key=str(filing.subject_id), fields=["registration"])
    return uploads.response(one.file, inline=True)


@logged_in
def told(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """The notice of all that was missing, to be printed and handed over; for whoever may see the filing."""
    viewer, filing = _one(request, key)
    if (step := notices.of(filing)) is None:
        raise Http404
    reads.reveal(viewer, kind="subject", key=str(filing.subject_id), fields=["registration"])
    context = {
        "filing": filing, "step": step, "case": filing.case, "place": name_of(filing.division), "about": subject_of(filing),
        "office": _at_office(viewer, filing),
    }  # fmt: skip
    return render(request, "registration/told.html", context)


@require_POST
@logged_in
def submit(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """Hand it in; with anything missing only where the form says so expressly."""
    viewer, filing = _one(request, key)
    if filing.case is None and "anyway" not in request.POST and defects.of(filing, clock.today()):
        messages.error(
            request, _("还没有提交：下面列着还缺的。可以先补上；确实要缺着提交的，请在提交处勾选确认。")
        )
        return _back(viewer, filing)
    try:
        made = services.submit(viewer, filing)
    except (AnyRefused, CaseRefused) as refused:
        refused.tell(request)
    else:
        number = made.case.number if made.case is not None else ""
        messages.success(request, _("已提交，编号 %(number)s。") % {"number": number})
    return _back(viewer, filing)
