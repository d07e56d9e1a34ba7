"""What was promised and paid on values of the law that are still to be checked, for whoever audits it."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Sum
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

from zhiwei.platform.accounts.viewer import official_only, viewer_of
from zhiwei.platform.audit.lists import read_or_taken
from zhiwei.platform.ledger import queries, tables
from zhiwei.platform.ledger.filters import UncheckedFilter
from zhiwei.platform.ledger.models import Commitment, Unchecked


@official_only
def listed(request: HttpRequest) -> HttpResponseBase:
    """The commitments of the funds an official sees whose receipt used such a value; each look at a payee is recorded."""
    viewer = viewer_of(request)
    resting = Unchecked.objects.filter(commitment=OuterRef("pk"))
    rows = queries.commitments(viewer).filter(Exists(resting), fund__in=queries.visible(viewer))
    names = Unchecked.objects.filter(commitment__in=rows).values_list("parameter", flat=True).distinct()
    narrow = UncheckedFilter(names, request.GET)
    rows = _narrowed(rows, narrow.chosen())
    table = tables.unchecked(rows)
    if file := read_or_taken(viewer, request, {table: lambda one: one.subject_id}, fields=["payments"]):
        return file
    sums = rows.order_by().aggregate(fen=Sum("fen", default=0), paid=Sum("paid", default=0))
    return render(request, "ledger/unchecked.html", {"table": table, "filters": narrow, "sums": sums})


def _narrowed(rows: QuerySet[Commitment], chosen: dict[str, Any]) -> QuerySet[Commitment]:
    if text := chosen.get("q"):
        rows = rows.filter(Q(subject__name__icontains=text) | Q(basis_key__icontains=text))
    if parameter := chosen.get("parameter"):
        rows = rows.filter(unchecked__parameter=parameter)
    if state := chosen.get("state"):
        rows = rows.filter(state=state)
    return rows
