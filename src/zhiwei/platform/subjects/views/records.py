"""Guarantees and loans: lists, one guarantee with what became of it, one loan, entry of one contract."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from zhiwei.platform.accounts.divisions import name_of
from zhiwei.platform.accounts.viewer import Viewer, logged_in, official_only, viewer_of
from zhiwei.platform.audit import reads
from zhiwei.platform.audit.lists import read_or_taken
from zhiwei.platform.kit.refusals import accepted, done
from zhiwei.platform.kit.tables import Table, export_response
from zhiwei.platform.subjects import record_tables as tables
from zhiwei.platform.subjects.contract_files import GuaranteeFile, LoanFile
from zhiwei.platform.subjects.models import Guarantee, GuaranteeEvent, Loan, Subject
from zhiwei.platform.subjects.pages import links_of
from zhiwei.platform.subjects.queries import own_subjects, records
from zhiwei.platform.subjects.record_forms import (
    ContractForm,
    EventForm,
    RecordFilter,
    StrikeForm,
)
from zhiwei.platform.subjects.services.records import (
    LENDERS,
    Contract,
    may_keep,
    record_event,
    record_guarantee,
    record_loan,
    strike_event,
    strike_guarantee,
    strike_loan,
)
from zhiwei.platform.subjects.sources import SELF

SHOWN = ("name", "contract", "amount")
"""What a list shows of each firm."""


@never_cache
@official_only
def guarantees(request: HttpRequest) -> HttpResponseBase:
    """The guarantees of firms of the official's divisions."""
    viewer, narrow = viewer_of(request), RecordFilter(request.GET)
    rows = _narrowed(records.guarantees(viewer), narrow, "guarantor")
    return _list(request, viewer, _guarantees(rows, office=True), narrow, rows)


@never_cache
@official_only
def loans(request: HttpRequest) -> HttpResponseBase:
    """The loans of firms of the official's divisions."""
    viewer, narrow = viewer_of(request), RecordFilter(request.GET)
    rows = _narrowed(records.loans(viewer), narrow, "lender")
    return _list(request, viewer, tables.loans(rows, office=True), narrow, rows)


@never_cache
@logged_in
def own(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """A guarantor's or a lender's own business: its list, a form for one contract, the way to a file of many."""
    viewer = viewer_of(request)
    party = get_object_or_404(own_subjects(viewer), pk=key)
    narrow, lends = RecordFilter(request.GET), party.entity in LENDERS
    if not lends and party.entity != "guarantor":
        raise Http404
    rows: QuerySet[Any] = (
        _narrowed(records.loans(viewer).filter(lender=party), narrow, "lender")
        if lends
        else _narrowed(records.guarantees(viewer).filter(guarantor=party), narrow, "guarantor")
    )
    sent = request.POST.get("act", "") if request.method == "POST" else ""
    form = ContractForm(request.POST if sent == "contract" else None)
    if sent == "contract" and accepted(request, form, _entering(viewer, party, lends), _("已登记。")):
        return redirect(request.path)
    table = tables.loans(rows, office=False) if lends else _guarantees(rows, office=False)
    extra = {
        "party": party, "form": form, "list_file": (LoanFile if lends else GuaranteeFile).name,
        "may_keep": may_keep(viewer, party, party.division),
    }  # fmt: skip
    return _list(request, viewer, table, narrow, rows, extra, status=422 if sent else 200)


@never_cache
@official_only
def guarantee(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """One guarantee, for officials."""
    return _one(request, key, office=True)


@never_cache
@logged_in
def own_guarantee(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """One guarantee, for its guarantor."""
    return _one(request, key, office=False)


def _one(request: HttpRequest, key: UUID, *, office: bool) -> HttpResponseBase:
    viewer = viewer_of(request)
    one = get_object_or_404(records.guarantees(viewer), subject=key)
    if not office and one.guarantor.organisation_id not in viewer.organisation_ids:
        raise Http404
    form = EventForm(request.POST or None)
    source = "economy" if office else SELF
    if request.method == "POST" and accepted(
        request, form, lambda **given: record_event(viewer, one, source=source, **given), _("已登记。")
    ):
        return redirect(request.path)
    table = tables.events(one.events.all())
    reads.reveal(
        viewer, kind="subject", key=str(one.borrower_id), fields=SHOWN, why=gettext_lazy("查看担保业务")
    )
    if file := export_response(table, request):
        return file
    context = {
        "one": one, "stands": records.standing(one), "table": table, "form": form, "office": office,
        "strike": StrikeForm(auto_id="why-%s"), "live": one.events.filter(struck_at=None),
        "pages": links_of(one.subject, office=office),
        "may_keep": one.struck_at is None and may_keep(viewer, one.guarantor, one.subject.division),
    }  # fmt: skip
    return render(request, "subjects/guarantee.html", context, status=422 if form.errors else 200)


@never_cache
@official_only
def loan(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """One loan, for officials."""
    return _loan(request, key, office=True)


@never_cache
@logged_in
def own_loan(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """One loan, for its lender."""
    return _loan(request, key, office=False)


def _loan(request: HttpRequest, key: UUID, *, office: bool) -> HttpResponseBase:
    viewer = viewer_of(request)
    one = get_object_or_404(records.loans(viewer), subject=key)
    if not office and one.lender.organisation_id not in viewer.organisation_ids:
        raise Http404
    reads.reveal(viewer, kind="subject", key=str(one.borrower_id), fields=SHOWN, why=gettext_lazy("查看贷款"))
    context = {
        "one": one, "office": office, "place": name_of(one.subject.division), "pages": links_of(one.subject, office=office),
        "may_strike": one.struck_at is None and may_keep(viewer, one.lender, one.subject.division),
    }  # fmt: skip
    return render(request, "subjects/loan.html", context)


@require_POST
@logged_in
def unmake_loan(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """A loan was entered by mistake."""
    one = get_object_or_404(records.loans(viewer_of(request)), subject=key)
    return _strike(request, strike_loan, one, one.lender, "loan", key)


@require_POST
@logged_in
def unmake_guarantee(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """A guarantee was entered by mistake."""
    one = get_object_or_404(records.guarantees(viewer_of(request)), subject=key)
    return _strike(request, strike_guarantee, one, one.guarantor, "guarantee", key)


@require_POST
@logged_in
def strike(request: HttpRequest, which: UUID) -> HttpResponseBase:
    """An entry was made by mistake."""
    rows = GuaranteeEvent.objects.filter(guarantee__in=records.guarantees(viewer_of(request)))
    one = get_object_or_404(rows.select_related("guarantee__guarantor", "guarantee__subject"), pk=which)
    of = one.guarantee
    return _strike(request, strike_event, one, of.guarantor, "guarantee", of.subject_id)


def _strike(
    request: HttpRequest, act: Callable[[Viewer, Any, str], object], one: Any, party: Subject, page: str, key: UUID
) -> HttpResponseBase:  # fmt: skip
    """Strike a record with the reason that was sent, and go back to its page: that of its party, or that of officials."""
    viewer = viewer_of(request)
    own = party.organisation_id in viewer.organisation_ids
    return done(
        request, lambda: act(viewer, one, request.POST.get("why", "")), _("已作废。"),
        f"subjects:own-{page}" if own else f"subjects:{page}", key,
    )  # fmt: skip


def _entering(viewer: Viewer, party: Subject, lends: bool) -> Callable[..., object]:
    def enter(*, borrower: Subject, contract: str, **given: Any) -> object:
        said = Contract(contract, **given)
        return (record_loan if lends else record_guarantee)(viewer, party, borrower, said)

    return enter


def _narrowed(rows: QuerySet[Any], narrow: RecordFilter, party: str) -> QuerySet[Any]:
    if text := narrow.chosen().get("text"):
        named = Q(**{f"{party}__name__contains": text}) | Q(borrower__name__contains=text)
        rows = rows.filter(Q(contract__contains=text) | named)
    return rows


def _guarantees(rows: QuerySet[Guarantee], *, office: bool) -> Table:
    return tables.guarantees(rows, records.standings(rows), office=office)


def _list(
    request: HttpRequest, viewer: Viewer, table: Table, narrow: RecordFilter, rows: QuerySet[Any],
    extra: dict[str, Any] | None = None, *, status: int = 200,
) -> HttpResponseBase:  # fmt: skip
    """A list on its page, or as a file; each firm shown is a read of it."""
    if file := read_or_taken(
        viewer, request, {table: lambda one: one.borrower_id}, fields=SHOWN, why=table.caption
    ):
        return file
    context = {"table": table, "filters": narrow, "loans": rows.model is Loan, **(extra or {})}
    return render(request, "subjects/records.html", context, status=status)
