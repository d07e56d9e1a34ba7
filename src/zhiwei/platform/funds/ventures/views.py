"""Pages of venture capital: the register for officials and for the institutions, the look through a guide fund."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from zhiwei.platform.accounts.viewer import Viewer, logged_in, may, official_only, viewer_of
from zhiwei.platform.audit import reads
from zhiwei.platform.decisions.terms import sentence_of
from zhiwei.platform.funds.models import VentureFund
from zhiwei.platform.funds.ventures import register, tables
from zhiwei.platform.funds.ventures.forms import InvestmentForm, TransferForm, VentureFundForm
from zhiwei.platform.funds.ventures.look_through import SENTENCE, look
from zhiwei.platform.kit import clock
from zhiwei.platform.kit.refusals import accepted
from zhiwei.platform.kit.tables import Table, export_response
from zhiwei.platform.kit.tables.columns import written
from zhiwei.platform.ledger import queries as ledger
from zhiwei.platform.subjects import queries as subjects
from zhiwei.platform.subjects.services.records import may_keep


@never_cache
@official_only
def listed(request: HttpRequest) -> HttpResponseBase:
    """The institutions, open and closed investments of the official's divisions, and the guide funds he sees."""
    viewer = viewer_of(request)
    guides = [one for one in ledger.visible(viewer) if SENTENCE in one.purposes]
    shown = [tables.funds(register.funds(viewer)), *_lists(viewer), tables.guides(guides)]
    for one in shown:
        if file := export_response(one, request):
            _told(viewer, register.investments(viewer))
            return file
    _told(viewer, register.investments(viewer))
    return render(
        request, "funds/ventures.html", {"tables": shown, "sentences": _sentences("13.2", "13.4", "13.5")}
    )


@never_cache
@logged_in
def institution(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """One institution: its capital, its investments, and the forms of who keeps them."""
    viewer = viewer_of(request)
    subject = subjects.visible_one(viewer, key)
    if subject.entity != register.VENTURE:
        raise Http404
    fund = VentureFund.objects.filter(subject=subject).select_related("subject").first()
    keeps = may_keep(viewer, subject, subject.division)
    form: Any = (
        VentureFundForm(request.POST or None) if fund is None else InvestmentForm(request.POST or None)
    )

    def enter(**given: Any) -> object:
        if fund is None:
            return register.register(viewer, subject, **given)
        return register.invest(viewer, fund, given.pop("firm"), **given)

    if request.method == "POST" and accepted(request, form, enter, _("已登记。")):
        return redirect(request.path)
    shown = _lists(viewer, fund) if fund else []
    if fund:
        _told(viewer, register.investments(viewer).filter(investor=fund))
    for one in shown:
        if file := export_response(one, request):
            return file
    context = {
        "subject": subject, "fund": fund, "tables": shown, "form": form, "may_keep": keeps,
        "office": viewer.covers(subject.division),
    }  # fmt: skip
    return render(request, "funds/venture.html", context, status=422 if form.errors else 200)


@never_cache
@logged_in
def investment(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """One investment; while it is open, the form of its exit."""
    viewer = viewer_of(request)
    one = get_object_or_404(register.investments(viewer), subject=key)
    form = TransferForm(request.POST or None)
    if request.method == "POST" and accepted(
        request, form, lambda **given: register.leave(viewer, one, **given), _("已登记退出。")
    ):
        return redirect(request.path)
    reads.reveal(
        viewer,
        kind="subject",
        key=str(one.firm_id),
        fields=["name", "amount"],
        why=gettext_lazy("创业投资登记"),
    )
    party = one.investor.subject
    own = party.organisation_id in viewer.organisation_ids
    lost = hasattr(one, "transfer") and one.transfer.loss
    context = {
        "one": one, "party": party, "form": form, "may_keep": may_keep(viewer, party, party.division),
        "apply": reverse("cases:own-new", args=["venture_compensation", party.pk]) if own and lost else "",
    }  # fmt: skip
    return render(request, "funds/investment.html", context, status=422 if form.errors else 200)


@never_cache
@may("ledger.read")
@official_only
def through(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """From a guide fund through its sub-funds to the firms."""
    viewer = viewer_of(request)
    guide = get_object_or_404(ledger.visible(viewer), pk=key)
    if SENTENCE not in guide.purposes:
        raise Http404
    found = look(guide, clock.today())
    shown = [tables.sub_funds(found), tables.firms(found)]
    keys = sorted({str(one.investment.firm_id) for sub in found.sub_funds for one in sub.placed})
    reads.reveal_all(
        viewer, kind="subject", keys=keys, fields=["name", "amount"], why=gettext_lazy("引导基金穿透")
    )
    for one in shown:
        if file := export_response(one, request):
            return file
    context = {
        "found": found, "tables": shown, "leverage": written(found.leverage, "rate"),
        "small": written(found.share_of("small"), "rate"), "early": written(found.share_of("early"), "rate"),
        "small_unknown": found.unknown("small"), "early_unknown": found.unknown("early"), "sentences": _sentences("13.4"),
    }  # fmt: skip
    return render(request, "funds/look.html", context)


def _lists(viewer: Viewer, fund: VentureFund | None = None) -> list[Table]:
    rows = register.investments(viewer)
    rows = rows.filter(investor=fund) if fund else rows
    closed = rows.exclude(transfer=None)
    return [
        tables.investments(rows.filter(transfer=None), caption=_("在投"), name="open", closed=False),
        tables.investments(closed, caption=_("已退出"), name="closed", closed=True),
    ]


def _told(viewer: Viewer, rows: Any) -> None:
    keys = sorted({str(key) for key in rows.values_list("firm_id", flat=True)})
    reads.reveal_all(
        viewer, kind="subject", keys=keys, fields=["name", "amount"], why=gettext_lazy("创业投资登记")
    )


def _sentences(*ids: str) -> list[Any]:
    return [one for one in map(sentence_of, ids) if one]
