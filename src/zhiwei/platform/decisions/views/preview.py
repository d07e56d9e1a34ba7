"""What a filing would change: asked for before it takes effect, shown with counts, the firms and a file."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from zhiwei.engine.errors import InputError
from zhiwei.engine.words import VERDICT_WORDS
from zhiwei.platform.accounts.divisions import covered_by, name_of
from zhiwei.platform.accounts.viewer import Viewer, official_only, viewer_of
from zhiwei.platform.audit import reads
from zhiwei.platform.decisions import holding, permissions, queries, register, services
from zhiwei.platform.decisions.effects import previews
from zhiwei.platform.decisions.effects.compute import Change
from zhiwei.platform.decisions.effects.lacking import Lacking
from zhiwei.platform.decisions.models import Filing, Preview
from zhiwei.platform.decisions.upwards import pending
from zhiwei.platform.kit import jobs
from zhiwei.platform.kit.forms import DateInput
from zhiwei.platform.kit.language import lang, listed
from zhiwei.platform.kit.tables import Column, Prepared, Table, export_response
from zhiwei.platform.subjects import queries as subjects

UNDETERMINED = "undetermined"
"""The verdict that waits for facts."""


class DayForm(forms.Form):
    """The day whose answers are compared."""

    as_of = forms.DateField(label=gettext_lazy("适用日"), widget=DateInput, required=False)


@require_POST
@official_only
def start(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """Compute, or begin to."""
    viewer = viewer_of(request)
    filing = get_object_or_404(queries.own(viewer), pk=key)
    form = DayForm(request.POST)
    day = form.cleaned_data["as_of"] if form.is_valid() else None
    try:
        preview = previews.start(viewer, filing, day or previews.day_for(filing))
    except InputError as error:
        for defect in error.defects:
            messages.error(request, defect.text(lang()))
        return redirect("decisions:office-detail", key)
    return redirect("decisions:preview-show", key, preview.pk)


@official_only
def show(request: HttpRequest, key: UUID, which: UUID) -> HttpResponseBase:
    """The result, or how far it is."""
    viewer = viewer_of(request)
    filing = get_object_or_404(queries.own(viewer), pk=key)
    preview = get_object_or_404(Preview.objects.select_related("job"), pk=which, filing=filing)
    context: dict[str, Any] = {
        "filing": filing, "place": name_of(filing.division), "preview": preview, "result": preview.result,
        "job": jobs.progress_of(preview.job) if preview.job else None,
        "old": preview.stamp != register.stamp() or not previews.speaks_of(preview, filing),
        "may_submit": filing.state in services.EDITABLE and permissions.may_file(viewer, filing.division),
        "form": DayForm(initial={"as_of": preview.as_of}),
    }  # fmt: skip
    if preview.result is not None:
        lacking = Lacking(filing, preview.as_of)
        table = changes_table(viewer, preview.result, lacking)
        if file := export_response(table, request):
            return file
        kept = kept_table(viewer, preview.result, lacking)
        if file := export_response(kept, request):
            return file
        turned = holding.turns(filing, preview.as_of)
        context |= {
            "table": table if table.rows else None, "kept": kept if kept.rows else None, "turns": turned,
            "why": _why(filing, preview, turned), "pending": _pending(filing, preview.result), **summary(preview.result),
        }  # fmt: skip
    return render(request, "decisions/preview.html", context)


def _why(filing: Filing, preview: Preview, turned: list[holding.Turn]) -> str:
    """Why no answer would change; '' where one would."""
    result = preview.result or {}
    if result.get("changed_subjects"):
        return ""
    if not result.get("total"):
        return _("本地没有登记这一句所涉的主体。")
    if preview.as_of < filing.from_day or (filing.to_day and preview.as_of > filing.to_day):
        return _("%(day)s 不在这份决定的适用期间内。") % {"day": preview.as_of}
    if turned and all(one.same for one in turned):
        return _("决定的内容与现行的一样。")
    return _("这些主体的判定不取决于这份决定的数值，各户的判定见下。")


def _pending(filing: Filing, result: dict[str, Any]) -> dict[str, Any] | None:
    """Who applied with figures that are no registered facts, of the matters compared; None where nobody did."""
    matters = pending(result["measures"], covered_by(filing.division))
    subjects = frozenset[UUID]().union(*(one.subjects for one in matters))
    return {"firms": len(subjects), "matters": matters} if subjects else None


def _waits_for(lacking: Lacking, verdict: str, key: object, measure: str) -> str:
    """The facts an answer waits for; '' for one that is settled."""
    return listed(lacking.of(key, measure)) if verdict == UNDETERMINED else ""


def kept_table(viewer: Viewer, result: dict[str, Any], lacking: Lacking) -> Table:
    """The first answers that stay as they are, each with its verdict; names of those the viewer may see, looks recorded."""
    rows = result.get("kept", [])
    names = {
        str(key): name
        for key, name in subjects.visible(viewer)
        .filter(pk__in={r[0] for r in rows})
        .values_list("pk", "name")
    }
    shown = [row for row in rows if row[0] in names]
    reads.reveal_all(viewer, kind="subject", keys=dict.fromkeys(row[0] for row in shown), fields=["answer"])
    columns = [
        Column("name", gettext_lazy("主体"), value=lambda r: names[r[0]], head=True, sort=True, link=lambda r: _page_of(r[0])),
        Column("measure", gettext_lazy("措施"), value=lambda r: measure_label(r[1]), sort=True),
        Column("verdict", gettext_lazy("判定"), value=lambda r: word(r[2]), sort=True),
        Column("lacking", gettext_lazy("缺少的事实"), value=lambda r: _waits_for(lacking, r[2], r[0], r[1])),
        Column("amount", gettext_lazy("金额"), kind="money", value=lambda r: r[3]),
    ]  # fmt: skip
    return Prepared(
        columns,
        shown,
        prepare=lambda rows: lacking.prepare(r[0] for r in rows if r[2] == UNDETERMINED),
        name="kept",
        caption=gettext_lazy("判定不变的主体"),
        file=gettext_lazy("判定不变的主体"),
        size=20,
    )


def _page_of(subject: object) -> str:
    return reverse("subjects:detail", args=[subject])


def measure_label(measure: str) -> str:
    """A measure's number and name in the reader's language; the number where a later rulebook has it no more."""
    found = register.book().measures.get(measure)
    return measure if found is None else f"{measure} {found.zh if lang() == 'zh' else found.en}"


def word(verdict: str) -> str:
    """A verdict in the reader's language."""
    zh, en = VERDICT_WORDS[verdict]
    return zh if lang() == "zh" else en


def changes_table(viewer: Viewer, result: dict[str, Any], lacking: Lacking) -> Table:
    """The changed answers one by one; names of those the viewer may see, each look recorded."""
    changes = [Change.of_json(row) for row in result["changes"]]
    keys = {change.subject for change in changes}
    names = dict(subjects.visible(viewer).filter(pk__in=keys).values_list("pk", "name"))
    shown = [change for change in changes if change.subject in names]
    reads.reveal_all(viewer, kind="subject", keys=dict.fromkeys(c.subject for c in shown), fields=["answer"])
    columns = [
        Column(
            "name",
            gettext_lazy("主体"),
            value=lambda c: names[c.subject],
            head=True,
            sort=True,
            link=lambda c: _page_of(c.subject),
        ),
        Column("division", gettext_lazy("地区"), value=lambda c: name_of(c.division), sort=True),
        Column("measure", gettext_lazy("措施"), value=lambda c: measure_label(c.measure), sort=True),
        Column("before", gettext_lazy("现在"), value=lambda c: word(c.before)),
        Column("before_amount", gettext_lazy("现在金额"), kind="money"),
        Column("after", gettext_lazy("生效后"), value=lambda c: word(c.after)),
        Column(
            "lacking",
            gettext_lazy("缺少的事实"),
            value=lambda c: _waits_for(lacking, c.after, c.subject, c.measure),
        ),
        Column("after_amount", gettext_lazy("生效后金额"), kind="money", sort=True),
    ]
    return Prepared(
        columns,
        shown,
        prepare=lambda rows: lacking.prepare(c.subject for c in rows if c.after == UNDETERMINED),
        caption=gettext_lazy("判定有变化的主体"),
        file=gettext_lazy("效果预览"),
    )


def summary(result: dict[str, Any]) -> dict[str, Any]:
    """The counts of a preview, named."""
    sizes = {
        m.value: (m.zh if lang() == "zh" else m.en) for m in register.book().data.vocabularies["SizeClass"]
    }
    return {
        "same": [(measure_label(m), word(verdict), count) for m, verdict, count in result.get("same", [])],
        "moves": [
            (measure_label(measure), word(old), word(new), count)
            for measure, old, new, count in result["moves"]
        ],
        "places": [
            (measure_label(measure), name_of(code), count) for measure, code, count in result["places"]
        ],
        "sizes": [
            (measure_label(measure), sizes.get(size) or _("规模不明"), count)
            for measure, size, count in result["sizes"]
        ],
        "costs": [
            (measure_label(m), result["cost"].get(m, 0), result["unknown"].get(m, 0))
            for m in result["measures"]
            if m in register.book().measures and register.book().measures[m].amount is not None
        ],
    }
