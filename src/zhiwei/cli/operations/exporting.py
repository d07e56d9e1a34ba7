"""Registers written to files, the same columns in every form."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db.models import Model, QuerySet
from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse
from django.test import RequestFactory

from zhiwei.platform.accounts.viewer import SYSTEM
from zhiwei.platform.audit import log, reads
from zhiwei.platform.audit.models import Act
from zhiwei.platform.decisions import queries as decisions
from zhiwei.platform.decisions.models import Filing
from zhiwei.platform.decisions.register import file_form
from zhiwei.platform.kit.tables import Column, Table, export_response
from zhiwei.platform.subjects import queries as subjects
from zhiwei.platform.subjects.models import FactRecord

COLUMNS: dict[str, tuple[Column, ...]] = {
    "subjects": (
        Column("id", "编号"),
        Column("name", "名称", head=True),
        Column("entity", "主体类型"),
        Column("division", "行政区划"),
        Column("legal_form", "组织形式"),
        Column("industry", "行业代码"),
        Column("industry_edition", "行业分类版本"),
        Column("founded_on", "成立日期", kind="date"),
        Column("size_class", "企业规模"),
        Column("state", "状态"),
    ),
    "facts": (
        Column("subject_id", "主体编号"),
        Column("name", "事实", head=True),
        Column("period", "期间"),
        Column("status", "状态"),
        Column("value", "值"),
        Column("source", "来源"),
        Column("legal_basis", "依据"),
        Column("received_on", "收到日期", kind="date"),
        Column("expires_on", "有效期至", kind="date"),
    ),
    "decisions": (
        Column("id", "编号"),
        Column("document", "文号", head=True),
        Column("title", "标题"),
        Column("division", "行政区划"),
        Column("sentence", "句子"),
        Column("from_day", "起始日", kind="date"),
        Column("to_day", "终止日", kind="date"),
        Column("filed_on", "报备日期", kind="date"),
        Column("declines", "不实施", kind="flag"),
        Column("fills", "数值", value=lambda filing: json.dumps(filing.fills, ensure_ascii=False)),
        Column("state", "状态"),
    ),
    "acts": (
        Column("seq", "序号", kind="count"),
        Column("at", "时间", kind="moment"),
        Column("act", "行为", head=True),
        Column("kind", "对象类型"),
        Column("key", "对象"),
        Column("division", "行政区划"),
        Column("name", "姓名"),
        Column("office", "单位和角色"),
        Column("content", "内容"),
        Column("hash", "哈希"),
    ),
}


def rows_of(kind: str) -> QuerySet[Any]:
    """What a register holds, all of it."""
    match kind:
        case "subjects":
            return subjects.visible(SYSTEM).order_by("name", "pk")
        case "facts":
            return FactRecord.objects.order_by("subject_id", "name", "period", "pk")
        case "decisions":
            return decisions.public()
    return Act.objects.order_by("seq")


def write(kind: str, output: Path) -> int:
    """Write a register; the number of rows. The file has its name only when it is whole."""
    rows = rows_of(kind)
    count = rows.count()
    fresh = output.with_name(f".{output.name}.part")
    try:
        with fresh.open("xb") as file:
            for piece in _pieces(kind, rows, output.suffix.lower().removeprefix(".")):
                file.write(piece)
        fresh.rename(output)
    finally:
        fresh.unlink(missing_ok=True)
    if kind in ("subjects", "facts"):
        reads.reveal(SYSTEM, kind=kind, key="*", fields=[c.name for c in COLUMNS[kind]], why="export")
    log.record(SYSTEM, "export", kind=kind, key="*", detail={"rows": count, "file": output.name})
    return count


def _pieces(kind: str, rows: QuerySet[Any], form: str) -> Iterator[bytes]:
    if form == "json":
        yield from _json(kind, rows)
        return
    table = Table(list(COLUMNS[kind]), rows, caption=kind)
    response: HttpResponseBase | None = export_response(table, RequestFactory().get("/", {"export": form}))
    assert isinstance(response, FileResponse | StreamingHttpResponse)
    content: Iterable[bytes] = response.streaming_content  # type: ignore[assignment]
    yield from content
    response.close()


def _json(kind: str, rows: QuerySet[Any]) -> Iterator[bytes]:
    yield b"["
    for number, row in enumerate(rows.iterator(2_000)):
        text = json.dumps(_item(kind, row), ensure_ascii=False)
        yield ((",\n" if number else "\n") + text).encode()
    yield b"\n]\n"


def _item(kind: str, row: Model) -> dict[str, Any]:
    if isinstance(row, Filing):
        more = {"title": row.title, "issued_on": row.issued_on.isoformat(), "note": row.note}
        return file_form(row) | {name: text for name, text in more.items() if text}
    return {column.name: _plain(column.of(row)) for column in COLUMNS[kind]}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value if value is None or isinstance(value, bool | int | str) else str(value)
