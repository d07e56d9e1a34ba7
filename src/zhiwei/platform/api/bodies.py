"""Bodies of requests: JSON whose numbers stay exact, refused with plain words where it is too large, too deep or broken."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest
from django.http.request import RawPostDataException

from zhiwei.engine.errors import suggest
from zhiwei.platform.api.problems import Fault, Faults, Problem, invalid
from zhiwei.population.defects import InputDefects
from zhiwei.population.text_files import read_text

LARGEST = 1_000_000
"""Bytes of a body."""
DEEPEST = 24
"""Levels of nesting."""
DIGITS = 30
"""Digits before or behind the point of a number."""


def read_body(request: HttpRequest) -> dict[str, Any]:
    """The JSON object of a request. Raises :class:`Problem` for anything else."""
    kind = (request.content_type or "").lower()
    if kind != "application/json" and not kind.endswith("+json"):
        zh = f"内容类型应为 application/json，收到的是 {kind or '（空）'}"
        raise Problem("media-type", zh, f"send application/json, not {kind or '(none)'}")
    charset = (request.content_params or {}).get("charset", "utf-8").lower()
    if charset not in ("utf-8", "utf8", "us-ascii"):
        zh = f"编码应为 UTF-8，收到的是 {charset}"
        raise Problem("media-type", zh, f"send UTF-8, not {charset}")
    content = _read(_bytes(request))
    if not isinstance(content, dict):
        raise invalid([Fault("#", "应为 JSON 对象", "a JSON object is needed")])
    return content


def _bytes(request: HttpRequest) -> bytes:
    too_large = Problem(
        "too-large", f"请求体不得超过 {LARGEST // 1000} KB", f"a body may have {LARGEST // 1000} KB at most"
    )
    if "Transfer-Encoding" in request.headers and not request.META.get("CONTENT_LENGTH"):
        zh, en = (
            "请求体须带长度（Content-Length），不能分块发送",
            "send the body with its Content-Length, not in chunks",
        )
        raise Problem("unreadable", zh, en)
    try:
        body = request.body
    except RequestDataTooBig:
        raise too_large from None
    except (RawPostDataException, OSError):
        raise Problem("unreadable", "请求体没有完整到达", "the body did not arrive whole") from None
    if len(body) > LARGEST:
        raise too_large
    return body


def _read(body: bytes) -> Any:
    if not body:
        raise Problem("unreadable", "请求体是空的", "the body is empty")
    try:
        content = read_text(body)
    except InputDefects as error:
        faults = [_fault(one.problem.zh, one.problem.en, one.value) for one in error.defects]
        raise Problem("unreadable", faults[0].zh, faults[0].en, faults) from None
    faults_found = Faults()
    for pointer, value in _walk(content):
        _check(pointer, value, faults_found)
    faults_found.refuse()
    return content


def _fault(zh: str, en: str, value: str | None) -> Fault:
    zh, en = zh.replace("读取文件", "读取请求体"), en.replace("the file", "the body")
    return Fault("#", zh, en, "以 UTF-8 编码发送 JSON", "send JSON in UTF-8", value=value)


def _check(pointer: str, value: Any, faults: Faults) -> None:
    if pointer.count("/") > DEEPEST:
        zh, en = f"嵌套超过 {DEEPEST} 层", f"nested deeper than {DEEPEST} levels"
        raise invalid([Fault(pointer, zh, en)])
    if isinstance(value, str):
        if "\0" in value or not _encodes(value):
            faults.add(pointer, "含有不能使用的字符", "holds a character that cannot be used")
    elif isinstance(value, int | Decimal) and not isinstance(value, bool):
        number = Decimal(value)
        whole = number.is_finite() and -DIGITS <= number.adjusted() < DIGITS
        if not whole or len(number.as_tuple().digits) > DIGITS * 2:
            faults.add(pointer, "数字过大或过细", "a number too large or too fine")


def _encodes(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _walk(content: Any) -> Iterator[tuple[str, Any]]:
    """Every value with its pointer, names of members included; not recursive, whatever was sent."""
    waiting: list[tuple[str, Any]] = [("#", content)]
    while waiting:
        pointer, value = waiting.pop()
        yield pointer, value
        if isinstance(value, dict):
            for name, item in value.items():
                yield pointer, name
                waiting.append((pointer + "/" + escaped(name), item))
        elif isinstance(value, list):
            waiting += [(f"{pointer}/{number}", item) for number, item in enumerate(value)]


def only_known(body: Iterable[str], names: Sequence[str], faults: Faults) -> None:
    """Add a fault for every member that is none of these."""
    for name in body:
        if name not in names:
            faults.add(
                "#/" + escaped(name), "不认识的项", "unknown field", remedy_zh="可用：" + "、".join(names),
                remedy_en=suggest(name, names),
            )  # fmt: skip


def escaped(name: str) -> str:
    """A member's name as JSON pointers write it."""
    return name.replace("~", "~0").replace("/", "~1")
