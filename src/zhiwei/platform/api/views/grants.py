"""Matters as opportunities, for grants portals."""

from __future__ import annotations

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Router
from ninja.params.functions import Query

from zhiwei.platform.api.grants.forms import form_json
from zhiwei.platform.api.grants.naming import form_id, ok, opportunity_id, page_of
from zhiwei.platform.api.grants.shapes import opportunity_json
from zhiwei.platform.api.openapi import gives
from zhiwei.platform.api.paging import FARTHEST, MOST, USUAL
from zhiwei.platform.api.replies import reply
from zhiwei.platform.cases.casetypes import registry
from zhiwei.platform.cases.models import Origin

router = Router()


@router.get("/opportunities", openapi_extra=gives("opportunities"), operation_id="opportunities")
def opportunities(
    request: HttpRequest,
    page: int = Query(1, ge=1, le=FARTHEST),
    page_size: int = Query(USUAL, ge=1, le=MOST, alias="pageSize"),
) -> HttpResponse:
    """The matters that can be applied for, or that come without an application."""
    return reply(page_of(list(registry.all_types().values()), page, page_size, opportunity_json))


@router.get(
    "/opportunities/{uuid:opportunity}", openapi_extra=gives("opportunity"), operation_id="opportunity"
)
def one_opportunity(request: HttpRequest, opportunity: uuid.UUID) -> HttpResponse:
    """One matter, with the form by which it is applied for."""
    for kind in registry.all_types().values():
        if opportunity_id(kind) == opportunity:
            return reply(ok(opportunity_json(kind)))
    raise Http404(str(opportunity))


@router.get("/forms/{uuid:form}", openapi_extra=gives("grants_form"), operation_id="grants_form")
def one_form(request: HttpRequest, form: uuid.UUID) -> HttpResponse:
    """One form, its content described by a JSON Schema."""
    for kind in registry.all_types().values():
        if Origin.APPLICANT in kind.start.ways and form_id(kind) == form:
            return reply(ok(form_json(kind)))
    raise Http404(str(form))
