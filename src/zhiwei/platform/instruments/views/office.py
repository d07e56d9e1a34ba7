"""The officials' pages: platforms of their divisions, the register, yearly reviews, recognitions."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from zhiwei.platform.accounts.viewer import may, official_only, viewer_of
from zhiwei.platform.audit import reads
from zhiwei.platform.audit.lists import Whose, read_or_taken
from zhiwei.platform.cases import queries as cases
from zhiwei.platform.instruments import indicators, queries, services, tables
from zhiwei.platform.instruments.forms import BeginForm, PlatformForm, PublishForm, YearFilter
from zhiwei.platform.instruments.models import Booking, Rate, Resource, Scheme
from zhiwei.platform.instruments.services import Refused
from zhiwei.platform.instruments.views.keeper import reveal
from zhiwei.platform.instruments.views.public import about, facts_of
from zhiwei.platform.kit import clock
from zhiwei.platform.kit.language import titled
from zhiwei.platform.kit.refusals import done
from zhiwei.platform.kit.tables import Table, export_response


@never_cache
@official_only
def home(request: HttpRequest) -> HttpResponseBase:
    """Platforms, reviews, schemes and rates of the official's divisions."""
    viewer = viewer_of(request)
    narrow = YearFilter(request.GET)
    year = narrow.chosen().get("year") or clock.today().year
    rows = list(queries.in_divisions_of(viewer))
    counts, public, grades = facts_of(rows, year)
    table = tables.platforms(rows, counts, public, "instruments:office-platform", grades)
    reviews = tables.reviews(queries.reviews(rows), "instruments:office-review")
    schemes = tables.schemes(Scheme.objects.filter(division__in=viewer.divisions))
    rates = tables.rates(Rate.objects.filter(division__in=viewer.divisions))
    lists: dict[Table, Whose | None] = {
        table: None, reviews: lambda one: one.platform.subject_id, schemes: None, rates: None
    }  # fmt: skip
    if file := read_or_taken(viewer, request, lists, fields=["reviews"], why=gettext_lazy("查看平台考核")):
        return file
    context = {
        "table": table, "reviews": reviews, "schemes": schemes, "rates": rates, "year": year, "filters": narrow,
        "may_register": viewer.may("instruments.register"), "may_file": viewer.may("instruments.scheme"),
        "begin": BeginForm() if viewer.may("instruments.register") else None,
        "publish": PublishForm(viewer, auto_id="publish_%s") if viewer.may("instruments.register") else None,
    }  # fmt: skip
    return render(request, "instruments/office.html", context)


@may("instruments.register")
def new(request: HttpRequest) -> HttpResponseBase:
    """A platform enters the register."""
    viewer = viewer_of(request)
    form = PlatformForm(viewer, request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        try:
            made = services.register_platform(viewer, given.pop("keeper"), **given)
        except Refused as refused:
            refused.show(form)
        else:
            messages.success(request, _("平台已登记。"))
            return redirect("instruments:office-platform", made.pk)
    return render(request, "instruments/office_new.html", {"form": form}, status=422 if form.errors else 200)


@require_POST
@may("instruments.register")
def begin(request: HttpRequest) -> HttpResponseBase:
    """Begin the reviews of a year for every platform of the divisions that has none."""
    viewer, form = viewer_of(request), BeginForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("请填写考核年度"))
        return redirect("instruments:office")
    try:
        found = services.begin_reviews(viewer, queries.in_divisions_of(viewer), form.cleaned_data["year"])
    except Refused as refused:
        refused.tell(request)
        return redirect("instruments:office")
    if found.opened:
        messages.success(request, _("已算出 %(n)d 家平台的得分。") % {"n": len(found.opened)})
    for one, why in found.refused:
        messages.error(request, titled(one, why))
    return redirect("instruments:office")


@require_POST
@may("instruments.register")
def publish(request: HttpRequest) -> HttpResponseBase:
    """Publish the reviews of a year of the official's place."""
    viewer = viewer_of(request)
    form = PublishForm(viewer, request.POST)
    if not form.is_valid():
        messages.error(request, _("请填写年度、地区和公布文号"))
        return redirect("instruments:office")
    given = form.cleaned_data
    address = request.build_absolute_uri(f"{reverse('instruments:platforms')}?year={given['year']}")
    return done(
        request, lambda: services.publish_reviews(viewer, **given, address=address), _("考核结果已公布。"),
        "instruments:office",
    )  # fmt: skip


@never_cache
@official_only
def platform(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """One platform of the official's divisions, with its bookings by name and reasons."""
    viewer = viewer_of(request)
    found = queries.office_one(viewer, key)
    narrow = YearFilter(request.GET)
    year = narrow.chosen().get("year") or clock.today().year
    first, after = indicators.year_of(year)
    rows = queries.bookings_of([found]).filter(made_at__gte=first, made_at__lt=after)
    bookings = tables.bookings(rows, _address_for(viewer.divisions))
    resources = tables.catalogue(
        queries.catalogue().filter(platform=found), queries.of_public_money(clock.today())
    )
    resources.name = "resources"
    reviews = tables.reviews(queries.reviews([found]), "instruments:office-review")
    reveal(viewer, rows)
    for table in (bookings, resources, reviews):
        if file := export_response(table, request):
            return file
    context = about(found, year) | {
        "bookings": bookings, "resources": resources, "reviews": reviews, "year": year, "filters": narrow,
        "withdrawn": Resource.objects.filter(platform=found, state=Resource.State.WITHDRAWN).count(),
    }  # fmt: skip
    return render(request, "instruments/office_platform.html", context)


def _address_for(divisions: frozenset[str]) -> Callable[[Booking], str | None]:
    def address(one: Booking) -> str | None:
        return reverse("cases:office-case", args=[one.pk]) if one.case.division in divisions else None

    return address


@never_cache
@official_only
def review(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """How a review was computed, whether it comes out the same again, and its steps."""
    viewer = viewer_of(request)
    rows = queries.reviews(queries.in_divisions_of(viewer))
    found = get_object_or_404(rows, pk=key)
    reads.reveal(
        viewer,
        kind="subject",
        key=str(found.platform.subject_id),
        fields=["reviews"],
        why=gettext_lazy("查看平台考核"),
    )
    kept = indicators.Counts.of(found.inputs)
    context = {
        "review": found, "counts": kept, "parts": tables.score_parts(found), "score": tables.points(found.score),
        "same": str(indicators.score(found.scheme, kept)) == found.score, "next_year": found.year + 1,
        "now": indicators.counts(found.platform, found.year) == kept, "steps": cases.may_do(viewer, found.case),
    }  # fmt: skip
    return render(request, "instruments/review.html", context)


@never_cache
@official_only
def recognitions(request: HttpRequest) -> HttpResponseBase:
    """Applications and renewals, each with what 19.4 says of the price list."""
    viewer = viewer_of(request)
    rows = cases.visible(viewer).filter(type=queries.RECOGNITION).select_related("subject")
    table = tables.recognitions(rows)
    if file := read_or_taken(
        viewer,
        request,
        {table: lambda one: one.subject_id},
        fields=["cases"],
        why=gettext_lazy("查看平台认定申请"),
    ):
        return file
    return render(request, "instruments/recognitions.html", {"table": table})
