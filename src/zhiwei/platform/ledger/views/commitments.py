"""Promises as officials work on them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from zhiwei.platform.accounts.viewer import Viewer, official_only, viewer_of
from zhiwei.platform.answers import telling
from zhiwei.platform.audit import reads
from zhiwei.platform.audit.lists import read_or_taken
from zhiwei.platform.kit import clock
from zhiwei.platform.kit.language import lang
from zhiwei.platform.kit.phrases import retold
from zhiwei.platform.kit.refusals import accepted, done
from zhiwei.platform.ledger import letters, queries, services, tables
from zhiwei.platform.ledger.faults import quoted
from zhiwei.platform.ledger.filters import CommitmentFilter
from zhiwei.platform.ledger.forms import (
    AmountForm,
    LetterForm,
    ReasonForm,
    ReceivedForm,
    UndoForm,
)
from zhiwei.platform.ledger.models import Commitment, Entry, Fund, Line, Proposal
from zhiwei.platform.ledger.purposes import in_words
from zhiwei.platform.ledger.trail import receipt_of, trail
from zhiwei.platform.ledger.upwards import basis_text

PROPOSED = gettext_lazy("已提出，由另一位经办人复核后入账。")


@official_only
def listed(request: HttpRequest) -> HttpResponseBase:
    """The promises of the funds an official sees; each look at a payee is recorded."""
    viewer = viewer_of(request)
    narrow = CommitmentFilter(request.GET)
    rows = narrowed(_seen(viewer), narrow.chosen())
    if fund := request.GET.get("fund"):
        rows = rows.filter(fund__in=queries.visible(viewer).filter(pk__in=[fund] if _is_uuid(fund) else []))
    table = tables.commitments(rows, office=True)
    if file := read_or_taken(viewer, request, {table: lambda one: one.subject_id}, fields=["payments"]):
        return file
    return render(request, "ledger/commitments.html", {
        "table": table, "filters": narrow, "to_check": queries.proposals_to_check(viewer),
    })  # fmt: skip


def _seen(viewer: Viewer) -> QuerySet[Commitment]:
    """The promises of the funds an official sees."""
    return queries.commitments(viewer).filter(fund__in=queries.visible(viewer))


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def narrowed(rows: QuerySet[Commitment], chosen: dict[str, Any]) -> QuerySet[Commitment]:
    """The rows that the filters leave."""
    if text := chosen.get("q"):
        rows = rows.filter(Q(subject__name__icontains=text) | Q(basis_key__icontains=text))
    if sentence := chosen.get("sentence"):
        rows = rows.filter(Q(sentence=sentence) | Q(sentence__startswith=f"{sentence}/"))
    if chosen.get("state"):
        rows = rows.filter(state=chosen["state"])
    if chosen.get("unpaid") or chosen.get("days"):
        rows = rows.filter(queries.unpaid())
    if chosen.get("unpaid") == "over":
        rows = rows.filter(fund__to_day__lt=clock.today())
    if chosen.get("alike"):
        same = Commitment.objects.filter(basis_kind=OuterRef("basis_kind"), basis_key=OuterRef("basis_key"))
        rows = rows.filter(Exists(same.exclude(pk=OuterRef("pk"))))
    if days := chosen.get("days"):
        rows = rows.filter(made_at__lt=clock.now() - timedelta(days=days))
    return rows


@official_only
def detail(request: HttpRequest, key: UUID, **forms: Any) -> HttpResponseBase:
    """One promise: why, from which fund, where each fen stands, every entry, and what may be done now."""
    viewer = viewer_of(request)
    one = get_object_or_404(_seen(viewer), pk=key)
    if one.subject is not None:
        reads.reveal(viewer, kind="subject", key=str(one.subject_id), fields=["payments"])
    waiting = Proposal.objects.filter(commitment=one, state=Proposal.State.WAITING).select_related(
        "made_by", "entry"
    )
    receipt = receipt_of(viewer, one)
    proposed_by = queries.proposers_of(one)
    context = page_of(
        one, lambda entry: tables.by_whom(entry, proposed_by(entry)) if entry.made_by else ""
    ) | {
        "proposed": [(each, each.made_by_id == viewer.user_id) for each in waiting],
        "proposed_kinds": {each.kind for each in waiting},
        "drop": forms.get("drop") or ReasonForm(prefix="drop"),
        "trail": trail(viewer, one, receipt, office=True),
        "unchecked": telling.unchecked(receipt.record, lang()) if receipt is not None else [],
        "family": family(viewer, one),
        "may_reveal": one.subject is not None
        and queries.own_accounts(viewer, "bank_accounts.reveal").filter(subject=one.subject).exists(),
        "may_act": viewer.may("ledger.promise", division=one.fund.division),
        "undoable": queries.undoable(one).exists(),
        "undo": forms.get("undo") or UndoForm(one, prefix="undo"),
        "letter": forms.get("letter") or LetterForm(),
        "claim": forms.get("claim") or AmountForm(prefix="claim"),
        "waive": forms.get("waive") or AmountForm(prefix="waive"),
        "back": forms.get("back") or ReceivedForm(prefix="back", initial={"on": clock.today()}),
        "release": forms.get("release") or ReasonForm(prefix="release"),
    }
    return render(request, "ledger/commitment.html", context, status=422 if forms else 200)


def page_of(one: Commitment, by_whom: Callable[[Entry], str] | None = None) -> dict[str, Any]:
    """What every page of a promise shows; with ``by_whom`` also who booked each step."""
    rows = Line.objects.filter(entry__commitment=one).select_related(
        "entry__made_by", "taken_from", "given_to"
    )
    booked = rows.order_by("entry__booked_on", "entry__booked_at", "pk")
    return {
        "one": one,
        "tag": tables.PROMISE_TAGS[one.state],
        "quoted": quoted(one.sentence),
        "basis": basis_text(one.basis_kind, one.basis_key),
        "amounts": _amounts(one),
        "released": retold(one.why_released),
        "entries": [
            (line.entry, line, retold(line.entry.reason), by_whom(line.entry) if by_whom else "")
            for line in booked
        ],
        "tranches": one.tranches.all(),
        "payments": one.payments.select_related("list", "account").order_by("list__made_at"),
        "account": queries.account_of(one.subject) if one.subject else None,
    }


def family(viewer: Viewer, one: Commitment) -> list[tuple[Commitment, str, bool]]:
    """The other commitments on the same basis, of whatever sentence and level: each with its sentence in words, and whether
    the viewer may open it."""
    rows = queries.by_basis(one.basis_kind, one.basis_key).exclude(pk=one.pk)
    seen = set(rows.filter(fund__in=queries.visible(viewer)).values_list("pk", flat=True))
    return [(other, in_words(other.sentence), other.pk in seen) for other in rows]


def _amounts(one: Commitment) -> list[tuple[str, int]]:
    """Where its money stands; what the bank paid stays told when some or all of it came back since."""
    told = [(str(place.label), fen) for place, fen in one.amounts().items() if fen]
    return told if one.ever_paid == one.paid else [(_("银行付出"), one.ever_paid), *told]


@official_only
def letter(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """The letter that asks the payee for what is to come back, to be printed; 404 where nothing is asked back."""
    viewer = viewer_of(request)
    one = get_object_or_404(_seen(viewer), pk=key)
    form = LetterForm(request.GET)
    if not form.is_valid():
        return detail(request, key, letter=form)
    if one.subject is not None:
        reads.reveal(viewer, kind="subject", key=str(one.subject_id), fields=["payments"])
    return letters.response(one, form.cleaned_data["by"])


def _act(request: HttpRequest, key: UUID, name: str, form: Any, act: Any, said: str) -> HttpResponseBase:
    viewer = viewer_of(request)
    one = get_object_or_404(_seen(viewer), pk=key)
    if accepted(request, form, partial(act, viewer, one), said):
        return redirect("ledger:commitment", key)
    return detail(request, key, **{name: form})


@require_POST
@official_only
def claim(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """Propose to ask for money back."""
    form = AmountForm(request.POST, prefix="claim")
    return _act(
        request, key, "claim", form, partial(services.propose, kind=Proposal.Kind.CLAIM), str(PROPOSED)
    )


@require_POST
@official_only
def waive(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """Propose to give a claim up."""
    form = AmountForm(request.POST, prefix="waive")
    return _act(
        request, key, "waive", form, partial(services.propose, kind=Proposal.Kind.WAIVE), str(PROPOSED)
    )


@require_POST
@official_only
def agree(request: HttpRequest, key: UUID, which: UUID) -> HttpResponseBase:
    """Book what another official proposed."""
    viewer, found = _proposal(request, key, which)
    said = _("已复核，“%(what)s”已入账。") % {"what": found.get_kind_display()}
    return done(request, lambda: services.agree(viewer, found), said, "ledger:commitment", key)


@require_POST
@official_only
def drop(request: HttpRequest, key: UUID, which: UUID) -> HttpResponseBase:
    """Take a proposal back, or do not agree to it."""
    found = _proposal(request, key, which)[1]
    form = ReasonForm(request.POST, prefix="drop")
    return _act(
        request, key, "drop", form, lambda viewer, _one, **said: services.drop(viewer, found, **said),
        _("提议已作废，没有记账。"),
    )  # fmt: skip


def _proposal(request: HttpRequest, key: UUID, which: UUID) -> tuple[Viewer, Proposal]:
    """A proposal of a commitment the official sees; 404 for any other."""
    viewer = viewer_of(request)
    rows = Proposal.objects.filter(commitment=key, commitment__fund__in=queries.visible(viewer))
    return viewer, get_object_or_404(rows.select_related("commitment"), pk=which)


@require_POST
@official_only
def received(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """Money came back."""
    form = ReceivedForm(request.POST, prefix="back")
    return _act(request, key, "back", form, services.receive_back, _("退款已入账。"))


@require_POST
@official_only
def undo(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """Propose to reverse a receipt that was entered wrongly."""
    one = get_object_or_404(_seen(viewer_of(request)), pk=key)
    form = UndoForm(one, request.POST, prefix="undo")
    return _act(
        request, key, "undo", form, lambda viewer, _one, **said: services.propose_undoing(viewer, **said),
        str(PROPOSED),
    )  # fmt: skip


@require_POST
@official_only
def release(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """Free it."""
    one = get_object_or_404(_seen(viewer_of(request)), pk=key)
    form = ReasonForm(request.POST, prefix="release")
    closed = one.fund.state == Fund.State.CLOSED
    said = _("已释放，留待上缴。") if closed else _("已释放，资金重新可用。")
    return _act(request, key, "release", form, services.release, said)
