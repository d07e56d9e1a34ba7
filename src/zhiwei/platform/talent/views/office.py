"""The officials' pages: counts, records of their divisions with names masked, and a name for a stated reason."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from zhiwei.platform.accounts.divisions import name_of
from zhiwei.platform.accounts.viewer import may, viewer_of
from zhiwei.platform.audit import reads
from zhiwei.platform.audit.lists import Whose, read_or_taken
from zhiwei.platform.kit import clock
from zhiwei.platform.kit.tables import Table, export_response
from zhiwei.platform.subjects.queries import divisions_for
from zhiwei.platform.talent import queries, report, tables
from zhiwei.platform.talent.forms import WhyForm, YearFilter
from zhiwei.platform.talent.kinds import KINDS, AnyRecord
from zhiwei.platform.talent.services.reminders import AHEAD
from zhiwei.platform.talent.views.records import shown


@never_cache
@may("talent.read")
def home(request: HttpRequest) -> HttpResponseBase:
    """What ends soon, the year's counts, and the records of the viewer's divisions."""
    viewer, today = viewer_of(request), clock.today()
    narrow = YearFilter(request.GET)
    year = narrow.chosen().get("year") or today.year
    kinds = queries.kinds_for(viewer)
    every = len(kinds) == len(KINDS)
    lists = [
        (kind, tables.records(kind, queries.placed(viewer, kind), "talent:office-record", full=False))
        for kind in kinds
    ]
    places = divisions_for(viewer, "talent.read")
    counts = tables.report(
        report.lines(year, today, places) if every else [], money=True, place=_("县（市、区）")
    )
    whose: dict[Table, Whose | None] = {table: _about for _kind, table in lists}
    why = gettext_lazy("查看人才激励台账")
    if file := read_or_taken(viewer, request, whose | {counts: None}, fields=["talent"], why=why):
        return file
    ending = list(queries.ending(viewer, AHEAD[0])) if every else []
    unconfirmed = list(queries.held_unconfirmed(queries.placed(viewer, KINDS[4])))
    reads.reveal_all(
        viewer, kind="subject", keys=[one.pk for one in (*ending, *unconfirmed)], fields=["talent"], why=why
    )
    context = {
        "lists": lists, "counts": counts if every else None, "year": year, "filters": narrow,
        "ending": ending, "ahead": AHEAD[0], "unconfirmed": unconfirmed,
        "deferred": report.deferred_fen(places) if any(k.name == "equity_award" for k in kinds) else None,
    }  # fmt: skip
    return render(request, "talent/office.html", context)


def _about(row: AnyRecord) -> tuple[object, ...]:
    """The record itself, and the firms and the unit that its row names."""
    return (row.pk, *(getattr(row, name, None) for name in ("firm_id", "company_id", "unit_id")))


@never_cache
@may("talent.read")
def record(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """One record with names masked; steps are taken on the page of its case."""
    viewer = viewer_of(request)
    one = queries.placed_one(viewer, key)
    reads.reveal(
        viewer, kind="subject", key=str(one.pk), fields=["talent"], why=gettext_lazy("查看人才激励台账")
    )
    told = shown(one, full=False)
    if "members" in told and (file := export_response(told["members"], request)):
        return file
    context = told | {
        "case": one.case, "place": name_of(one.subject.division), "why_form": WhyForm(),
        "may_reveal": bool(queries.people_in(one)) and viewer.may("contacts.reveal", division=one.subject.division),
    }  # fmt: skip
    return render(request, "talent/office_record.html", context)


@require_POST
@may("contacts.reveal")
def names(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """The names a record speaks of, for a stated reason; the look is recorded with it."""
    viewer = viewer_of(request)
    one = queries.placed_one(viewer, key)
    if not viewer.may("contacts.reveal", division=one.subject.division):
        raise PermissionDenied
    form = WhyForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("查看姓名须写明事由。"))
        return redirect("talent:office-record", key)
    why, people = form.cleaned_data["why"], queries.people_in(one)
    reads.reveal_all(viewer, kind="researcher", keys=[str(p.pk) for p in people], fields=["name"], why=why)
    return render(request, "talent/names.html", {"record": one, "people": people, "why": why})
