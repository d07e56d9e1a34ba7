"""A run's report as tables: verdicts, what decided against subjects, what became of cases, where the money goes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db.models import Case as Choose
from django.db.models import Count, QuerySet, Sum, When
from django.urls import reverse
from django.utils.translation import gettext as _

from zhiwei.engine.words import VERDICT_WORDS, pick
from zhiwei.platform.accounts.divisions import name_of
from zhiwei.platform.answers.rulebook import current
from zhiwei.platform.cases import casetypes
from zhiwei.platform.cases.models import Case
from zhiwei.platform.funds.models import Finding, Run
from zhiwei.platform.funds.services.running import ENTITLED, OPEN
from zhiwei.platform.kit import language
from zhiwei.platform.kit.language import lang
from zhiwei.platform.kit.tables import Column, Table
from zhiwei.platform.subjects import labels


def verdicts(run: Run, result: Mapping[str, Any] | None = None) -> Table:
    """How many subjects got which verdict; of all, or as ``result`` counts them."""
    found = (result or run.result or {}).get("verdicts", {})
    rows = [{"label": verdict_words(name), "count": count} for name, count in found.items()]
    columns = [Column("label", _("判定"), head=True), Column("count", _("户数"), kind="count", sort=True)]
    return Table(columns, rows, name="verdicts", caption=_("各种判定的户数"), order="-count")


def reasons(run: Run, result: Mapping[str, Any] | None = None) -> Table:
    """What decided against subjects, or what is still open; of all, or as ``result`` counts them."""
    measure = current().measures[casetypes.get(run.type).measure]
    told = result or run.result or {}
    found = told.get("deciding", {})
    unmet = not told.get("verdicts", {}).keys() & UNSETTLED
    rows = [
        {"label": against(component(name, measure.entity), unmet=unmet), "count": count}
        for name, count in found.items()
    ]
    if unknown := told.get("verdicts", {}).get("undetermined"):
        rows.append({"label": _("尚缺事实，还不能判定"), "count": unknown})
    columns = [
        Column("label", _("没有得到的原因：哪一项不满足"), head=True),
        Column("count", _("户数"), kind="count", sort=True),
    ]
    return Table(columns, rows, name="reasons", caption=_("没有得到的原因"), order="-count")


def against(named: str, *, unmet: bool) -> str:
    """A component that decided, as the page of an answer says it of a condition that does not hold; without ``unmet`` it
    may also be one on which the law or the place has not decided."""
    return (_("%(what)s：否") if unmet else _("不符合或没有确定：%(what)s")) % {"what": named}


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
    """Cases that could not go on, with the reason; ``subject`` of a row is the firm that it tells of."""
    result = run.result or {}
    rows = [
        {"name": name, "address": f"/office/subjects/{key}/", "why": why, "subject": key}
        for key, name, why in result.get("refused", ())
    ]
    waiting = [(UUID(key), why) for key, why in result.get("waiting", ())]
    whose = dict(Case.objects.filter(pk__in=[key for key, _why in waiting]).values_list("pk", "subject"))
    rows += [
        {
            "name": _("办件"),
            "address": reverse("cases:office-case", args=[key]),
            "why": why,
            "subject": whose.get(key),
        }
        for key, why in waiting
    ]
    columns = [
        Column("name", _("名称"), head=True, link=lambda row: row["address"]),
        Column("why", _("原因")),
    ]
    return Table(columns, rows, name="stuck", caption=_("没有办成的"), empty=_("全部办成。"))


UNMET = frozenset({"not_entitled", "out_of_scope"})
"""Verdicts in which the deciding criterion is one that the subject does not meet."""
UNSETTLED = frozenset({"not_in_force", "unknown_law", "not_offered", "no_decision_filed"})
"""Verdicts in which it is one that does not hold for anybody there, or on which nothing is decided."""


def verdict_words(name: str) -> str:
    """A verdict as people read it; of facts that contradict each other, that."""
    if name == Finding.CONTRADICTORY:
        return _("事实互相矛盾，没有判定")
    return pick(VERDICT_WORDS[name], lang())


def counted(run: Run, rows: QuerySet[Finding]) -> dict[str, Any]:
    """The run's figures over some of its subjects, in the form of its result."""
    plain = rows.order_by()
    favoured = plain.filter(verdict=ENTITLED, fen__gt=0)
    return {
        "total": plain.count(),
        "unreadable": plain.filter(verdict=Finding.CONTRADICTORY).count(),
        "verdicts": _tally(plain.exclude(verdict=Finding.CONTRADICTORY), "verdict"),
        "deciding": _tally(plain.exclude(deciding=""), "deciding"),
        "due": favoured.aggregate(sum=Sum("fen"))["sum"] or 0,
    }


def _tally(rows: QuerySet[Finding], name: str) -> dict[str, int]:
    return dict(rows.values_list(name).annotate(n=Count("pk")))


def firms(run: Run, rows: QuerySet[Finding]) -> Table:
    """Who got what, who did not and why; those to whom something is due first."""
    kind = casetypes.get(run.type)
    entity = current().measures[kind.measure].entity

    def why(row: Any) -> str:
        if row.said:
            return str(row.said)
        if row.deciding:
            named = component(row.deciding, entity)
            return against(named, unmet=row.verdict in UNMET)
        if not row.missing:
            return ""
        return _("缺少：%(facts)s") % {
            "facts": language.listed(labels.stated(entity, label) for label in row.missing)
        }

    def state(row: Any) -> str:
        found = kind.states.get(row.case_state or "")
        return str(found.words) if found else ""

    columns = [
        Column("name", _("企业"), head=True, value=lambda r: r.subject.name, sort="subject__name",
               link=lambda r: f"/subjects/{r.subject_id}/answer/?as_of={run.as_of}"),
        Column("division", _("地区"), value=lambda r: name_of(r.division), sort=True),
        Column("verdict", _("判定"), kind="tag", value=lambda r: verdict_words(r.verdict),
               sort=("turn", "verdict", "subject__name"),
               tags=lambda r: "ok" if r.verdict == ENTITLED else "todo" if r.verdict in OPEN else "no"),
        Column("why", _("没有得到或没有办成的原因"), value=why),
        Column("fen", _("应得金额"), kind="money", sort=True),
        Column("case", _("办件"), value=state,
               link=lambda r: reverse("cases:office-case", args=[r.case_id]) if r.case_id else None),
        Column("paid", _("已付"), kind="money", sort=True),
    ]  # fmt: skip
    title = _("逐户结果")
    got = When(verdict=ENTITLED, fen__gt=0, then=0)
    rows = rows.annotate(turn=Choose(got, When(verdict=ENTITLED, then=1), default=2))
    return Table(columns, rows, name="firms", caption=title, order="verdict", empty=_("没有这样的企业。"))


def summed(run: Run) -> str:
    """How those to whom something is due divide among new cases and others; '' where all or none are new."""
    result = run.result or run.plan or {}
    due = sum(pair[0] for pair in result.get("places", {}).values())
    opened = result.get("steps", {}).get("open", 0)
    if not opened or due <= opened:
        return ""
    counts = {"due": due, "open": opened, "rest": due - opened}
    if run.result is None:
        return _("应得 %(due)s 户：将新立 %(open)s 件，其余 %(rest)s 户已有办件。") % counts
    return _("应得 %(due)s 户：本次新立 %(open)s 件，其余 %(rest)s 户早有办件，或没有办成。") % counts


def moved(steps: Mapping[str, int]) -> int:
    """The steps that a run takes, or would take, in cases that were there before."""
    return sum(n for name, n in steps.items() if name not in ("open", "unchanged"))


def _moved(run: Run) -> int | None:
    steps = (run.result or {}).get("steps")
    return None if steps is None else moved(steps)


TAGS: Mapping[str, str] = {
    Run.Standing.COUNTING: "info", Run.Standing.WAITS: "todo", Run.Standing.OPENING: "info", Run.Standing.DONE: "ok",
    Run.Standing.FAILED: "no",
}  # fmt: skip


def listed(rows: Any) -> Table:
    """The runs, the latest first."""
    columns = [
        Column(
            "made_at",
            _("开始时间"),
            kind="moment",
            head=True,
            sort=True,
            link=lambda r: reverse("funds:run", args=[r.pk]),
        ),
        Column("type", _("项目"), value=lambda r: str(casetypes.get(r.type).title)),
        Column("division", _("地区"), value=lambda r: name_of(r.division)),
        Column("as_of", _("适用日"), kind="date"),
        Column(
            "standing",
            _("状态"),
            kind="tag",
            value=lambda r: str(r.standing.label),
            tags=lambda r: TAGS[r.standing],
        ),
        Column("total", _("户数"), kind="count", value=lambda r: (r.result or r.plan or {}).get("total")),
        Column(
            "open", _("新立办件"), kind="count", value=lambda r: (r.result or {}).get("steps", {}).get("open")
        ),
        Column("moved", _("继续办理"), kind="count", value=_moved),
        Column("ended_at", _("结束时间"), kind="moment"),
    ]
    return Table(columns, rows, caption=_("免申即享核算"), order="-made_at", empty=_("还没有核算过。"))
