"""Files that applications hand in, sent ahead of them."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from ninja import Router

from zhiwei.platform.api.auth import Bearer, viewer
from zhiwei.platform.api.openapi import FILED, gives
from zhiwei.platform.api.problems import Fault, Problem, invalid
from zhiwei.platform.api.refusals import Told, both
from zhiwei.platform.api.replies import reply
from zhiwei.platform.cases.faults import Refused
from zhiwei.platform.cases.forms import ALLOWED
from zhiwei.platform.kit import uploads

router = Router()
MULTIPART = "multipart/form-data"


def _described() -> dict[str, Any]:
    found = gives("file", FILED)
    schema = {"type": "object", "required": ["file"], "properties": {"file": {"type": "string", "format": "binary"}}}  # fmt: skip
    return found | {"requestBody": {"required": True, "content": {MULTIPART: {"schema": schema}}}}


@router.post("", auth=Bearer("cases:apply"), openapi_extra=_described(), operation_id="file")
def hand_in(request: HttpRequest) -> HttpResponse:
    """Hand in a file (pdf, png, jpg, xlsx) for an application; only its sender may name it there."""
    if request.content_type != MULTIPART:
        zh = f"内容类型应为 {MULTIPART}，收到的是 {request.content_type or '（空）'}"
        raise Problem("media-type", zh, f"send {MULTIPART}, not {request.content_type or '(none)'}")
    try:
        sent = request.FILES.get("file")
    except (MultiPartParserError, OSError):
        raise Problem("unreadable", "请求体没有完整到达", "the body did not arrive whole") from None
    if sent is None:
        raise invalid([Fault("#/file", "缺少文件", "no file was sent")])
    try:
        checked = both(lambda: _checked(sent), lambda _field: "#/file")
    except Told as told:
        raise invalid(told.faults) from None
    stored = uploads.keep(checked, viewer(request).user_id)
    about = {name: getattr(stored, name) for name in ("name", "kind", "size", "sha256")}
    return reply({"id": str(stored.pk), **about})


def _checked(sent: Any) -> uploads.Checked:
    try:
        return uploads.check(sent, allowed=ALLOWED)
    except uploads.Refused as refused:
        raise Refused([str(refused)]) from refused
