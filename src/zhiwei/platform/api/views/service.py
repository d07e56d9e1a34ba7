"""What answers here, its schemas, and what its refusals mean."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Router

from zhiwei import __version__
from zhiwei.platform.answers.rulebook import current
from zhiwei.platform.api.openapi import gives
from zhiwei.platform.api.problems import KINDS
from zhiwei.platform.api.replies import kept, law_tag, reply
from zhiwei.schemas import NAMES, schema
from zhiwei.schemas.bundle import bundled

router = Router()
ROOT = "/api/v1/"


@router.get("/", openapi_extra=gives("service"), operation_id="service")
def service(request: HttpRequest) -> HttpResponse:
    """Version, rulebook and addresses."""
    about = {"name": "zhiwei", "version": __version__, "rulebook": current().hash}
    return reply({**about, "openapi": ROOT + "openapi.json", "schemas": ROOT + "schemas"})


@router.get("/schemas", openapi_extra=gives("schema_list", etag=True), operation_id="schemas")
def schemas(request: HttpRequest) -> HttpResponse:
    """Names of the JSON Schemas of all payloads."""
    return kept(
        request,
        law_tag(),
        lambda: {
            "items": [
                {"name": name, "title": schema(name)["title"], "href": f"{ROOT}schemas/{name}"}
                for name in NAMES
            ]
        },
    )


SCHEMA = {
    **gives("service", etag=True)["responses"],
    200: {"description": "OK", "content": {"application/json": {"schema": {"type": "object"}}}},
}


@router.get("/schemas/{name}", openapi_extra={"responses": SCHEMA}, operation_id="schema")
def one_schema(request: HttpRequest, name: str) -> HttpResponse:
    """One JSON Schema, draft 2020-12, with everything it refers to."""
    if name not in NAMES:
        raise Http404(name)
    return kept(request, law_tag(), lambda: bundled(name))


@router.get("/problems/{kind}", openapi_extra=gives("problem_kind"), operation_id="problem_kind")
def problem_kind(request: HttpRequest, kind: str) -> HttpResponse:
    """What a kind of refusal means."""
    found = KINDS.get(kind)
    if found is None:
        raise Http404(kind)
    return reply({"kind": kind, "status": found.status, "title_zh": found.zh, "title_en": found.en})
