"""Cases as applications: listed, filed, read, gone on with and withdrawn by programs of a firm's people."""

from __future__ import annotations

import uuid
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from ninja import Router
from ninja.params.functions import Header, Query

from zhiwei.platform.api.auth import Bearer, viewer
from zhiwei.platform.api.bodies import read_body
from zhiwei.platform.api.grants import filing
from zhiwei.platform.api.grants.naming import ok, page_of
from zhiwei.platform.api.grants.shapes import application_json, with_steps
from zhiwei.platform.api.openapi import FILED, SCOPED, gives
from zhiwei.platform.api.paging import FARTHEST, MOST, USUAL
from zhiwei.platform.api.replies import reply
from zhiwei.platform.audit import reads
from zhiwei.platform.cases import queries
from zhiwei.platform.cases.models import Case

router = Router()
WHY = "API"
READ, APPLY = Bearer("cases:read"), Bearer("cases:apply")


@router.get("", auth=READ, openapi_extra=gives("applications", SCOPED), operation_id="applications")
def applications(
    request: HttpRequest,
    page: int = Query(1, ge=1, le=FARTHEST),
    page_size: int = Query(USUAL, ge=1, le=MOST, alias="pageSize"),
) -> HttpResponse:
    """The cases the token may see, the latest first."""
    rows = _rows(request).order_by("-opened_at", "pk")
    content = page_of(rows, page, page_size, application_json)
    keys = [one["customFields"]["subject"]["value"] for one in content["items"]]
    reads.reveal_all(viewer(request), kind="subject", keys=keys, fields=["cases"], why=WHY)
    return reply(content)


@router.post(
    "", auth=APPLY, operation_id="file_application",
    openapi_extra=gives("application", FILED, takes="application_filing", made=True),
)  # fmt: skip
def file(
    request: HttpRequest,
    key: str = Header(
        ..., alias="Idempotency-Key", min_length=8, max_length=200,
        description="Any text of your own; the same one again gives the application that it filed.",
    ),
) -> HttpResponse:  # fmt: skip
    """File an application for one of the token's firms: 201 when it is new, 200 when the key filed it before."""
    case, new = filing.file(viewer(request), read_body(request), key)
    status = 201 if new else 200
    return reply(ok(_told(request, case.pk), status), status)


@router.get("/{uuid:application}", auth=READ, openapi_extra=gives("application", SCOPED), operation_id="application")  # fmt: skip
def one(request: HttpRequest, application: uuid.UUID) -> HttpResponse:
    """One case with its clocks, and what its applicant may do now."""
    found = _told(request, application)
    key = found["customFields"]["subject"]["value"]
    reads.reveal(viewer(request), kind="subject", key=key, fields=["cases"], why=WHY)
    return reply(ok(found))


@router.post(
    "/{uuid:application}/withdraw", auth=APPLY, operation_id="withdraw_application",
    openapi_extra=gives("application", FILED, takes="application_step"),
)  # fmt: skip
def withdraw(request: HttpRequest, application: uuid.UUID) -> HttpResponse:
    """Take an application back, as far as its matter lets it."""
    body, case = read_body(request), _one(request, application)
    return _done(request, filing.step(viewer(request), case, filing.withdrawal(viewer(request), case), body))


@router.post(
    "/{uuid:application}/steps/{slug:step}", auth=APPLY, operation_id="application_step",
    openapi_extra=gives("application", FILED, takes="application_step"),
)  # fmt: skip
def step(request: HttpRequest, application: uuid.UUID, step: str) -> HttpResponse:
    """Take a step that is the applicant's, such as handing in what a return asked for."""
    body, case = read_body(request), _one(request, application)
    return _done(request, filing.step(viewer(request), case, step, body))


def _rows(request: HttpRequest) -> QuerySet[Case]:
    rows = queries.visible(viewer(request)).select_related("subject")
    return rows.prefetch_related("steps", "clocks", "documents")


def _one(request: HttpRequest, application: uuid.UUID) -> Case:
    found = _rows(request).filter(pk=application).first()
    if found is None:
        raise Http404(str(application))
    return found


def _told(request: HttpRequest, application: uuid.UUID) -> dict[str, Any]:
    return with_steps(viewer(request), _one(request, application))


def _done(request: HttpRequest, case: Case) -> HttpResponse:
    return reply(ok(_told(request, case.pk)))
