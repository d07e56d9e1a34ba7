"""Refusals as RFC 9457 has them: ``application/problem+json`` with every defect and a pointer to its place."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import structlog
from django.http import HttpRequest, HttpResponse

from zhiwei.platform.kit.language import lang

BASE = "/api/v1/problems/"
CONTENT_TYPE = "application/problem+json; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of refusal: its status and its title in Chinese and English."""

    status: int
    zh: str
    en: str


KINDS: Mapping[str, Kind] = {
    "unreadable": Kind(400, "无法读取请求", "The request cannot be read"),
    "no-token": Kind(401, "需要有效的令牌", "A valid token is needed"),
    "forbidden": Kind(403, "令牌没有这一权限", "The token does not allow this"),
    "not-found": Kind(404, "没有找到", "Not found"),
    "method": Kind(405, "此地址不接受该方法", "This address does not take that method"),
    "conflict": Kind(409, "与现有数据冲突", "It contradicts what is there"),
    "too-large": Kind(413, "请求过大", "The request is too large"),
    "media-type": Kind(415, "不支持的内容类型", "The content type is not supported"),
    "invalid": Kind(422, "内容有错", "The content has defects"),
    "too-many": Kind(429, "请求过于频繁", "Too many requests"),
    "server": Kind(500, "服务器出错", "The server failed"),
    "unavailable": Kind(503, "暂时不可用", "Not available for the moment"),
}
BY_STATUS = {kind.status: name for name, kind in KINDS.items()}


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong: a JSON pointer (``#/facts/revenue`` in the body, ``?page`` in the query) and what to do."""

    pointer: str
    zh: str
    en: str
    remedy_zh: str = ""
    remedy_en: str = ""
    code: str = ""
    value: str | None = None

    def to_json(self) -> dict[str, str]:
        """Plain data; what is empty is left out."""
        data = {"pointer": self.pointer, "code": self.code, "zh": self.zh, "en": self.en}
        data |= {"remedy_zh": self.remedy_zh, "remedy_en": self.remedy_en, "value": self.value or ""}
        return {name: text for name, text in data.items() if text or name in ("pointer", "zh", "en")}


class Problem(Exception):
    """A refusal of a known kind; ``zh`` and ``en`` say it in a sentence."""

    def __init__(
        self, kind: str, zh: str = "", en: str = "", faults: Iterable[Fault] = (), headers: Mapping[str, str] | None = None
    ) -> None:  # fmt: skip
        self.kind, self.faults, self.headers = kind, tuple(faults), dict(headers or {})
        self.zh, self.en = zh or KINDS[kind].zh, en or KINDS[kind].en
        super().__init__(self.en)


@dataclass
class Faults:
    """Faults gathered while a request is read, so that all are told at once."""

    found: list[Fault] = field(default_factory=list)

    def add(self, pointer: str, zh: str, en: str, **more: Any) -> None:
        """Note one."""
        self.found.append(Fault(pointer, zh, en, **more))

    def refuse(self) -> None:
        """Raise :class:`Problem` if there are any."""
        if self.found:
            raise invalid(self.found)


def invalid(faults: Sequence[Fault]) -> Problem:
    """422 with all defects."""
    return Problem("invalid", f"共 {len(faults)} 处错误", f"{len(faults)} defects", faults)


def respond(request: HttpRequest, problem: Problem) -> HttpResponse:
    """The response of a refusal, in the language of the request."""
    kind, zh = KINDS[problem.kind], lang() == "zh"
    content: dict[str, Any] = {
        "type": BASE + problem.kind,
        "title": kind.zh if zh else kind.en,
        "status": kind.status,
        "detail": problem.zh if zh else problem.en,
    }
    identifier = structlog.contextvars.get_contextvars().get("request_id")
    if identifier:
        content["request"] = identifier
    if problem.faults:
        content["errors"] = [fault.to_json() for fault in problem.faults]
    text = json.dumps(content, ensure_ascii=False).encode("utf-8", "replace")
    return HttpResponse(text, status=kind.status, content_type=CONTENT_TYPE, headers=problem.headers)
