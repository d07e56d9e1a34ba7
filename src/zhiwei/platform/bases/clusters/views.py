"""Pages of clusters: for everybody, for those who keep them; and where one firm stands in bases, clusters and chains."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from zhiwei.platform.accounts.divisions import name_of
from zhiwei.platform.accounts.viewer import logged_in, official_only, viewer_of
from zhiwei.platform.audit import reads
from zhiwei.platform.bases.clusters import queries, services, tables
from zhiwei.platform.bases.clusters.forms import ChainForm, ClusterForm, JoinForm
from zhiwei.platform.bases.models import ChainLink, Member
from zhiwei.platform.decisions.terms import sentence_of
from zhiwei.platform.kit import clock
from zhiwei.platform.kit.refusals import accepted, done
from zhiwei.platform.kit.tables import export_response
from zhiwei.platform.subjects import queries as subjects


def listed(request: HttpRequest) -> HttpResponseBase:
    """Every cluster with the number of its firms; no firm is named."""
    table = tables.clusters(queries.public(), office=False)
    if file := export_response(table, request):
        return file
    return render(request, "bases/clusters/list.html", {"table": table, "sentence": sentence_of("9.1")})


@official_only
def office(request: HttpRequest) -> HttpResponseBase:
    """The clusters of the official's divisions; general government registers one here."""
    viewer = viewer_of(request)
    table = tables.clusters(queries.own(viewer), office=True)
    if file := export_response(table, request):
        return file
    form = ClusterForm(request.POST or None, viewer=viewer) if viewer.may("bases.land") else None
    if (
        request.method == "POST"
        and form is not None
        and accepted(request, form, lambda **given: services.found(viewer, **given), _("已登记。"))
    ):
        return redirect("bases:clusters-office")
    wrong = form is not None and form.errors
    return render(
        request, "bases/clusters/office.html", {"table": table, "form": form}, status=422 if wrong else 200
    )


@never_cache
@logged_in
def one(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """One cluster with its firms, for officials of the place and for its operator."""
    viewer = viewer_of(request)
    cluster = queries.own_one(viewer, key)
    members = cluster.members.select_related("firm")
    table = tables.members(members.filter(struck_at=None))
    reads.reveal_all(
        viewer, kind="subject", keys=[member.firm_id for member in members], fields=["name"],
        why=gettext_lazy("查看集群和园区的成员企业"),
    )  # fmt: skip
    every = tables.entries(members)
    for each in (table, every):
        if file := export_response(each, request):
            return file
    may_keep = queries.may_keep(viewer, cluster)
    form = JoinForm(request.POST or None) if may_keep else None
    if (
        request.method == "POST"
        and form is not None
        and accepted(
            request, form, lambda firm, on: services.join(viewer, cluster, firm, on=on), _("已登记。")
        )
    ):
        return redirect(request.path)
    context = {
        "cluster": cluster, "place": name_of(cluster.division), "members": every.page(request.GET), "every": every, "table": table,
        "form": form,
        "may_keep": may_keep, "official": viewer.is_official,
    }  # fmt: skip
    wrong = form is not None and form.errors
    return render(request, "bases/clusters/one.html", context, status=422 if wrong else 200)


@require_POST
@logged_in
def member(request: HttpRequest, which: UUID) -> HttpResponseBase:
    """A firm left today, or with a reason: its entry was a mistake."""
    viewer = viewer_of(request)
    entry = get_object_or_404(Member.objects.select_related("cluster__operator"), pk=which)
    queries.own_one(viewer, entry.cluster_id)
    why = request.POST.get("why", "")

    def act() -> object:
        if not why:
            return services.leave(viewer, entry, on=clock.today())
        services.strike_member(viewer, entry, why)
        return None

    return done(request, act, _("已登记。"), "bases:cluster", entry.cluster_id)


@never_cache
@logged_in
def own_places(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """For the firm itself."""
    return _places(request, key, office=False)


@never_cache
@official_only
def office_places(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """For officials of the place, who enter chain links here."""
    return _places(request, key, office=True)


def _places(request: HttpRequest, key: UUID, *, office: bool) -> HttpResponseBase:
    viewer = viewer_of(request)
    firm = subjects.visible_one(viewer, key)
    if firm.entity != services.FIRM or (office and not viewer.covers(firm.division)):
        raise Http404
    reads.reveal(viewer, kind="subject", key=str(firm.pk), fields=["relations"])
    form = None
    if office and viewer.may("bases.keep", division=firm.division):
        form = ChainForm(request.POST or None)
        if request.method == "POST" and accepted(
            request, form, lambda leader, **given: services.link(viewer, firm, leader, **given), _("已登记。")
        ):
            return redirect(request.path)
    back = f"/office/subjects/{firm.pk}/" if office else f"/my/{firm.pk}/"
    context = {"firm": firm, "places": queries.places(firm), "form": form, "office": office, "back": back}
    wrong = form is not None and form.errors
    return render(request, "bases/clusters/places.html", context, status=422 if wrong else 200)


@require_POST
@official_only
def unlink(request: HttpRequest, which: UUID) -> HttpResponseBase:
    """A chain link ended today, or with a reason: its entry was a mistake."""
    viewer = viewer_of(request)
    chain = get_object_or_404(ChainLink.objects.select_related("supplier"), pk=which)
    subjects.visible_one(viewer, chain.supplier_id)
    return done(
        request, lambda: services.unlink(viewer, chain, why=request.POST.get("why", "")), _("已登记。"),
        "bases:office-places", chain.supplier_id,
    )  # fmt: skip
