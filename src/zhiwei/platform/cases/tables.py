"""Lists of cases and notices."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from zhiwei.platform.accounts.divisions import name_of
from zhiwei.platform.cases.casetypes import registry
from zhiwei.platform.cases.models import Case, Notice
from zhiwei.platform.cases.words import next_steps
from zhiwei.platform.kit import clock
from zhiwei.platform.kit.tables import Column, Table


def state_words(case: Case) -> str:
    """What the case's state is called."""
    kind = registry.all_types().get(case.type)
    return str(kind.states[case.state].words) if kind and case.state in kind.states else case.state


def state_tag(case: Case) -> str:
    """The colour of its label: to do, over its time, ended."""
    if case.ended:
        return "off"
    late = case.escalated_to or (case.due_on is not None and case.due_on < clock.today())
    return "no" if late else "todo"


def title_of(type_id: str) -> str:
    """What a kind of case is called."""
    kind = registry.all_types().get(type_id)
    return str(kind.title) if kind else type_id


def _common(address: Callable[[Case], str]) -> list[Column]:
    return [
        Column("number", _("编号"), link=address, head=True),
        Column("subject", _("主体"), value=lambda c: c.subject.name, sort="subject__name"),
        Column("type", _("事项"), value=lambda c: title_of(c.type), sort=True),
        Column("state", _("状态"), kind="tag", value=state_words, tags=state_tag, sort=True),
        Column("opened_at", _("受理时间"), kind="date", sort=True),
        Column("due_on", _("办理期限"), kind="date", sort=True),
    ]


def work_table(rows: QuerySet[Case]) -> Table:
    """What officials work on, the most urgent first."""
    columns = [
        *_common(lambda c: reverse("cases:office-case", args=[c.pk])),
        Column("next", _("下一步"), value=_next, export=False),
        Column("division", _("地区"), value=lambda c: name_of(c.division), sort=True),
        Column("origin", _("来源"), value=lambda c: str(c.get_origin_display())),
        Column("assignee", _("经办人"), value=lambda c: str(c.assignee or "")),
        Column("ended_at", _("办结时间"), kind="moment", screen=False),
    ]
    return Table(columns, rows, caption=_("办件"), order="due_on", empty=_("没有这样的办件。"))


def own_table(rows: QuerySet[Case]) -> Table:
    """The applicant's cases."""
    columns = [
        *_common(lambda c: reverse("cases:own-case", args=[c.pk])),
        Column("next", _("下一步"), value=_next),
    ]
    return Table(columns, rows, caption=_("我的办件"), order="-opened_at", empty=_("还没有办件。"))


def _next(case: Case) -> str:
    kind = registry.all_types().get(case.type)
    if kind is None or case.ended:
        return ""
    first = next(iter(next_steps(kind, case)), None)
    return f"{first[0]}（{first[1]}）" if first else ""


def notices_table(rows: QuerySet[Notice]) -> Table:
    """The public notices."""
    columns = [
        Column("name", _("名称"), link=lambda n: reverse("cases:notice", args=[n.pk]), head=True),
        Column("type", _("事项"), value=lambda n: title_of(n.type), sort=True),
        Column("division", _("地区"), value=lambda n: name_of(n.division), sort=True),
        Column("first_day", _("公示起"), kind="date", sort=True),
        Column("last_day", _("公示止"), kind="date", sort=True),
        Column("state", _("状态"), kind="tag", value=lambda n: str(n.get_state_display()), tags=notice_tag),
    ]
    return Table(columns, rows, caption=_("公示"), order="-first_day", empty=_("没有公示。"))


def notice_tag(notice: Any) -> str:
    """The colour of a notice's label."""
    return "todo" if notice.state == Notice.State.RUNNING else "off"
