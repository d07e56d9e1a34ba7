"""Payment lists: the check by a second person, the file for the bank, the bank's reply."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from zhiwei.platform.accounts.viewer import Viewer, may, official_only, viewer_of
from zhiwei.platform.audit import reads
from zhiwei.platform.audit.lists import Whose, read_or_taken
from zhiwei.platform.kit import uploads
from zhiwei.platform.kit.refusals import accepted, done, revision_of
from zhiwei.platform.kit.tables import Table, export_response, workbook_response
from zhiwei.platform.kit.tables.export import XLSX, disposition
from zhiwei.platform.ledger import queries, services, tables
from zhiwei.platform.ledger.bank.marking import marked
from zhiwei.platform.ledger.bank.order import KINDS, bank_file, to_be_paid
from zhiwei.platform.ledger.faults import Refused
from zhiwei.platform.ledger.filters import ListFilter
from zhiwei.platform.ledger.forms import ReasonForm, ReplyForm, SetBackForm
from zhiwei.platform.ledger.models import BankReply, PaymentLine, PaymentList

TYPES = {"xlsx": XLSX, "csv": "text/csv; charset=utf-8"}


@official_only
def listed(request: HttpRequest) -> HttpResponseBase:
    """The lists of the funds an official sees."""
    viewer = viewer_of(request)
    narrow = ListFilter(request.GET)
    rows = queries.payment_lists(viewer)
    if state := narrow.chosen().get("state"):
        rows = rows.filter(state=state)
    table = tables.payment_lists(rows)
    if file := export_response(table, request):
        return file
    waiting = [p for p in queries.payment_lists(viewer).filter(state="draft") if may_check(viewer, p)]
    return render(request, "ledger/lists.html", {"table": table, "filters": narrow, "waiting": waiting})


def may_check(viewer: Viewer, one: PaymentList) -> bool:
    """Whether the viewer may approve this list now."""
    able = viewer.may("payments.approve", division=one.fund.division)
    return able and one.state == PaymentList.State.DRAFT and viewer.user_id not in (None, one.made_by_id)


def may_set_back(viewer: Viewer, one: PaymentList) -> bool:
    """Whether the viewer may say that a payment of the list was made after all."""
    able = viewer.may("payments.approve", division=one.fund.division)
    return able and viewer.user_id not in (None, one.made_by_id) and one.lines.filter(state="failed").exists()


@official_only
def detail(request: HttpRequest, key: UUID, **forms: Any) -> HttpResponseBase:
    """One list with its payments and what may be done to it now."""
    viewer = viewer_of(request)
    one = get_object_or_404(queries.payment_lists(viewer), pk=key)
    table = tables.payments(one.lines.select_related("account", "commitment"))
    lists: dict[Table, Whose | None] = {table: lambda line: line.commitment.subject_id}
    reply = one.replies.exclude(state=BankReply.State.CANCELLED).first()
    rows = tables.reply_rows(reply.rows.select_related("line__commitment")) if reply else None
    if rows is not None:
        lists[rows] = lambda row: row.line.commitment.subject_id if row.line else None
    if file := read_or_taken(viewer, request, lists, fields=["payments"]):
        return file
    able = viewer.may("payments.make", division=one.fund.division)
    context = {
        "one": one, "table": table, "tag": tables.LIST_TAGS[one.state], "may_make": able,
        "may_check": may_check(viewer, one),
        "own": one.state == PaymentList.State.DRAFT and viewer.user_id == one.made_by_id,
        "may_bank": (banks := viewer.may("payments.bank", division=one.fund.division)),
        "to_bank": banks and one.state in (PaymentList.State.APPROVED, PaymentList.State.DONE),
        "to_pay": (to_pay := to_be_paid(one).count()),
        "answered": reply_text(reply, to_pay) if reply else "",
        "waits_bank": not banks and one.state == PaymentList.State.APPROVED,
        "reply": reply,
        "rows": rows,
        "reply_form": forms.get("reply_form") or ReplyForm(),
        "set_back_form": forms.get("set_back_form") or (SetBackForm(one) if may_set_back(viewer, one) else None),
        "cancel_form": forms.get("cancel_form") or ReasonForm(prefix="cancel"),
    }  # fmt: skip
    return render(request, "ledger/list.html", context, status=422 if forms else 200)


def reply_text(one: BankReply, to_pay: int) -> str:
    """What a sound reply books, or has booked, in words; ``to_pay`` is how many payments of its list wait for the bank."""
    if one.state == BankReply.State.BOOKED:
        return booked_text(one)
    if one.state != BankReply.State.READY:
        return ""
    said = one.rows.exclude(line=None).exclude(paid=None)
    left = to_pay - said.filter(line__state=PaymentLine.State.ORDERED).count()
    counts = {"paid": said.filter(paid=True).count(), "failed": said.filter(paid=False).count(), "left": left}
    told = _("回单写明已付 %(paid)d 笔、退回 %(failed)d 笔。") % counts
    return told + (_("还有 %(left)d 笔没有处理结果，入账后仍待银行回单。") % counts if left else "")


def booked_text(one: BankReply) -> str:
    """How many payments a booked reply moved, in words; '' where that was not kept."""
    if one.booked_paid is None or one.booked_failed is None:
        return ""
    if not one.booked_paid and not one.booked_failed:
        return _("回单里的结果此前都已入账，这次没有新的入账。")
    counts = {"paid": one.booked_paid, "failed": one.booked_failed}
    return _("银行回单已入账：已付 %(paid)d 笔，退回 %(failed)d 笔。") % counts


@require_POST
@may("payments.approve")
def approve(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """Order the payments."""
    viewer = viewer_of(request)
    one = get_object_or_404(queries.payment_lists(viewer), pk=key)
    said = revision_of(request)
    return done(
        request, lambda: services.approve_list(viewer, one, revision=said), _("已复核，可以导出银行文件。"),
        "ledger:list", key,
    )  # fmt: skip


@require_POST
@may("payments.make")
def cancel(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """Give the list up."""
    viewer = viewer_of(request)
    one = get_object_or_404(queries.payment_lists(viewer), pk=key)
    form = ReasonForm(request.POST, prefix="cancel")
    if not form.is_valid():
        return detail(request, key, cancel_form=form)
    said = revision_of(request)
    reason = form.cleaned_data["reason"]
    return done(
        request, lambda: services.cancel_list(viewer, one, reason=reason, revision=said), _("清单已取消。"),
        "ledger:list", key,
    )  # fmt: skip


@require_POST
@may("payments.bank")
def to_bank(request: HttpRequest, key: UUID, kind: str) -> HttpResponseBase:
    """The file for the bank; a POST, since it shows whole account numbers and is written down."""
    viewer = viewer_of(request)
    one = get_object_or_404(queries.payment_lists(viewer), pk=key)
    if kind not in KINDS:
        return redirect("ledger:list", key)
    try:
        content = bank_file(viewer, one, kind)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("ledger:list", key)
    response = HttpResponse(content, content_type=TYPES[kind])
    response["Content-Disposition"] = disposition(f"{_('银行付款文件')}_{one.number}.{kind}")
    response["Cache-Control"] = "private, no-store"
    return response


@require_POST
@may("payments.bank")
def reply(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """The bank's answer is read and shown; nothing is booked yet."""
    viewer = viewer_of(request)
    one = get_object_or_404(queries.payment_lists(viewer), pk=key)
    form = ReplyForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            made = services.upload_reply(viewer, one, form.cleaned_data["file"])
        except (Refused, uploads.Refused) as refused:
            form.add_error("file", str(refused))
        else:
            tell = messages.warning if made.state == BankReply.State.FAULTY else messages.success
            tell(request, read_text(made))
            return redirect("ledger:list", key)
    return detail(request, key, reply_form=form)


def read_text(one: BankReply) -> str:
    """What was read in a reply that was just handed in, in words: how many rows, how many of them with faults."""
    rows, faulty = one.rows.count(), one.rows.exclude(defects=[]).count()
    if faulty:
        text = _("已读取回单 %(rows)d 行，其中 %(faulty)d 行有错误，没有入账；错误见下面各行。")
        return text % {"rows": rows, "faulty": faulty}
    return _("已读取回单 %(rows)d 行，没有发现错误，还没有入账；请核对后确认入账。") % {"rows": rows}


def _reply(request: HttpRequest, key: UUID, which: UUID) -> BankReply:
    one = get_object_or_404(queries.payment_lists(viewer_of(request)), pk=key)
    return get_object_or_404(one.replies, pk=which)


@require_POST
@may("payments.bank")
def book(request: HttpRequest, key: UUID, which: UUID) -> HttpResponseBase:
    """Book the answer."""
    found = _reply(request, key, which)
    try:
        booked = services.book_reply(viewer_of(request), found)
    except Refused as refused:
        refused.tell(request)
    else:
        messages.success(request, booked_text(booked) or _("银行回单已入账。"))
    return redirect("ledger:list", key)


@require_POST
@may("payments.bank")
def discard(request: HttpRequest, key: UUID, which: UUID) -> HttpResponseBase:
    """Put the answer aside."""
    found = _reply(request, key, which)
    viewer = viewer_of(request)
    return done(request, lambda: services.cancel_reply(viewer, found), _("回单已取消。"), "ledger:list", key)


@may("payments.bank")
def marked_reply(request: HttpRequest, key: UUID, which: UUID) -> HttpResponseBase:
    """The answer as a workbook with its faults marked."""
    found = _reply(request, key, which)
    payees = found.list.lines.exclude(commitment__subject=None).values_list("commitment__subject", flat=True)
    reads.reveal_all(
        viewer_of(request), kind="subject", keys=sorted(map(str, set(payees))), fields=["bank_account"],
        why=gettext_lazy("下载标出错误的回单"),
    )  # fmt: skip
    return workbook_response(marked(found), f"{_('标出错误的回单')}_{found.list.number}.xlsx")


@require_POST
@may("payments.approve")
def set_back(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """A payment marked as failed by mistake is paid after all."""
    viewer = viewer_of(request)
    one = get_object_or_404(queries.payment_lists(viewer), pk=key)
    form = SetBackForm(one, request.POST)
    if accepted(
        request, form, lambda **given: services.set_back(viewer, one, **given), _("已更正为银行已付款。")
    ):
        return redirect("ledger:list", key)
    return detail(request, key, set_back_form=form)
