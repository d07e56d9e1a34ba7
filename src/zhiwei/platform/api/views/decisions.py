"""Local decisions that took effect; they are public."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Router
from ninja.params.functions import Query

from zhiwei.platform.accounts.divisions import name_of
from zhiwei.platform.api.openapi import gives
from zhiwei.platform.api.paging import FARTHEST, MOST, USUAL, paged
from zhiwei.platform.api.replies import kept, tag
from zhiwei.platform.decisions import queries
from zhiwei.platform.decisions.lists import filed_by
from zhiwei.platform.decisions.models import Filing

router = Router()


def filing_json(filing: Filing) -> dict[str, Any]:
    """A filing as data."""
    days = {"issued_on": filing.issued_on, "filed_on": filing.filed_on, "closed_on": filing.closed_on}
    days |= {"from": filing.from_day, "to": filing.to_day, "lapses_from": filing.lapses_from}
    words = ("document", "title", "division", "sentence", "declines", "fills", "state")
    return {
        "id": str(filing.pk),
        **{name: getattr(filing, name) for name in words},
        **{name: day.isoformat() if isinstance(day, date) else None for name, day in days.items()},
        "division_name": name_of(filing.division),
    }


@router.get("", openapi_extra=gives("filings", etag=True), operation_id="decisions")
def filings(
    request: HttpRequest,
    division: str | None = Query(None, max_length=6, description="Six-digit code."),
    sentence: str | None = Query(None, max_length=12),
    page: int = Query(1, ge=1, le=FARTHEST),
    size: int = Query(USUAL, ge=1, le=MOST),
) -> HttpResponse:
    """The register of local decisions (34.2), the latest first."""
    found = queries.public()
    if division is not None:
        found = found.filter(division=division)
    if sentence is not None:
        found = found.filter(sentence=sentence)
    etag = tag("decisions", queries.stamp(), request.get_full_path())
    return kept(request, etag, lambda: paged(request, found, page, size, filing_json))


@router.get("/{uuid:filing}", openapi_extra=gives("filing"), operation_id="decision")
def one_filing(request: HttpRequest, filing: uuid.UUID) -> HttpResponse:
    """One local decision."""
    found = queries.public().filter(pk=filing).first()
    if found is None:
        raise Http404(str(filing))
    replaced = str(found.replaces_id) if found.replaces_id else None
    more = {"note": found.note, "replaces": replaced, "filed_by": filed_by(found)}
    etag = tag("decision", queries.stamp(), str(filing))
    return kept(request, etag, lambda: {**filing_json(found), **more})
