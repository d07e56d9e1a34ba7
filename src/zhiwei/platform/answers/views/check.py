"""The public check of a notice: by the code printed on it, or by the file itself. No personal data, nothing is kept."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from zhiwei.platform.answers import notices
from zhiwei.platform.answers.codes import receipts_of
from zhiwei.platform.answers.signing import signer
from zhiwei.platform.answers.visible import public
from zhiwei.platform.kit import uploads
from zhiwei.platform.kit.language import lang
from zhiwei.platform.kit.tables.export import disposition

LIMIT = 5 * 1024 * 1024
"""Bytes of a file to be checked; a notice is far smaller."""


@never_cache
def start(request: HttpRequest) -> HttpResponseBase:
    """Where a code is typed or a file is handed in."""
    if request.method == "POST":
        return _file(request)
    typed = request.GET.get("code", "").strip()
    if not typed:
        return _shown(request, {})
    try:
        return redirect("answers:check", UUID(typed))
    except ValueError:
        found = receipts_of(typed)
    if found is None:
        wrong = _("核验码是 12 位字母和数字，例如 7K3M-9QXD-2FHA；也可以输入 36 位的回执编号。")
        return _shown(request, {"wrong": wrong, "typed": typed}, 422)
    if len(found) > 1:
        wrong = _("有两份回执的核验码相同，请输入纸面上 36 位的回执编号。")
        return _shown(request, {"wrong": wrong, "typed": typed}, 422)
    if not found:
        return _shown(request, {"asked": typed, "found": None}, 404)
    return redirect("answers:check", found[0])


@never_cache
def code(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """What everybody may know of the receipt of a code: genuine or not, measures, verdicts, days, place; what a notice showed."""
    found = public(key, lang())
    return _shown(request, {"asked": str(key), "found": found}, 200 if found else 404)


def _file(request: HttpRequest) -> HttpResponseBase:
    given = request.FILES.get("file")
    try:
        if given is None:
            raise uploads.Refused(_("请选择要核验的 PDF 文件。"), "empty")
        checked = uploads.check(given, allowed={"pdf"}, limit=LIMIT)
    except uploads.Refused as refused:
        return _shown(request, {"wrong": str(refused)}, 422)
    checked.file.seek(0)
    found = notices.issued_as(checked.file.read())
    context: dict[str, Any] = {"file": True, "issued": found}
    if found is not None:
        context |= {"asked": str(found.receipt_id), "found": public(found.receipt_id, lang())}
    return _shown(request, context)


def _shown(request: HttpRequest, context: dict[str, Any], status: int = 200) -> HttpResponseBase:
    return render(request, "answers/check.html", context | {"means": signer().means()}, status=status)


def key(request: HttpRequest) -> HttpResponseBase:
    """The public key, for those who verify a signature with their own tools."""
    response = HttpResponse(signer().public_key(), content_type="application/x-pem-file")
    response["Content-Disposition"] = disposition("notice-key.pem")
    return response
