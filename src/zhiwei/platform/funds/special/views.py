"""Pages of special funds: the map and the years for everybody, matching, payments and projects for officials."""

from __future__ import annotations

from collections import Counter

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from zhiwei.platform.accounts.viewer import may, official_only, viewer_of
from zhiwei.platform.audit import reads
from zhiwei.platform.cases import queries as cases
from zhiwei.platform.decisions.terms import sentence_of
from zhiwei.platform.funds.special import growth, matching, projects, revenue, tables, upgrading
from zhiwei.platform.funds.special.counties import Colour, counties
from zhiwei.platform.funds.special.forms import MapFilter, RevenueForm
from zhiwei.platform.kit import clock
from zhiwei.platform.kit.charts import tile_map
from zhiwei.platform.kit.refusals import accepted
from zhiwei.platform.kit.tables import export_response
from zhiwei.platform.ledger.models import Fund

WAITING = ("submitted", "checked")
"""States in which a project waits for a decision."""


def public(request: HttpRequest) -> HttpResponseBase:
    """What everybody may see: the counties' funds on a map, the provincial fund by year and use, the share of small firms."""
    narrow = MapFilter(request.GET)
    chosen = narrow.chosen()
    year = chosen.get("year") or clock.today().year
    every = counties(year)
    rows = [one for one in every if not chosen.get("colour") or one.colour == chosen["colour"]]
    shown = [
        tables.counties(rows),
        tables.years(growth.years()),
        tables.upgraded(upgrading.years(upgrading.payments())),
    ]
    for one in shown:
        if file := export_response(one, request):
            return file
    set_up = Counter(one.city for one in every if one.colour != Colour.NONE)
    cities = {one.city: set_up.get(one.city, 0) for one in every}
    context = {
        "year": year, "filters": narrow, "tables": shown, "counts": Counter(one.colour for one in every),
        "map": tile_map(cities, title=_("设立了专项资金的县（市、区）"), unit=_("个")),
        "sentences": [one for one in map(sentence_of, ("26.1", "26.2", "26.3", "26.4")) if one],
        "colours": [(Colour(one), sum(each.colour == one for each in every)) for one in Colour],
    }  # fmt: skip
    return render(request, "funds/special.html", context)


@never_cache
@official_only
def office(request: HttpRequest) -> HttpResponseBase:
    """Matching and leverage of provincial funds, projects that wait with those that go first, the fiscal revenue."""
    viewer = viewer_of(request)
    waiting = cases.visible(viewer).filter(type=projects.TYPE, state__in=WAITING).select_related("subject")
    shown = [
        tables.projects(projects.ranked(waiting)),
        tables.matching(matching.matched(Fund.objects.all())),
        tables.years(growth.years()),
    ]
    keys = [str(one.subject_id) for one in waiting]
    reads.reveal_all(
        viewer, kind="subject", keys=keys, fields=["name", "answer"], why=gettext_lazy("待初审和待安排的项目")
    )
    for one in shown:
        if file := export_response(one, request):
            return file
    form = RevenueForm(request.POST or None)
    if request.method == "POST" and accepted(
        request,
        form,
        lambda *, correct, **given: (revenue.correct_revenue if correct else revenue.enter_revenue)(
            viewer, division=revenue.PROVINCE, **given
        ),
        _("已登记。"),
    ):
        return redirect("funds:special-office")
    context = {
        "tables": shown, "form": form, "province": revenue.PROVINCE,
        "may_enter": viewer.may(revenue.ENTER, division=revenue.PROVINCE),
        "sentences": [one for one in map(sentence_of, ("26.1", "26.2", "26.5")) if one],
    }  # fmt: skip
    return render(request, "funds/special_office.html", context, status=422 if form.errors else 200)


@never_cache
@may("ledger.read")
@official_only
def payments(request: HttpRequest) -> HttpResponseBase:
    """26.4: each payment of the transfers to firms of the official's divisions, with the payee's size on its day."""
    viewer = viewer_of(request)
    rows = [
        one for one in upgrading.payments()
        if one.line.commitment.subject and viewer.covers(one.line.commitment.subject.division)
    ]  # fmt: skip
    shown = [tables.upgraded(upgrading.years(rows)), tables.payments(rows)]
    keys = [str(one.line.commitment.subject_id) for one in rows]
    reads.reveal_all(
        viewer, kind="subject", keys=keys, fields=["name", "size_class"], why=gettext_lazy("转移支付付款")
    )
    for one in shown:
        if file := export_response(one, request):
            return file
    context = {"tables": shown, "sentences": [one for one in map(sentence_of, ("26.4",)) if one]}
    return render(request, "funds/payments.html", context)
