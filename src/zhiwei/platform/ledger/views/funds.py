"""Funds as officials work on them: the list, one fund on any day, its statement, money in and out."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from zhiwei.platform.accounts.divisions import name_of
from zhiwei.platform.accounts.viewer import Viewer, may, official_only, viewer_of
from zhiwei.platform.audit.lists import read_or_taken
from zhiwei.platform.kit import clock
from zhiwei.platform.kit.refusals import accepted, done
from zhiwei.platform.kit.tables import export_response
from zhiwei.platform.ledger import queries, services, tables
from zhiwei.platform.ledger.chart import UNPAID, Place
from zhiwei.platform.ledger.faults import Refused, quoted
from zhiwei.platform.ledger.filters import DaysForm, OfficeFundFilter
from zhiwei.platform.ledger.forms import (
    AppropriationForm,
    CorrectionForm,
    DocumentForm,
    FundForm,
    MoneyForm,
    ReasonForm,
    RefundAccountForm,
)
from zhiwei.platform.ledger.models import Fund, FundProposal

PROPOSED = gettext_lazy("已提出，由另一位经办人复核后入账。")
ACCOUNT_PROPOSED = gettext_lazy("已提出，由另一位经办人复核后生效。")


@official_only
def listed(request: HttpRequest) -> HttpResponseBase:
    """The funds of the official's divisions: those in use, or as he chose."""
    viewer = viewer_of(request)
    narrow = OfficeFundFilter(request.GET)
    own = queries.visible(viewer)
    table = tables.funds(narrow.narrowed(queries.public_funds().filter(pk__in=own)))
    if file := export_response(table, request):
        return file
    context = {"table": table, "filters": narrow, "may_open": viewer.may("ledger.open")}
    context |= {"first_look": "state" not in request.GET, "over": own.filter(queries.over()).count()}
    context["to_check"] = queries.proposals_to_check(viewer)
    context["funds_to_check"] = queries.fund_proposals_to_check(viewer)
    return render(request, "ledger/funds.html", context)


@may("ledger.open")
def new(request: HttpRequest) -> HttpResponseBase:
    """A new fund."""
    viewer = viewer_of(request)
    form = FundForm(viewer, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.open_fund(viewer, **form.cleaned_data)
        except Refused as refused:
            refused.show(form)
        else:
            messages.success(request, _("资金已设立。"))
            return redirect("ledger:fund", made.pk)
    return render(request, "ledger/fund_new.html", {"form": form}, status=422 if form.errors else 200)


@official_only
def detail(request: HttpRequest, key: UUID, **forms: Any) -> HttpResponseBase:
    """One fund: where its money stands on a day, and what was booked until then."""
    viewer = viewer_of(request)
    fund = get_object_or_404(queries.visible(viewer), pk=key)
    days = DaysForm(request.GET)
    chosen = days.chosen()
    first = chosen.get("from_day") or date(fund.from_day.year, 1, 1)
    last = chosen.get("to_day") or clock.today()
    opening = queries.balance(fund, on=first - timedelta(days=1))
    table = tables.statement(queries.statement(fund, first, max(first, last), opening))
    if file := read_or_taken(viewer, request, {table: lambda row: row.entry.subject_id}, fields=["payments"]):
        return file
    there = queries.balances(fund, on=last)
    may_open, closed = viewer.may("ledger.open", division=fund.division), fund.state == Fund.State.CLOSED
    now = {Place(one.place): one.balance for one in fund.accounts.all()} if may_open else {}
    may_pay = viewer.may("payments.make", division=fund.division)
    context = {
        "fund": fund, "place": name_of(fund.division), "table": table, "days": days, "first": first, "last": last,
        "balances": tables.balances(there),
        "opening": opening, "closing_balance": there[Place.AVAILABLE],
        "unpaid": sum(there[place] for place in UNPAID),
        "purposes": [quoted(one) for one in fund.purposes],
        "may_open": may_open, "open": may_open and not closed, "closed": closed,
        "proposed": fund.proposals.filter(state=FundProposal.State.WAITING).select_related("entry", "made_by").first(),
        "own": viewer.user_id,
        "sent_back": sum(now.get(place, 0) for place in UNPAID) if closed else 0,
        "left": now.get(Place.AVAILABLE, 0) + now.get(Place.RETURNED, 0),
        "waiting": sum(now.get(place, 0) for place in (*UNPAID, Place.RECEIVABLE)),
        "correctable": may_open and not closed and queries.correctable(fund).exists(),
        "may_pay": may_pay,
        "payable": queries.payable(fund).count() if may_pay else 0,
        "made": fund.payment_lists.order_by("-made_at").first() if may_pay else None,
        "money": forms.get("money") or AppropriationForm(fund, prefix="money"),
        "restore": forms.get("restore") or MoneyForm(prefix="restore"),
        "closing": forms.get("closing") or DocumentForm(prefix="closing"),
        "correction": forms.get("correction") or CorrectionForm(fund, prefix="correct"),
        "refund": forms.get("refund") or RefundAccountForm(fund, prefix="refund"),
        "drop": forms.get("drop") or ReasonForm(prefix="drop"),
    }  # fmt: skip
    return render(request, "ledger/fund.html", context, status=422 if forms else 200)


def _act(request: HttpRequest, key: UUID, name: str, form: Any, act: Any, said: str) -> HttpResponseBase:
    """A form of the fund's page: done, or shown again with its faults."""
    viewer = viewer_of(request)
    fund = get_object_or_404(queries.visible(viewer), pk=key)
    if accepted(request, form, partial(act, viewer, fund), said):
        return redirect("ledger:fund", key)
    return detail(request, key, **{name: form})


@require_POST
@official_only
def appropriate(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """Money comes in."""
    fund = get_object_or_404(queries.visible(viewer_of(request)), pk=key)
    form = AppropriationForm(fund, request.POST, prefix="money")
    return _act(request, key, "money", form, services.appropriate, _("拨款已入账。"))


@require_POST
@official_only
def correct(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """Propose to put a wrong appropriation right."""
    fund = get_object_or_404(queries.visible(viewer_of(request)), pk=key)
    form = CorrectionForm(fund, request.POST, prefix="correct")
    return _act(
        request, key, "correction", form, lambda viewer, _fund, **said: services.propose_correction(viewer, **said),
        str(PROPOSED),
    )  # fmt: skip


@require_POST
@official_only
def restore(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """Money that came back is available again."""
    form = MoneyForm(request.POST, prefix="restore")
    return _act(request, key, "restore", form, services.restore, _("退款已转为可用。"))


@require_POST
@official_only
def refund_account(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """Propose who asks for the fund's money back, and where it is paid."""
    fund = get_object_or_404(queries.visible(viewer_of(request)), pk=key)
    form = RefundAccountForm(fund, request.POST, prefix="refund")
    return _act(request, key, "refund", form, services.propose_refund_account, str(ACCOUNT_PROPOSED))


@require_POST
@official_only
def close(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """Propose that the fund end."""
    form = DocumentForm(request.POST, prefix="closing")
    return _act(request, key, "closing", form, services.propose_closing, str(PROPOSED))


@require_POST
@official_only
def agree(request: HttpRequest, key: UUID, which: UUID) -> HttpResponseBase:
    """Do what another official proposed for the fund."""
    viewer, found = _proposal(request, key, which)
    booked = found.kind != FundProposal.Kind.ACCOUNT
    said = _("已复核，“%(what)s”已入账。") if booked else _("已复核，“%(what)s”已生效。")
    what = {"what": found.get_kind_display()}
    return done(request, lambda: services.agree_on_fund(viewer, found), said % what, "ledger:fund", key)


@require_POST
@official_only
def drop(request: HttpRequest, key: UUID, which: UUID) -> HttpResponseBase:
    """Take a proposal back, or do not agree to it."""
    found = _proposal(request, key, which)[1]
    form = ReasonForm(request.POST, prefix="drop")
    return _act(
        request, key, "drop", form, lambda viewer, _fund, **said: services.drop_on_fund(viewer, found, **said),
        _("提议已作废，什么也没有改变。"),
    )  # fmt: skip


def _proposal(request: HttpRequest, key: UUID, which: UUID) -> tuple[Viewer, FundProposal]:
    """A proposal for a fund the official sees; 404 for any other."""
    viewer = viewer_of(request)
    rows = FundProposal.objects.filter(fund=key, fund__in=queries.visible(viewer))
    return viewer, get_object_or_404(rows, pk=which)


@require_POST
@may("payments.make")
def make_list(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """A payment list of everything that can be paid now."""
    viewer = viewer_of(request)
    fund = get_object_or_404(queries.visible(viewer), pk=key)
    key_given = request.POST.get("key", "")
    made = fund.payment_lists.filter(key=key_given).first()  # a second click finds nothing payable any more
    if made is not None:
        messages.info(request, _("这是从同一页面编成的付款清单，没有另编；要再编一份，请重新打开资金页面。"))
        return redirect("ledger:list", made.pk)
    payable = queries.payable(fund)
    if not payable.exists():
        messages.info(request, _("现在没有可以付的：都已付清、已编入清单或还没有确认收款账户。"))
        return redirect("ledger:fund", key)
    try:
        made = services.make_payment_list(viewer, fund, payable, key=key_given)
    except Refused as refused:
        refused.tell(request)
        return redirect("ledger:fund", key)
    messages.success(request, _("付款清单已编制，等待另一位经办人复核。"))
    return redirect("ledger:list", made.pk)
