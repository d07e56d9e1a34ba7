"""The lists of the room's pages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Case, QuerySet, When
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhiwei.platform.accounts.divisions import name_of
from zhiwei.platform.kit.language import lang, semicolons, titled
from zhiwei.platform.kit.tables import Column, Table
from zhiwei.platform.subjects import labels
from zhiwei.platform.subjects.models import Enquiry, ImportBatch, ImportRow, Subject
from zhiwei.platform.subjects.shown import Line

BATCH_TAGS = {"uploaded": "info", "faulty": "no", "ready": "todo", "committed": "ok", "cancelled": "off"}
ENQUIRY_TAGS = {"open": "todo", "answered": "ok", "closed": "off"}
ROW_TAGS = {"new": "info", "changed": "todo", "unchanged": "off", "unmatched": "no", "faulty": "no"}


def office_subjects(rows: QuerySet[Subject]) -> Table:
    """The subjects of an official's divisions."""
    columns = [
        Column(
            "name", _("名称"), link=lambda s: reverse("subjects:detail", args=[s.pk]), head=True, sort=True
        ),
        Column("id", _("编号"), screen=False, value=lambda s: str(s.pk)),
        Column("kind", _("类型"), value=labels.kind_of, sort="legal_form"),
        Column("division", _("地区"), value=lambda s: name_of(s.division), sort=True),
        Column("division_code", _("行政区划代码"), value=lambda s: s.division, screen=False),
        Column("industry", _("行业"), value=_industry, sort=True),
        Column("size_class", _("规模"), value=_size, sort=True),
        Column("founded_on", _("成立日期"), kind="date", sort=True),
        Column("state", _("状态"), kind="tag", value=lambda s: s.get_state_display(), tags=_state, sort=True),
    ]
    empty = _("没有符合条件的主体。")
    return Table(columns, rows, caption=_("主体名录"), order="name", empty=empty)


def public_subjects(rows: QuerySet[Subject]) -> Table:
    """The public list: organisations, where and what they are; nothing personal."""
    columns = [
        Column("name", _("名称"), value=labels.public_name, head=True),
        Column("kind", _("类型"), value=labels.kind_of),
        Column("division", _("地区"), value=lambda s: name_of(s.division), sort=True),
        Column("industry", _("行业"), value=_industry, sort=True),
    ]
    return Table(columns, rows, caption=_("主体名录"), empty=_("没有符合条件的主体。"))


def _industry(subject: Subject) -> str:
    return labels.industry(subject.industry, subject.industry_edition) if subject.industry else ""


def _size(subject: Subject) -> str:
    return labels.member("SizeClass", subject.size_class) if subject.size_class else ""


def _state(subject: Subject) -> str:
    return "ok" if subject.state == Subject.State.ACTIVE else "off"


def batches(rows: QuerySet[ImportBatch]) -> Table:
    """Imports, the latest first."""
    columns = [
        Column("file", _("文件"), value=lambda b: b.file.name, head=True,
               link=lambda b: reverse("subjects:import", args=[b.pk])),
        Column("source", _("来源"), value=lambda b: labels.source(b.source), sort=True),
        Column("division", _("地区"), value=lambda b: name_of(b.division), sort=True),
        Column("received_on", _("收到日期"), kind="date", sort=True),
        Column("rows", _("行数"), kind="count", value=lambda b: b.counts.get("rows")),
        Column("faulty", _("错误行"), kind="count", value=lambda b: b.counts.get("faulty")),
        Column("state", _("状态"), kind="tag", value=lambda b: b.get_state_display(),
               tags=lambda b: BATCH_TAGS[b.state], sort=True),
        Column("made_at", _("上传时间"), kind="moment", sort=True),
    ]  # fmt: skip
    return Table(columns, rows, caption=_("部门数据导入"), order="-made_at", empty=_("还没有导入过数据。"))


def batch_rows(rows: QuerySet[ImportRow], batch: ImportBatch) -> Table:
    """The rows of a file and what each would do."""
    columns = [
        Column("number", _("行"), kind="count", sort=True),
        Column("who", _("主体"), value=_who, head=True),
        Column("match", _("结果"), kind="tag", value=lambda r: r.get_match_display(),
               tags=lambda r: ROW_TAGS[r.match], sort=True),
        Column("changes", _("变化"), value=lambda r: _changes(r, batch)),
        Column("defects", _("问题"), value=_defects),
    ]  # fmt: skip
    return Table(columns, rows, caption=_("逐行结果"), order="number", file=_("导入预览"))


def _who(row: ImportRow) -> str:
    found = row.subject.name if row.subject else row.payload.get("name") or ""
    return found or next(iter(row.payload.get("numbers", {}).values()), "")


def _changes(row: ImportRow, batch: ImportBatch) -> str:
    """``营业收入（2011）：100 元 → 200 元``."""
    if row.match not in (ImportRow.Match.NEW, ImportRow.Match.CHANGED):
        return ""
    facts, was = row.payload["facts"], row.payload.get("was")
    wanted = facts if was is None else {k: facts[k] for k in was}
    return semicolons(
        _change(batch.entity, label, fact, (was or {}).get(label)) for label, fact in wanted.items()
    )


def _change(entity: str, label: str, fact: dict[str, Any], before: Any) -> str:
    name, title = label.partition("@")[0], labels.stated(entity, label)
    new = labels.value(entity, name, fact["status"], fact["value"])
    old = labels.value(entity, name, "known", before) if before is not None else "—"
    return titled(title, f"{old} → {new}")


def _defects(row: ImportRow) -> str:
    if row.match == ImportRow.Match.UNMATCHED and not row.defects:
        return gettext("本辖区没有这个名称或号码的主体，不入库")
    key = "zh" if lang() == "zh" else "en"
    return semicolons(
        titled(f"{d['column']} {d['heading']}".strip(), d[key]) if d["heading"] else d[key]
        for d in row.defects
    )


def enquiries_to_answer(rows: QuerySet[Enquiry], address: str) -> Table:
    """Enquiries as officials see them: what waits for an answer first, the longest waiting on top, with the days."""
    return enquiries(rows, address, order="-waited")


def _waited(enquiry: Enquiry) -> str:
    days = enquiry.days_waited
    return "" if days is None else gettext("已等 %(n)s 天") % {"n": days}


def enquiries(rows: QuerySet[Enquiry], address: str, *, order: str = "-asked_at") -> Table:
    """Enquiries, each with the days it has waited for its answer; ``address`` names the page of one."""
    rows = rows.annotate(answered=Case(When(state=Enquiry.State.OPEN, then=0), default=1))
    columns = [
        Column("title", _("标题"), head=True, link=lambda e: reverse(address, args=[e.pk])),
        Column("kind", _("类别"), value=lambda e: e.get_kind_display(), sort=True),
        Column("difficulty", _("属于哪一难"), value=lambda e: e.get_difficulty_display(), sort=True),
        Column("division", _("地区"), value=lambda e: name_of(e.division), sort=True),
        Column("asked_at", _("提出时间"), kind="moment", sort=True),
        Column("state", _("状态"), kind="tag", value=lambda e: e.get_state_display(),
               tags=lambda e: ENQUIRY_TAGS[e.state], sort=True),
        Column("waited", _("已等"), kind="tag", value=_waited, tags=lambda e: "todo", sort=("-answered", "-asked_at")),
    ]  # fmt: skip
    return Table(columns, rows, caption=_("咨询与诉求"), order=order, empty=_("没有符合条件的咨询或诉求。"))


def facts(lines: Iterable[Line]) -> Table:
    """What is known of a subject on a day, with what other sources say, to be taken away."""
    columns = [
        Column("title", _("事实"), head=True),
        Column("period", _("期间")),
        Column("value", _("值"), value=lambda line: line.used.value),
        Column("holds_from", _("起始日期"), kind="date", value=lambda line: line.used.holds_from),
        Column("expires_on", _("有效期至"), kind="date", value=lambda line: line.used.expires_on),
        Column("source", _("来源"), value=lambda line: line.used.source),
        Column("received_on", _("收到日期"), kind="date", value=lambda line: line.used.received_on),
        Column("legal_basis", _("依据"), value=lambda line: line.used.legal_basis),
        Column("conflicting", _("来源不一致"), kind="flag"),
        Column("others", _("其他来源"), value=lambda line: semicolons(titled(o.source, o.value) for o in line.others)),
    ]  # fmt: skip
    return Table(columns, lines, name="facts", caption=_("事实"), file=_("事实"))
