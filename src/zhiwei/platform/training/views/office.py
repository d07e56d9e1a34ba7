"""Officials: commissions, courses whose money waits, counts of their own counties against the province's targets."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from zhiwei.platform.accounts.divisions import name_of
from zhiwei.platform.accounts.viewer import Viewer, may, official_only, viewer_of
from zhiwei.platform.audit import reads
from zhiwei.platform.kit import clock
from zhiwei.platform.kit.refusals import accepted, done
from zhiwei.platform.kit.tables import export_response
from zhiwei.platform.ledger.faults import Refused as LedgerRefused
from zhiwei.platform.subjects.models import Subject
from zhiwei.platform.training import money, queries, report, services, tables
from zhiwei.platform.training.faults import Refused
from zhiwei.platform.training.forms import CommissionForm, EndForm, PublishForm, YearFilter
from zhiwei.platform.training.models import Course
from zhiwei.platform.training.views.public import shown


@never_cache
@official_only
def home(request: HttpRequest) -> HttpResponseBase:
    """Progress, what waits to be settled, courses, commissions, the counties of the desk."""
    viewer, today = viewer_of(request), clock.today()
    narrow = YearFilter(report.years(today.year), request.GET)
    year = narrow.chosen().get("year") or today.year
    counties, context = shown(year, frozenset(viewer.divisions))
    rows = queries.courses_of_divisions(viewer)
    courses = tables.courses(rows.filter(starts_on__year=year), "training:office-course")
    commissions = tables.commissions(
        queries.commissions_of(viewer), link=lambda one: reverse("training:one-commission", args=[one.pk])
    )
    for table in (counties, courses, commissions):
        if file := export_response(table, request):
            return file
    waits = queries.to_settle(viewer, today)
    context |= {
        "filters": narrow, "courses": courses, "commissions": commissions, "waiting": waits,
        "publish": _publishing(viewer, today.year),
        "may_commission": viewer.may("training.commission"), "may_fund": viewer.may("training.fund"),
    }  # fmt: skip
    return render(request, "training/office.html", context)


def _publishing(viewer: Viewer, this_year: int, data: Any = None) -> PublishForm | None:
    """The form by which the province publishes a year that is over; None for others and before there is one."""
    over = report.years(this_year - 1)
    return PublishForm(over, data, auto_id="publish_%s") if over and viewer.may("training.fund") else None


@require_POST
@may("training.fund")
def publish(request: HttpRequest) -> HttpResponseBase:
    """Publish the counts of a year that is over."""
    viewer = viewer_of(request)
    form = _publishing(viewer, clock.today().year, request.POST)
    if form is None or not form.is_valid():
        messages.error(request, _("请选择已经结束的年度，填写公布文号。"))
        return redirect("training:office")
    given = form.cleaned_data
    address = request.build_absolute_uri(f"{reverse('training:report')}?year={given['year']}")
    return done(
        request, lambda: services.publish_year(viewer, **given, address=address), _("年度培训结果已公布。"),
        "training:office",
    )  # fmt: skip


@may("training.commission")
def commission(request: HttpRequest) -> HttpResponseBase:
    """Commission a body."""
    viewer = viewer_of(request)
    bodies = Subject.objects.filter(entity="training", state=Subject.State.ACTIVE).order_by("name")
    form = CommissionForm(viewer, bodies, request.POST or None)

    def act(**given: Any) -> object:
        return services.commission(viewer, given.pop("body"), **given)

    if request.method == "POST" and accepted(request, form, act, _("委托已登记。")):
        return redirect("training:office")
    return render(request, "training/commission.html", {"form": form}, status=422 if form.errors else 200)


@never_cache
@official_only
def one_commission(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """One commission, its courses, and its early end."""
    viewer = viewer_of(request)
    one = get_object_or_404(queries.commissions_of(viewer), pk=key)
    may_end = viewer.may("training.commission", division=one.division) and one.ended_on is None
    form = EndForm(request.POST or None)

    def act(**given: Any) -> object:
        return services.end_commission(viewer, one, **given)

    if request.method == "POST" and accepted(request, form, act, _("委托已终止。")):
        return redirect("training:one-commission", key)
    courses = tables.courses(
        queries.courses_of_divisions(viewer).filter(commission=one), "training:office-course"
    )
    if file := export_response(courses, request):
        return file
    context = {
        "one": one,
        "place": name_of(one.division),
        "courses": courses,
        "may_end": may_end,
        "form": form,
    }
    return render(request, "training/one_commission.html", context, status=422 if form.errors else 200)


def _course(request: HttpRequest, key: UUID) -> Course:
    return get_object_or_404(queries.courses_of_divisions(viewer_of(request)), pk=key)


@never_cache
@official_only
def course(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """A course: what was proved, the formula of its money with every input, and who was there from the desk's divisions."""
    one, viewer = _course(request, key), viewer_of(request)
    people = queries.sheet(one).filter(division__in=viewer.divisions).select_related("course")
    keys = sorted({str(each) for each in people.values_list("firm_id", flat=True)})
    reads.reveal_all(
        viewer, kind="subject", keys=keys, fields=["name", "owner"], why=gettext_lazy("查看培训学员名单")
    )
    table = tables.sheet(people)
    if file := export_response(table, request):
        return file
    settles = viewer.may("training.commission", division=one.commission.division)
    may_settle, due = settles and one.settled_at is None and one.ends_on < clock.today(), services.due(one)
    context = {
        "course": one, "commission": one.commission, "place": name_of(one.division), "table": table,
        "from_place": name_of(one.commission.division), "due": due, "promise": money.promised_for(one),
        "may_settle": may_settle,
        "lines": list(money.before_settling(one, due)) if may_settle and due is not None else [],
        "public": reverse("training:course", args=[key]),
    }  # fmt: skip
    return render(request, "training/office_course.html", context)


@require_POST
@may("training.commission")
def settle(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """Close the attendance and promise the money."""
    one = _course(request, key)
    try:
        services.settle(viewer_of(request), one)
    except (Refused, LedgerRefused) as refused:
        refused.tell(request)
    else:
        messages.success(request, _("费用已核定，已列入承诺，等编付款清单。"))
    return redirect("training:office-course", key)
