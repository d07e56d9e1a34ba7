"""A receipt on its page: facts, derivation, re-run, and its notice to take away."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from zhiwei.engine.errors import InputError, LoadError
from zhiwei.engine.render_html import render_html
from zhiwei.platform.accounts.divisions import name_of
from zhiwei.platform.accounts.viewer import logged_in, viewer_of
from zhiwei.platform.answers import notices, receipts, telling
from zhiwei.platform.answers.codes import code_of
from zhiwei.platform.answers.models import Notice, Receipt
from zhiwei.platform.answers.rulebook import current
from zhiwei.platform.answers.signing import signer
from zhiwei.platform.answers.upwards import pages
from zhiwei.platform.answers.visible import may_seal, visible, visible_one
from zhiwei.platform.audit import reads
from zhiwei.platform.decisions.queries import address_of as address_of_decision
from zhiwei.platform.kit import uploads
from zhiwei.platform.kit.language import lang, semicolons
from zhiwei.platform.kit.phrases import retold
from zhiwei.platform.kit.tables import Column, Table, export_response
from zhiwei.platform.kit.tables.export import disposition
from zhiwei.platform.subjects import queries as subjects
from zhiwei.platform.subjects.models import Subject


@never_cache
@logged_in
def listed(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """The receipts of one subject, the latest first."""
    viewer = viewer_of(request)
    subject = subjects.visible_one(viewer, key)
    table = _table(visible(viewer).filter(subject=subject.pk).select_related("pattern", "made_by"))
    reads.reveal(
        viewer, kind="subject", key=str(subject.pk), fields=["answer"], why=gettext_lazy("查看判定回执")
    )
    if file := export_response(table, request):
        return file
    context = {"subject": subject, "table": table, "back": _address(viewer, subject)}
    return render(request, "answers/receipts.html", context)


def _table(rows: Any) -> Table:
    columns = [
        Column("made_at", gettext_lazy("判定时间"), kind="moment", sort=True, head=True,
               link=lambda r: reverse("answers:receipt", args=[r.pk])),
        Column("as_of", gettext_lazy("按哪一天的规定"), kind="date", sort=True),
        Column("outcomes", gettext_lazy("结论"), value=_outcomes),
        Column("purpose", gettext_lazy("用途"), value=lambda r: retold(r.purpose), sort=True),
        Column("pk", gettext_lazy("回执编号"), screen=False, value=lambda r: str(r.pk)),
        Column("digest", gettext_lazy("回执指纹"), screen=False),
        Column("rulebook_id", gettext_lazy("规则集"), screen=False),
    ]  # fmt: skip
    empty = gettext_lazy("还没有判定回执。办件作出决定时会自动保存回执。")
    return Table(columns, rows, caption=gettext_lazy("判定回执"), order="-made_at", empty=empty)


def _outcomes(receipt: Receipt) -> str:
    """The verdicts of a receipt of few measures; of many, how many."""
    told = telling.measures(receipt.record, lang())
    if len(told) > 3:
        return _("%(n)d 项措施") % {"n": len(told)}
    return semicolons(f"{one.id} {one.word} {one.amount}".strip() for one in told)


@never_cache
@logged_in
def detail(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """One receipt: what was decided, on which facts, by which steps, under which rulebook."""
    return _page(request, visible_one(viewer_of(request), key))


@never_cache
@logged_in
def rerun(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """The same page with the re-run: under the rulebook it names, and what today's rulebook gives. It changes nothing."""
    receipt = visible_one(viewer_of(request), key)
    return _page(request, receipt, rerun=_rerun(receipt))


def _rerun(receipt: Receipt) -> dict[str, Any]:
    found: dict[str, Any] = {"sound": receipts.sound(receipt), "rulebook": current().hash}
    if not found["sound"]:
        return found
    try:
        found["differences"] = receipts.check(receipt)
    except LoadError as error:
        found["lost"] = [str(defect) for defect in error.defects]
    try:
        found["today"] = telling.differences(receipts.under_today(receipt), receipt.record, lang())
    except InputError as error:
        found["refused"] = [str(defect) for defect in error.defects]
    return found


def _page(request: HttpRequest, receipt: Receipt, **more: Any) -> HttpResponseBase:
    viewer, language = viewer_of(request), lang()
    subject = Subject.objects.filter(pk=receipt.subject).first() if receipt.subject else None
    facts = telling.facts(receipt.record, language)
    above, contradicting = telling.conflicts(receipt.record, language)
    if subject is not None:
        names = sorted(receipt.record["subject"]["facts"])
        reads.reveal(
            viewer, kind="subject", key=str(subject.pk), fields=names, why=gettext_lazy("查看判定回执")
        )
    context = {
        "receipt": receipt,
        "code": code_of(receipt.pk),
        "purpose": retold(receipt.purpose),
        "subject": subject,
        "back": _address(viewer, subject) if subject else "",
        "place": name_of(receipt.division) if receipt.division else "",
        "measures": telling.measures(receipt.record, language),
        "used": [one for one in facts if one.used],
        "others": [one for one in facts if not one.used],
        "conflicts_title": above,
        "conflicts": contradicting,
        "decisions": [(one, address_of_decision(one) or "") for one in telling.decisions(receipt.record)],
        "pages": pages(viewer, receipt.pk),
        "readings": receipt.record["readings"],
        "trail": mark_safe(render_html(telling.worded(receipt.record, language), language)),
        "recalled": telling.unchecked(receipt.record, language),
        "may_seal": may_seal(viewer, receipt),
        "notices": receipt.notices.order_by("made_at"),
        "check": reverse("answers:check", args=[receipt.pk]),
        "means": signer().means(),
        **more,
    }
    return render(request, "answers/receipt.html", context)


def _address(viewer: Any, subject: Subject) -> str:
    official = viewer.covers(subject.division)
    return reverse("subjects:detail" if official else "subjects:own", args=[subject.pk])


@logged_in
@require_POST
def make_notice(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """Seal the notice in the reader's language, once."""
    viewer = viewer_of(request)
    receipt = visible_one(viewer, key)
    address = request.build_absolute_uri(reverse("answers:check", args=[receipt.pk]))
    try:
        notices.seal(viewer, receipt, address)
    except notices.Damaged as damaged:
        messages.error(request, str(damaged))
    else:
        messages.success(request, _("告知书已生成并签名。"))
    return redirect("answers:receipt", receipt.pk)


@never_cache
@logged_in
def notice(request: HttpRequest, key: UUID, which: UUID) -> HttpResponseBase:
    """The sealed PDF."""
    return uploads.response(_notice(request, key, which).file)


@never_cache
@logged_in
def signature(request: HttpRequest, key: UUID, which: UUID) -> HttpResponseBase:
    """The signature of the PDF as a file beside it."""
    found = _notice(request, key, which)
    content, ending = signer().file(notices.signature_of(found))
    response = HttpResponse(content, content_type="application/octet-stream")
    response["Content-Disposition"] = disposition(f"{found.file.name}.{ending}")
    return response


def _notice(request: HttpRequest, key: UUID, which: UUID) -> Notice:
    viewer = viewer_of(request)
    receipt = visible_one(viewer, key)
    found = get_object_or_404(receipt.notices.select_related("file"), pk=which)
    if receipt.subject:
        reads.reveal(
            viewer,
            kind="subject",
            key=str(receipt.subject),
            fields=["answer"],
            why=gettext_lazy("下载告知书"),
        )
    return found


def address_of(subject: Subject) -> str | None:
    """Where the receipts of a subject are listed; None for one that has none."""
    there = Receipt.objects.filter(subject=subject.pk).exists()
    return reverse("answers:receipts", args=[subject.pk]) if there else None
