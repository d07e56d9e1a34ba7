"""The desk's first page, and surveys of all answers."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from zhiwei.platform.accounts.divisions import name_of
from zhiwei.platform.accounts.doors import office_doors
from zhiwei.platform.accounts.viewer import may, viewer_of
from zhiwei.platform.decisions.register import stamp
from zhiwei.platform.kit import clock
from zhiwei.platform.kit.charts import bars, tile_map
from zhiwei.platform.kit.jobs import progress_of
from zhiwei.platform.kit.tables import Column, Table, export_response
from zhiwei.platform.office import counts, survey_page, surveys
from zhiwei.platform.office.forms import DayForm
from zhiwei.platform.office.models import Survey
from zhiwei.platform.office.scope import desk_of
from zhiwei.platform.office.words import SIZE_WORDS
from zhiwei.platform.subjects.entities import ENTERPRISE
from zhiwei.platform.subjects.models import Subject

FIRST_DAY = date(2012, 12, 31)
"""The day offered first for a survey: the first year of the Opinions is complete."""


@may("office.dashboard")
def dashboard(request: HttpRequest) -> HttpResponseBase:
    """What waits for this official, and what his divisions hold."""
    viewer = viewer_of(request)
    found = counts.desk(viewer)
    columns = [
        Column("name", _("县（市、区）"), head=True, link=lambda row: _firms_of(row["code"])),
        Column("count", _("存续企业数"), kind="count", sort=True),
    ]
    rows = [{"code": code, "name": name_of(code), "count": count} for code, count in found.counties]
    counties = Table(
        columns, rows, name="counties", caption=_("各县（市、区）存续企业数"), size=12, order="-count"
    )
    if file := export_response(counties, request):
        return file
    context = {
        "desk": found,
        "place": name_of(desk_of(viewer)),
        "map": tile_map(found.cities, title=_("存续企业户数"), unit=_("户"),
                        link=_firms_of),
        "sizes": bars([(SIZE_WORDS[size], count) for size, count in found.sizes], title=_("按规模"), unit=_("户")),
        "difficulties": bars(
            [(one["label"], one["open"] + one["answered"]) for one in found.enquiries], title=_("按四难"), unit=_("件")
        ),
        "counties": counties,
        "survey": Survey.objects.filter(division=desk_of(viewer)).exclude(result=None).order_by("-made_at").first(),
        "doors": office_doors(viewer),
        "may_audit": viewer.may("audit.read"),
        "may_try": viewer.may("office.whatif"),
        "may_import": viewer.may("facts.import"),
        "may_answer": viewer.may("enquiries.answer"),
        "may_check": viewer.may("payments.approve"),
        "to_release": [(one, name_of(one.division)) for one in found.to_release],
        "may_review": viewer.may("decisions.approve"),
    }  # fmt: skip
    return render(request, "office/dashboard.html", context)


def _firms_of(code: str) -> str:
    """The list of what the desk counts of a division: its enterprises that exist."""
    return f"/office/subjects/?division={code}&entity={ENTERPRISE}&state={Subject.State.ACTIVE}"


@may("office.dashboard")
def survey(request: HttpRequest) -> HttpResponseBase:
    """All measures over all enterprises of the desk's division on a day; begun on request."""
    viewer = viewer_of(request)
    place = desk_of(viewer)
    form = DayForm(request.GET if request.GET.get("as_of") else {"as_of": FIRST_DAY})
    day = form.cleaned_data["as_of"] if form.is_valid() else FIRST_DAY
    found = surveys.latest(place, day)
    rows = survey_page.rows(found.result) if found and found.result else []
    table = survey_page.table(rows)
    if rows and (file := export_response(table, request)):
        return file
    chosen = request.GET.get("measure") or (max(rows, key=lambda r: r["favour"])["id"] if rows else "")
    context = {
        "form": form,
        "day": day,
        "place": name_of(place),
        "survey": found,
        "job": progress_of(found.job) if found and found.job and not found.result else None,
        "table": table,
        "rows": rows,
        "chosen": chosen,
        "map": survey_page.map_of(rows, chosen) if rows else None,
        "old": bool(found and found.stamp != stamp()),
        "today": clock.today(),
    }
    return render(request, "office/survey.html", context)


@require_POST
@may("office.dashboard")
def begin_survey(request: HttpRequest) -> HttpResponseBase:
    """Have it computed, unless that is under way."""
    viewer, form = viewer_of(request), DayForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(map(str, form.errors["as_of"])))
        return redirect("office:survey")
    day, place = form.cleaned_data["as_of"], desk_of(viewer)
    under_way = surveys.latest(place, day)
    if under_way is None or under_way.result is not None or under_way.job is None or under_way.job.over:
        surveys.begin(place, day, viewer.user_id)
    return redirect(f"/office/survey/?as_of={day}")
