"""Matters as opportunities and cases as applications, in the shape of the CommonGrants protocol, for grants portals.

https://commongrants.org; what the protocol has no field for stands under ``customFields``.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from ninja import Router
from ninja.params.functions import Query

from zhiwei.platform.accounts.divisions import name_of
from zhiwei.platform.api.auth import Bearer, viewer
from zhiwei.platform.api.openapi import SCOPED, gives
from zhiwei.platform.api.paging import FARTHEST, MOST, USUAL
from zhiwei.platform.api.problems import Fault, invalid
from zhiwei.platform.api.replies import reply
from zhiwei.platform.audit import reads
from zhiwei.platform.cases import queries
from zhiwei.platform.cases.casetypes import CaseType, registry
from zhiwei.platform.cases.models import Case
from zhiwei.platform.kit import money
from zhiwei.platform.kit.language import lang

router = Router()
SPACE = uuid.UUID("5b7c1f0e-27c4-5d0a-9a52-47c0de201247")
"""The space of the identifiers of matters, which are named by words here."""
WHY = "API"
CURRENCY = "CNY"


def opportunity_id(kind: CaseType) -> uuid.UUID:
    """The identifier of a matter; the same on every installation."""
    return uuid.uuid5(SPACE, f"opportunity/{kind.id}")


def competition_id(kind: CaseType) -> uuid.UUID:
    """A matter has one competition, which is always open."""
    return uuid.uuid5(SPACE, f"competition/{kind.id}")


@router.get("/opportunities", openapi_extra=gives("opportunities"), operation_id="opportunities")
def opportunities(
    request: HttpRequest,
    page: int = Query(1, ge=1, le=FARTHEST),
    page_size: int = Query(USUAL, ge=1, le=MOST, alias="pageSize"),
) -> HttpResponse:
    """The matters that can be applied for, or that come without an application."""
    return reply(_page(list(registry.all_types().values()), page, page_size, opportunity_json))


@router.get(
    "/opportunities/{uuid:opportunity}", openapi_extra=gives("opportunity"), operation_id="opportunity"
)
def one_opportunity(request: HttpRequest, opportunity: uuid.UUID) -> HttpResponse:
    """One matter."""
    for kind in registry.all_types().values():
        if opportunity_id(kind) == opportunity:
            return reply(_ok(opportunity_json(kind)))
    raise Http404(str(opportunity))


@router.get("/applications", auth=Bearer("cases:read"), openapi_extra=gives("applications", SCOPED), operation_id="applications")  # fmt: skip
def applications(
    request: HttpRequest,
    page: int = Query(1, ge=1, le=FARTHEST),
    page_size: int = Query(USUAL, ge=1, le=MOST, alias="pageSize"),
) -> HttpResponse:
    """The cases the token may see, the latest first."""
    rows = _rows(request).order_by("-opened_at", "pk")
    content = _page(rows, page, page_size, application_json)
    keys = [one["customFields"]["subject"]["value"] for one in content["items"]]
    reads.reveal_all(viewer(request), kind="subject", keys=keys, fields=["cases"], why=WHY)
    return reply(content)


@router.get("/applications/{uuid:application}", auth=Bearer("cases:read"), openapi_extra=gives("application", SCOPED), operation_id="application")  # fmt: skip
def one_application(request: HttpRequest, application: uuid.UUID) -> HttpResponse:
    """One case."""
    found = _rows(request).filter(pk=application).first()
    if found is None:
        raise Http404(str(application))
    reads.reveal(viewer(request), kind="subject", key=str(found.subject_id), fields=["cases"], why=WHY)
    return reply(_ok(application_json(found)))


def _rows(request: HttpRequest) -> QuerySet[Case]:
    return queries.visible(viewer(request)).select_related("subject").prefetch_related("steps")


def opportunity_json(kind: CaseType) -> dict[str, Any]:
    """A matter as the protocol's opportunity."""
    return {
        "id": str(opportunity_id(kind)),
        "title": str(kind.title),
        "status": {"value": "open"},
        "description": str(kind.about),
        "acceptedApplicantTypes": [{"value": "custom", "customValue": kind.entity}],
        "competitions": [
            {"id": str(competition_id(kind)), "title": str(kind.title), "status": {"value": "open"}}
        ],
        "customFields": {
            "matter": _field("matter", "string", kind.id),
            "sentences": _field("sentences", "array", list(kind.sentences)),
            "measure": _field("measure", "string", kind.measure),
            "ways": _field("ways", "array", list(kind.start.ways)),
            "content": _field("content", "string", kind.hash),
        },
    }


def application_json(case: Case) -> dict[str, Any]:
    """A case as the protocol's application."""
    kind = registry.all_types()[case.type]
    steps = list(case.steps.all())
    amount = case.data.get("amount")
    fields = {
        "number": _field("number", "string", case.number),
        "subject": _field("subject", "string", str(case.subject_id)),
        "division": _field("division", "string", case.division),
        "division_name": _field("division_name", "string", name_of(case.division)),
        "origin": _field("origin", "string", case.origin),
        "as_of": _field("as_of", "string", case.as_of.isoformat()),
        "due_on": _field("due_on", "string", case.due_on.isoformat() if case.due_on else None),
        "receipt": _field("receipt", "string", str(case.receipt_id) if case.receipt_id else None),
    }
    if amount is not None:
        given = {"amount": money.yuan(amount, grouped=False), "currency": CURRENCY}
        fields["amount"] = _field("amount", "object", given)
    return {
        "id": str(case.pk),
        "name": f"{case.subject.name}：{kind.title}"
        if lang() == "zh"
        else f"{case.subject.name}: {kind.title}",
        "competitionId": str(competition_id(kind)),
        "formResponses": {},
        "status": _status(kind, case),
        "submittedAt": case.opened_at.isoformat(),
        "createdAt": case.opened_at.isoformat(),
        "lastModifiedAt": max([case.opened_at, *(one.at for one in steps)]).isoformat(),
        "customFields": fields,
    }


def _status(kind: CaseType, case: Case) -> dict[str, str]:
    """The protocol's word where it has one: submitted before the first step, accepted once paid; else our own state."""
    state = kind.states[case.state]
    told = {"description": str(state.plain)}
    if state.ends and state.asks_arrival:
        return {"value": "accepted", **told}
    if case.state == kind.start.to:
        return {"value": "submitted", **told}
    return {"value": "custom", "customValue": state.id, **told}


def _field(name: str, kind: str, value: Any) -> dict[str, Any]:
    return {"name": name, "fieldType": kind, "value": value}


def _ok(data: Any) -> dict[str, Any]:
    return {"status": 200, "message": "Success", "data": data}


def _page(
    items: Sequence[Any] | QuerySet[Any], page: int, size: int, to_json: Callable[[Any], dict[str, Any]]
) -> dict[str, Any]:
    total = len(items) if isinstance(items, Sequence) else items.count()
    pages = max(1, -(-total // size))
    if page > pages:
        raise invalid([Fault("?page", f"只有 {pages} 页", f"there are {pages} pages")])
    return {
        "status": 200,
        "message": "Success",
        "items": [to_json(one) for one in items[(page - 1) * size : page * size]],
        "paginationInfo": {"page": page, "pageSize": size, "totalItems": total, "totalPages": pages},
    }
