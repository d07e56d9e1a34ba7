"""The officials' lists: bases of their divisions, and the rounds of the province."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from zhiwei.platform.accounts.viewer import official_only, viewer_of
from zhiwei.platform.bases import indicators, queries, services, tables
from zhiwei.platform.bases.forms import ExpertsForm, RoundForm
from zhiwei.platform.bases.models import Round
from zhiwei.platform.bases.services import Refused
from zhiwei.platform.bases.services.rounds import CHECKED, PROVINCE, TYPE
from zhiwei.platform.bases.views.public import counts
from zhiwei.platform.cases import services as cases
from zhiwei.platform.cases.models import Case
from zhiwei.platform.kit.refusals import done
from zhiwei.platform.kit.tables import export_response


@official_only
def listed(request: HttpRequest) -> HttpResponseBase:
    """The bases of the official's divisions, and where he goes from here."""
    viewer = viewer_of(request)
    table = tables.bases(
        queries.own(viewer).filter(subject__division__in=viewer.divisions), counts(), office=True
    )
    if file := export_response(table, request):
        return file
    context = {"table": table, "round": queries.open_round()}
    return render(request, "bases/office_list.html", context)


@official_only
def rounds(request: HttpRequest) -> HttpResponseBase:
    """All rounds; the province opens one here."""
    viewer = viewer_of(request)
    may_rank = viewer.may("bases.rank", division=PROVINCE)
    form = RoundForm(request.POST or None) if may_rank else None
    if request.method == "POST" and form is not None and form.is_valid():
        try:
            made = services.open_round(viewer, **form.cleaned_data)
        except Refused as refused:
            refused.show(form)
        else:
            messages.success(request, _("批次已设立，开始受理申请。"))
            return redirect("bases:round", made.pk)
    context = {"rounds": Round.objects.all(), "form": form}
    return render(
        request, "bases/rounds.html", context, status=422 if form is not None and form.errors else 200
    )


@official_only
def one_round(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """One round: applications, then the ranking with its inputs, and the same computed anew from them."""
    viewer = viewer_of(request)
    found = get_object_or_404(Round, pk=key)
    rows = list(found.standings.select_related("base__subject"))
    table = tables.standings(rows)
    if rows and (file := export_response(table, request)):
        return file
    again = {one.key: (one.place, one.leads) for one in queries.ranking_again(rows)}
    share, raised = indicators.averages(
        [indicators.Entered(one.base.subject_id, one.share, one.raised) for one in rows]
    )
    applications = Case.objects.filter(type=TYPE, data__round=found.year)
    context = {
        "round": found,
        "table": table if rows else None,
        "same": all(again[one.base.subject_id] == (one.place, one.leads) for one in rows),
        "average_share": share,
        "average_raised": raised,
        "applications": applications.count(),
        "checked": applications.filter(state=CHECKED).count(),
        "experts": ExpertsForm() if found.ranked_at and viewer.may("bases.rank", division=PROVINCE) else None,
        "may_rank": viewer.may("bases.rank", division=PROVINCE) and found.ranked_at is None,
    }
    return render(request, "bases/round.html", context)


@require_POST
@official_only
def rank(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """Rank the checked applications of a round."""
    found = get_object_or_404(Round, pk=key)
    return done(
        request, lambda: services.take_ranking(viewer_of(request), found.pk), _("已按名录排名。"),
        "bases:round", found.pk,
    )  # fmt: skip


@require_POST
@official_only
def experts(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """Send the ranked applications of a round to experts."""
    found = get_object_or_404(Round, pk=key)
    form = ExpertsForm(request.POST)
    chosen = list(form.cleaned_data["experts"]) if form.is_valid() else []
    try:
        count = services.send_to_experts(viewer_of(request), found.pk, chosen)
    except (Refused, cases.Refused) as refused:
        refused.tell(request)
    else:
        messages.success(request, _("已把 %(n)d 件申请送专家评审。") % {"n": count})
    return redirect("bases:round", found.pk)
