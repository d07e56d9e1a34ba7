"""One page for researchers, units and firms: what waits for them, what they may begin, their records."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from zhiwei.platform.accounts.viewer import Viewer, logged_in, may, viewer_of
from zhiwei.platform.audit import reads
from zhiwei.platform.cases import queries as cases
from zhiwei.platform.kit.language import listed
from zhiwei.platform.kit.refusals import accepted
from zhiwei.platform.kit.tables import export_response
from zhiwei.platform.talent import queries, services, tables
from zhiwei.platform.talent.forms import LeaveForm, ResearcherForm
from zhiwei.platform.talent.kinds import KINDS, AnyRecord
from zhiwei.platform.talent.parties import join
from zhiwei.platform.talent.services.reminders import AHEAD


def to_do(viewer: Viewer) -> list[tuple[AnyRecord, str]]:
    """Running records with the steps the viewer may take now that are not only giving up."""
    found = []
    for kind in KINDS:
        for record in queries.own(viewer, kind).filter(case__ended_at=None):
            join(viewer, record)
            steps = [
                str(one.words)
                for one in cases.may_do(viewer, record.case)
                if not (one.withdraws or one.rejects or one.id in QUIET)
            ]
            if steps:
                found.append((record, listed(steps)))
    return found


QUIET = frozenset({"hold", "report", "come_back", "revise"})
"""Steps that may be taken at any time and wait for nobody."""


@never_cache
@logged_in
def home(request: HttpRequest) -> HttpResponseBase:
    """The viewer's page, whoever he is."""
    viewer = viewer_of(request)
    people, units, firms = queries.researchers_of(viewer), queries.units_of(viewer), queries.firms_of(viewer)
    lists = [
        (kind, tables.records(kind, queries.own(viewer, kind), "talent:record", full=True)) for kind in KINDS
    ]
    staff = tables.staff(queries.staff_of(viewer))
    for table in (staff, *(table for _kind, table in lists)):
        if file := export_response(table, request):
            _read(viewer)
            return file
    _read(viewer)
    context = {
        "people": people, "units": units, "firms": firms, "staff": staff if units else None,
        "lists": [(kind, table) for kind, table in lists if queries.own(viewer, kind).exists()],
        "ending": queries.ending_own(viewer, AHEAD[0]),
        "unconfirmed": queries.held_unconfirmed(queries.own(viewer, KINDS[4])),
        "waiting": to_do(viewer), "works": queries.works_to_confirm(viewer), "titles": queries.titles_to_decide(viewer),
    }  # fmt: skip
    return render(request, "talent/mine.html", context)


def _read(viewer: Viewer) -> None:
    """Names that the page shows to others than the persons themselves."""
    own = set(queries.researchers_of(viewer).values_list("pk", flat=True))
    shown = set(queries.staff_of(viewer).values_list("pk", flat=True))
    for kind in KINDS:
        for record in queries.own(viewer, kind):
            if kind.name != "income_split":
                shown |= {one.pk for one in queries.people_in(record)}
    others = sorted(map(str, shown - own))
    if others:
        reads.reveal_all(
            viewer, kind="researcher", keys=others, fields=["name"], why=gettext_lazy("办理人才激励事项")
        )


@may("talent.keep")
def new_researcher(request: HttpRequest) -> HttpResponseBase:
    """A member of staff."""
    viewer = viewer_of(request)
    form = ResearcherForm(queries.units_of(viewer), request.POST or None)
    if request.method == "POST" and accepted(
        request, form, lambda unit, **given: services.enter_researcher(viewer, unit, **given), _("已登记。")
    ):
        return redirect("talent:mine")
    return render(
        request, "talent/form.html", _page(form, _("登记科技人员"), _("登记")), status=_status(form)
    )


@never_cache
@may("talent.keep")
def researcher(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """One member of staff, as his unit keeps him."""
    viewer = viewer_of(request)
    one = get_object_or_404(queries.staff_of(viewer), pk=key)
    reads.reveal(
        viewer, kind="researcher", key=str(one.pk), fields=["name"], why=gettext_lazy("查看科技人员登记")
    )
    form = LeaveForm(request.POST or None)
    if request.method == "POST" and accepted(
        request, form, lambda on: services.leave(viewer, one, on=on), _("已登记。")
    ):
        return redirect("talent:researcher", one.pk)
    return render(request, "talent/researcher.html", {"one": one, "form": form}, status=_status(form))


def _page(form: object, title: str, button: str) -> dict[str, object]:
    return {"form": form, "title": title, "button": button}


def _status(form: ResearcherForm | LeaveForm) -> int:
    return 422 if form.errors else 200


def told(request: HttpRequest, text: str) -> None:
    """Say on the next page what was done."""
    messages.success(request, text)
