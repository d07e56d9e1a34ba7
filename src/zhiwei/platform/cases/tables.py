"""Lists of cases and notices."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhiwei.platform.accounts.divisions import name_of
from zhiwei.platform.cases import hands, hanging, standing
from zhiwei.platform.cases.casetypes import registry
from zhiwei.platform.cases.lateness import FIRST, days_late, deadline_of, with_deadline
from zhiwei.platform.cases.models import Bulk, Case, Complaint, Notice, Objection, Office
from zhiwei.platform.cases.titles import named, title_of, year_of
from zhiwei.platform.cases.waiting import expected
from zhiwei.platform.cases.words import actors
from zhiwei.platform.kit import clock
from zhiwei.platform.kit.language import aside, semicolons, titled
from zhiwei.platform.kit.phrases import retold
from zhiwei.platform.kit.tables import Column, Prepared, Table


def state_words(case: Case) -> str:
    """What the case's state is called."""
    kind = registry.all_types().get(case.type)
    return str(kind.states[case.state].words) if kind and case.state in kind.states else case.state


def state_tag(case: Case) -> str:
    """The colour of its label: to do, over its time, ended."""
    if case.ended:
        return "off"
    return "no" if case.escalated_to or days_late(case) else "todo"


def late_words(case: Case) -> str:
    """How long a case is past its deadline; '' where it is not."""
    days = days_late(case)
    return gettext("已超期 %(n)s 天") % {"n": days} if days else ""


def _common(address: Callable[[Case], str]) -> list[Column]:
    return [
        Column("number", _("编号"), link=address, head=True),
        Column("subject", _("主体"), value=lambda c: c.subject.name, sort="subject__name"),
        Column("type", _("事项"), value=named, sort=True),
        Column("state", _("状态"), kind="tag", value=state_words, tags=state_tag, sort=True),
        Column("opened_at", _("提交或立案时间"), kind="date", sort=True),
    ]


def work_table(rows: QuerySet[Case], *, looking_back: bool = False, file: str = "") -> Table:
    """What officials work on, the latest and most urgent first.

    Who looks back sees through whose hands they went on the page too, and not in the file ``file`` alone.
    """
    columns = [
        *_common(lambda c: reverse("cases:office-case", args=[c.pk])),
        Column("due_on", _("办理期限"), kind="date", value=deadline_of, sort=FIRST),
        Column("late", _("超期"), kind="tag", value=late_words, tags=lambda c: "no"),
        Column("next", _("下一步"), value=_next, export=False),
        Column("division", _("地区"), value=lambda c: name_of(c.division), sort=True),
        Column("origin", _("来源"), value=origin_words),
        Column("assignee", _("经办人"), value=hands.handler),
        *hands.columns(screen=looking_back),
    ]
    return Prepared(
        columns,
        hands.with_hands(with_deadline(rows)),
        prepare=_standing_told,
        caption=_("办件"),
        order="due_on",
        empty=_("没有这样的办件。"),
        file=file,
    )


def standing_table(rows: QuerySet[Case], *, file: str = "") -> Table:
    """Cases by how long they have waited where they are, and for whom, the longest on top."""
    columns = [
        *_common(lambda c: reverse("cases:office-case", args=[c.pk])),
        Column("whom", _("在等谁"), value=standing.awaited_words),
        Column(
            "waited", _("已等（天）"), kind="count", value=standing.days_waited, sort=f"-{standing.SINCE}"
        ),
        Column(standing.SINCE, _("从哪天起"), kind="date", value=standing.since, sort=True),
        Column(standing.REMINDED, _("最近提醒"), kind="date", sort=True),
        Column("division", _("地区"), value=lambda c: name_of(c.division), sort=True),
        Column("assignee", _("经办人"), value=hands.handler),
    ]
    return Prepared(
        columns,
        hands.with_hands(standing.with_since(rows)),
        prepare=_standing_told,
        caption=_("办件"),
        order="-waited",
        empty=_("没有这样的办件。"),
        file=file,
    )


def _standing_told(cases: Sequence[Case]) -> None:
    hands.told(cases)
    hanging.told(cases)


def objections_table(rows: QuerySet[Objection]) -> Table:
    """Objections that wait for an answer; without one the case stands still from the day after its notice."""
    columns = [
        Column("number", _("编号"), link=lambda o: f"{reverse('cases:office-case', args=[o.notice.case_id])}#objections", head=True),
        Column("subject", _("针对"), value=lambda o: o.notice.case.subject.name, sort="notice__case__subject__name"),
        Column("type", _("事项"), value=lambda o: title_of(o.notice.type), sort="notice__type"),
        Column("division", _("地区"), value=lambda o: name_of(o.notice.division), sort="notice__division"),
        Column("made_at", _("收到时间"), kind="moment", sort=True),
        Column("last_day", _("处理期限（公示期满日）"), kind="date", value=lambda o: o.notice.last_day, sort="notice__last_day"),
        Column("late", _("状态"), kind="tag", value=_standing, tags=lambda o: "no" if _late(o) else "todo"),
    ]  # fmt: skip
    return Table(
        columns, rows, name="objections", caption=_("待处理的异议"), order="last_day", file=_("异议")
    )


def complaints_table(rows: QuerySet[Complaint], own: frozenset[UUID]) -> Table:
    """Complaints that wait for an answer, the oldest first; of ``own`` cases, in which the viewer took a step, another's."""
    columns = [
        Column("case", _("办件"), head=True, value=lambda c: c.case.number,
               link=lambda c: f"{reverse('cases:office-case', args=[c.case_id])}#complaints"),
        Column("subject", _("主体"), value=lambda c: c.case.subject.name, sort="case__subject__name"),
        Column("type", _("事项"), value=lambda c: named(c.case), sort="case__type"),
        Column("division", _("地区"), value=lambda c: name_of(c.case.division), sort="case__division"),
        Column("text", _("内容"), value=lambda c: retold(c.text)),
        Column("made_at", _("收到时间"), kind="moment", sort=True),
        Column("waited", _("已等天数"), kind="count", value=lambda c: clock.days_since(c.made_at)),
        Column("who", _("由谁答复"), value=lambda c: gettext("由另一人答复（您办理过本件）") if c.case_id in own else gettext("等您答复")),
    ]  # fmt: skip
    return Table(columns, rows, name="complaints", caption=_("待答复的投诉"), order="made_at", file=_("投诉"))


def _late(objection: Objection) -> bool:
    return objection.notice.last_day < clock.today()


def _standing(objection: Objection) -> str:
    return gettext("公示已期满，办件停着等处理") if _late(objection) else gettext("公示期内")


def offices_table(rows: QuerySet[Office]) -> Table:
    """Offices as they were entered."""
    columns = [
        Column("division", _("地区"), value=lambda o: name_of(o.division), sort=True, head=True),
        Column(
            "type", _("事项"), value=lambda o: title_of(o.type) if o.type else gettext("全部事项"), sort=True
        ),
        Column("authority", _("办理机关"), value=lambda o: o.name, sort=True),
        Column("organisation", _("经办单位"), sort="organisation__name"),
        Column("telephone", _("联系电话")),
        Column("address", _("地址")),
        Column("hours", _("受理时间")),
        Column("entered_at", _("登记时间"), kind="moment", sort=True),
    ]
    return Table(columns, rows, caption=_("办理机关联系方式"), order="division", empty=_("还没有登记。"))


def own_table(rows: QuerySet[Case]) -> Table:
    """The applicant's cases."""
    columns = [
        *_common(lambda c: reverse("cases:own-case", args=[c.pk])),
        Column("due_on", _("办理期限"), kind="date", sort=True),
        Column("next", _("下一步"), value=_own_next),
    ]
    return Prepared(
        columns,
        with_deadline(rows),
        prepare=hanging.told,
        caption=_("我的办件"),
        order="-opened_at",
        empty=_("还没有办件。"),
    )


def origin_words(case: Case, *, person: bool = True) -> str:
    """Who began a case; of one filed at the counter, with ``person``, also for whom and why."""
    said = str(case.get_origin_display())
    if person and (counter := case.counter):
        words = gettext("%(said)s：由窗口工作人员代为填报。来办理的人：%(person)s。代办的原因：%(reason)s")
        return words % {"said": said, "person": counter["person"], "reason": counter["reason"]}
    return said


def _own_next(case: Case) -> str:
    """What the applicant has to do himself; else how long his money has been due; else what comes next."""
    if standing.waits_for_applicant(case):
        return _next(case)
    return hanging.waits_in_list(case) or _next(case)


def _next(case: Case) -> str:
    if hanging.waits_for_payment(case):
        return goes_on_when_paid()
    kind = registry.all_types().get(case.type)
    if kind is None or case.ended:
        return ""
    steps = expected(kind, case.state) or [one for one in kind.leaving(case.state) if not one.amends]
    return aside(str(steps[0].words), actors(steps[0].actors)) if steps else ""


def goes_on_when_paid() -> str:
    """What follows while a case waits for the bank, in words that do not read as if it had paid."""
    return gettext("银行付款后自动继续")


def notices_table(rows: QuerySet[Notice]) -> Table:
    """The public notices."""
    columns = [
        Column("name", _("名称"), link=lambda n: reverse("cases:notice", args=[n.pk]), head=True),
        Column("type", _("事项"), value=lambda n: title_of(n.type), sort=True),
        Column("year", _("年度"), value=lambda n: year_of(n.case) or ""),
        Column("fen", _("金额"), kind="money", sort=True),
        Column("division", _("地区"), value=lambda n: name_of(n.division), sort=True),
        Column("first_day", _("公示起"), kind="date", sort=True),
        Column("last_day", _("公示止"), kind="date", sort=True),
        Column("state", _("状态"), kind="tag", value=lambda n: str(n.get_state_display()), tags=notice_tag),
    ]
    rows = rows.select_related("case")
    return Table(columns, rows, caption=_("公示"), order="-first_day", empty=_("没有公示。"))


def notice_tag(notice: Any) -> str:
    """The colour of a notice's label."""
    return "todo" if notice.state == Notice.State.RUNNING else "off"


def bulk_words(bulk: Bulk) -> str:
    """What a workbook does."""
    kind = registry.all_types().get(bulk.type)
    rule = kind.transition(bulk.transition) if kind else None
    return titled(kind.title, rule.words) if kind and rule else bulk.type


def bulks(rows: QuerySet[Bulk]) -> Table:
    """Workbooks somebody handed in."""
    columns = [
        Column("made_at", _("上传时间"), kind="moment", head=True, sort=True,
               link=lambda b: reverse("cases:bulk", args=[b.pk])),
        Column("what", _("办什么"), value=bulk_words),
        Column("file", _("文件"), value=lambda b: b.file.name),
        Column("rows", _("行数"), kind="count", value=lambda b: len(b.rows)),
        Column("state", _("状态"), kind="tag", value=lambda b: b.get_state_display(), sort=True,
               tags=lambda b: {"faulty": "no", "ready": "todo", "filed": "ok"}.get(b.state, "off")),
    ]  # fmt: skip
    return Table(columns, rows, caption=_("批量办理"), order="-made_at", empty=_("还没有交过文件。"))


def bulk_rows(bulk: Bulk) -> Table:
    """The rows of a workbook, with what is wrong and what was made."""
    columns = [
        Column("number", _("行"), kind="count", head=True, value=lambda r: r["number"]),
        Column("name", _("主体"), value=lambda r: r["name"] or r["case"]),
        *_told(bulk),
        Column("defects", _("错误"), value=lambda r: semicolons(titled(*each) for each in r["defects"])),
        Column("made", _("办件"), value=lambda r: r.get("made_number", "") if bulk.state == "filed" else ""),
    ]
    total = any(column.kind == "money" for column in columns)
    return Table(
        columns, bulk.rows, name="rows", caption=_("文件的各行"), empty=_("文件里没有内容"), total=total
    )


def _told(bulk: Bulk) -> Iterator[Column]:
    """What is told of the rows before the step, a column for each label; amounts that the step decides on are added up."""
    told = [line for row in bulk.rows for line in row.get("told", ())]
    for n, label in enumerate(dict.fromkeys(line[0] for line in told)):
        if any(fen is None for name, _text, fen in told if name == label):
            yield Column(f"told{n}", label, value=partial(_text_of, label))
        else:
            yield Column(f"told{n}", label, kind="money", value=partial(_fen_of, label))


def _text_of(label: str, row: dict[str, Any]) -> str:
    return semicolons(dict.fromkeys(text for name, text, _fen in row.get("told", ()) if name == label))


def _fen_of(label: str, row: dict[str, Any]) -> int | None:
    amounts = [fen for name, _text, fen in row.get("told", ()) if name == label]
    return sum(amounts) if amounts else None


def own_objections(rows: QuerySet[Objection]) -> Table:
    """What the viewer objected to, with what became of it."""
    columns = [
        Column("number", _("编号"), head=True,
               link=lambda o: f"{reverse('cases:objection')}?number={o.number}"),
        Column("notice", _("针对的公示"), value=lambda o: f"{o.notice.name}：{named(o.notice.case)}"),
        Column("made_at", _("提出时间"), kind="moment", sort=True),
        Column("state", _("状态"), kind="tag", value=lambda o: str(o.get_state_display()), sort=True,
               tags=lambda o: "todo" if o.state == Objection.State.OPEN else "ok"),
        Column("answer", _("处理结果和理由")),
    ]  # fmt: skip
    return Table(
        columns, rows.select_related("notice__case"), name="objections", caption=_("我提出的异议"),
        order="-made_at", empty=_("没有提出过异议。"), file=_("异议"),
    )  # fmt: skip


def own_complaints(rows: QuerySet[Complaint]) -> Table:
    """Complaints about how the viewer's cases were handled, with their answers."""
    columns = [
        Column("case", _("办件"), head=True, value=lambda c: c.case.number,
               link=lambda c: reverse("cases:own-case", args=[c.case_id])),
        Column("title", _("事项"), value=lambda c: named(c.case)),
        Column("text", _("内容"), value=lambda c: retold(c.text)),
        Column("made_at", _("提出时间"), kind="moment", sort=True),
        Column("answer", _("答复"), value=lambda c: c.answer or gettext("等待答复")),
    ]  # fmt: skip
    return Table(
        columns, rows.select_related("case"), name="complaints", caption=_("对办理的投诉"),
        order="-made_at", empty=_("没有投诉过。"), file=_("投诉"),
    )  # fmt: skip
