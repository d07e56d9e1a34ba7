"""A subject's own money: what was promised and paid to it, and the account it is paid to."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from zhiwei.platform.accounts.viewer import Viewer, logged_in, viewer_of
from zhiwei.platform.kit.refusals import done
from zhiwei.platform.kit.tables import export_response
from zhiwei.platform.ledger import letters, queries, services, tables
from zhiwei.platform.ledger.faults import Refused
from zhiwei.platform.ledger.forms import BankAccountForm, RevealForm
from zhiwei.platform.ledger.models import BankAccount
from zhiwei.platform.ledger.trail import receipt_of, trail
from zhiwei.platform.ledger.views.commitments import page_of
from zhiwei.platform.subjects.models import Subject
from zhiwei.platform.subjects.queries.visible import actors
from zhiwei.platform.subjects.queries.visible import visible as visible_subjects


def _payees(viewer: Viewer) -> QuerySet[Subject]:
    """The viewer's own organisations; what a filing of theirs brings is paid to them, not to the filing."""
    able = visible_subjects(viewer, "bank_accounts.give")
    return able.filter(organisation__in=viewer.organisation_ids, entity__in=actors())


@logged_in
def money(request: HttpRequest, **forms: Any) -> HttpResponseBase:
    """What comes to the viewer's firms, and where to."""
    viewer = viewer_of(request)
    own = queries.commitments(viewer).filter(subject__organisation__in=viewer.organisation_ids)
    table = tables.commitments(own, office=False)
    subjects = _payees(viewer)
    accounts = queries.own_accounts(viewer).filter(subject__in=subjects)
    there = tables.accounts(accounts)
    for one in (table, there):
        if file := export_response(one, request):
            return file
    context = {
        "table": table,
        "accounts": there,
        "waiting": accounts.filter(state=BankAccount.State.PROPOSED),
        "form": forms.get("form") or BankAccountForm(subjects),
        "may_give": subjects.exists(),
    }
    return render(request, "ledger/own_money.html", context, status=422 if forms else 200)


@require_POST
@logged_in
def give(request: HttpRequest) -> HttpResponseBase:
    """Enter an account for one's own firm."""
    viewer = viewer_of(request)
    subjects = _payees(viewer)
    form = BankAccountForm(subjects, request.POST)
    if form.is_valid():
        given = dict(form.cleaned_data)
        subject = given.pop("subject")
        try:
            services.give_account(viewer, subject, holder=subject.name, **given)
        except Refused as refused:
            refused.show(form)
        else:
            messages.success(request, _("收款账户已登记并确认。"))
            return redirect("ledger:own")
    return money(request, form=form)


@require_POST
@logged_in
def confirm(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """One click: yes, pay to this account."""
    viewer = viewer_of(request)
    found = get_object_or_404(queries.own_accounts(viewer, "bank_accounts.confirm"), pk=key)
    return done(
        request,
        lambda: services.confirm_account(viewer, found),
        _("账户已确认，付款会到这个账户。"),
        "ledger:own",
    )


@logged_in
def commitment(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """One promise as its payee sees it."""
    viewer = viewer_of(request)
    own = queries.commitments(viewer).filter(subject__organisation__in=viewer.organisation_ids)
    one = get_object_or_404(own, pk=key)
    context = page_of(one) | {"trail": trail(viewer, one, receipt_of(viewer, one), office=False)}
    return render(request, "ledger/own_commitment.html", context)


@logged_in
def letter(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """The letter that asks for money back, as the payee may print it."""
    viewer = viewer_of(request)
    own = queries.commitments(viewer).filter(subject__organisation__in=viewer.organisation_ids)
    return letters.response(get_object_or_404(own, pk=key))


@logged_in
def reveal(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """A whole account number, for officials after a reason, for the subject itself at a click; every look is recorded."""
    viewer = viewer_of(request)
    found = get_object_or_404(queries.own_accounts(viewer, "bank_accounts.reveal"), pk=key)
    own = services.is_own(viewer, found)
    form, number = RevealForm(None if own else request.POST or None), ""
    if request.method == "POST" and (own or form.is_valid()):
        number = services.reveal_account(viewer, found, why="" if own else form.cleaned_data["why"])
    context = {"account": found, "form": form, "number": number, "own": own}
    response = render(request, "ledger/reveal.html", context, status=422 if form.errors else 200)
    response["Cache-Control"] = "private, no-store"
    return response
