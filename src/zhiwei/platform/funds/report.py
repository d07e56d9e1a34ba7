"""A run's report as tables: verdicts, what decided against subjects, what became of cases, where the money goes."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from zhiwei.engine.words import VERDICT_WORDS
from zhiwei.platform.accounts.divisions import name_of
from zhiwei.platform.answers.rulebook import current
from zhiwei.platform.cases import casetypes
from zhiwei.platform.funds.models import Run
from zhiwei.platform.kit.language import lang
from zhiwei.platform.kit.tables import Column, Table


def verdicts(run: Run) -> Table:
    """How many subjects got which verdict."""
    counted = (run.result or {}).get("verdicts", {})
    rows = [
        {"label": dict(zip(("zh", "en"), VERDICT_WORDS[name], strict=True))[lang()], "count": count}
        for name, count in counted.items()
    ]
    columns = [Column("label", _("判定"), head=True), Column("count", _("户数"), kind="count", sort=True)]
    return Table(columns, rows, name="verdicts", caption=_("各种判定的户数"), order="-count")


def reasons(run: Run) -> Table:
    """What decided against subjects, or what is still open."""
    measure = current().measures[casetypes.get(run.type).measure]
    counted = (run.result or {}).get("deciding", {})
    rows = [{"label": component(name, measure.entity), "count": count} for name, count in counted.items()]
    columns = [
        Column("label", _("没有得到的原因：哪一项不满足"), head=True),
        Column("count", _("户数"), kind="count", sort=True),
    ]
    return Table(columns, rows, name="reasons", caption=_("没有得到的原因"), order="-count")


def component(name: str, entity: str) -> str:
    """A criterion, window or decision in the reader's words."""
    data = current().data
    found: Any = data.variables.get((entity, name)) or data.parameters.get(name)
    if found is None:
        return name
    return str(found.zh if lang() == "zh" else found.en)


def steps(run: Run) -> Table:
    """What became of cases."""
    kind = casetypes.get(run.type)
    counted = (run.result or {}).get("steps", {})
    rows = []
    for name, count in counted.items():
        rule = kind.transition(name)
        label = {"unchanged": _("没有变化"), "follow": _("账户已确认或银行已付款")}.get(name) or (
            str(rule.words) if rule else name
        )
        rows.append({"label": label, "count": count})
    columns = [Column("label", _("办件"), head=True), Column("count", _("件数"), kind="count", sort=True)]
    return Table(columns, rows, name="steps", caption=_("办件的变化"))


def places(run: Run) -> Table:
    """Subjects in whose favour the verdict is, and their amounts, by city."""
    found = (run.result or {}).get("places", {})
    rows = [{"label": name_of(code), "count": pair[0], "fen": pair[1]} for code, pair in found.items()]
    columns = [
        Column("label", _("市"), head=True),
        Column("count", _("户数"), kind="count", sort=True),
        Column("fen", _("应得金额（元）"), kind="money", sort=True),
    ]
    return Table(columns, rows, name="places", caption=_("各市应得"), order="-fen")


def stuck(run: Run) -> Table:
    """Cases that could not go on, with the reason."""
    result = run.result or {}
    rows = [
        {"name": name, "address": f"/office/subjects/{key}/", "why": why}
        for key, name, why in result.get("refused", ())
    ]
    rows += [
        {"name": _("办件"), "address": reverse("cases:office-case", args=[key]), "why": why}
        for key, why in result.get("waiting", ())
    ]
    columns = [
        Column("name", _("名称"), head=True, link=lambda row: row["address"]),
        Column("why", _("原因")),
    ]
    return Table(columns, rows, name="stuck", caption=_("没有办成的"), empty=_("全部办成。"))


def listed(rows: Any) -> Table:
    """The runs."""
    columns = [
        Column(
            "made_at",
            _("开始时间"),
            kind="moment",
            head=True,
            link=lambda r: reverse("funds:run", args=[r.pk]),
        ),
        Column("type", _("项目"), value=lambda r: str(casetypes.get(r.type).title)),
        Column("division", _("地区"), value=lambda r: name_of(r.division)),
        Column("as_of", _("适用日"), kind="date"),
        Column("total", _("户数"), kind="count", value=lambda r: (r.result or {}).get("total")),
        Column(
            "open", _("新立办件"), kind="count", value=lambda r: (r.result or {}).get("steps", {}).get("open")
        ),
        Column("ended_at", _("结束时间"), kind="moment"),
    ]
    return Table(columns, rows, caption=_("免申即享核算"), order="", empty=_("还没有核算过。"))
