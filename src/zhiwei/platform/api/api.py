"""The interface as a whole: its operations, refusals and description."""

from __future__ import annotations

from typing import Any

import structlog
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, Throttled, ValidationError
from ninja.openapi.schema import OpenAPISchema

from zhiwei import __version__
from zhiwei.platform.api import openapi, reading
from zhiwei.platform.api.auth import Anybody, Caller
from zhiwei.platform.api.problems import BY_STATUS, Fault, Problem, invalid, respond
from zhiwei.platform.api.throttles import PerMinute
from zhiwei.platform.api.views import (
    answers,
    applications,
    decisions,
    files,
    grants,
    hooks,
    law,
    parameters,
    registers,
    service,
    subjects,
)
from zhiwei.platform.audit import log

DESCRIPTION = """\
The Zhejiang Opinions of 2012 on small and micro enterprises (浙政发〔2012〕47号) as running law.

Money is text in yuan (`"12000.00"`), days are `2012-06-30`, facts are those of `zhiwei law variables`. Refusals are \
`application/problem+json` with every defect at once. Law data carry an `ETag` of the rulebook. Reading the register \
takes a token (`Authorization: Bearer …`) made under `/my/tokens/`."""

STARTS = {"query": "?", "header": ""}
"""What the pointer of a value begins with, by where it stands."""

_log = structlog.get_logger(__name__)


class Interface(NinjaAPI):
    """The library's interface, described with our own schemas."""

    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:
        """The OpenAPI 3.1 description."""
        found = super().get_openapi_schema(**options)
        found["components"]["schemas"].update(openapi.schemas())
        for path in found["paths"].values():
            for operation in path.values():
                _tidy(operation)
        return found


def _tidy(operation: dict[str, Any]) -> None:
    """Without a token the open calls work as well; a body is what the request's schema says."""
    for parameter in operation.get("parameters", ()):
        parameter["schema"].pop("title", None)


api = Interface(
    title="知微 Zhiwei",
    version=__version__,
    description=DESCRIPTION,
    urls_namespace="api-v1",
    auth=[Anybody()],
    throttle=[PerMinute()],
    docs=reading.Page(),
    docs_url="/docs",
)
api.add_router("", service.router, tags=["service"])
api.add_router("", answers.router, tags=["answers"])
api.add_router("", law.router, tags=["law"])
api.add_router("", parameters.router, tags=["law"])
api.add_router("/decisions", decisions.router, tags=["decisions"])
api.add_router("/subjects", subjects.router, tags=["subjects"])
api.add_router("/registers", registers.router, tags=["registers"])
api.add_router("/common-grants", grants.router, tags=["common-grants"])
api.add_router("/common-grants/applications", applications.router, tags=["common-grants"])
api.add_router("/files", files.router, tags=["common-grants"])
api.add_router("/webhooks", hooks.router, tags=["webhooks"])


@api.exception_handler(Problem)
def _problem(request: HttpRequest, problem: Problem) -> HttpResponse:
    if problem.kind == "forbidden":
        _note(request, "refused", problem.en)
    return respond(request, problem)


@api.exception_handler(Http404)
def _missing(request: HttpRequest, error: Http404) -> HttpResponse:
    _note(request, "not_found", str(error))
    return respond(request, Problem("not-found"))


@api.exception_handler(PermissionDenied)
def _denied(request: HttpRequest, error: PermissionDenied) -> HttpResponse:
    _note(request, "refused", str(error))
    return respond(request, Problem("forbidden"))


def _note(request: HttpRequest, act: str, why: str) -> None:
    """A refusal to a program that showed a token is an act, as on pages."""
    caller: Caller | None = getattr(request, "api_caller", None)
    if caller is not None and not caller.viewer.is_anonymous:
        detail = {"method": request.method, "why": why[:200]}
        log.record(caller.viewer, act, kind="api", key=request.path[:200], detail=detail)


@api.exception_handler(ValidationError)
def _values(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Query parameters of the wrong form."""
    faults = []
    for one in error.errors:
        place, *names = [str(part) for part in one["loc"]]
        pointer = STARTS.get(place, "#/") + "/".join(names)
        faults.append(Fault(pointer, "取值不对：" + str(one["msg"]), str(one["msg"]), code=str(one["type"])))
    return respond(request, invalid(faults))


@api.exception_handler(Throttled)
def _too_many(request: HttpRequest, error: Throttled) -> HttpResponse:
    wait = str(max(1, round(error.wait or 1)))
    zh, en = f"请 {wait} 秒后再试", f"ask again in {wait} seconds"
    return respond(request, Problem("too-many", zh, en, headers={"Retry-After": wait}))


@api.exception_handler(HttpError)
def _other(request: HttpRequest, error: HttpError) -> HttpResponse:
    return respond(request, Problem(BY_STATUS.get(error.status_code, "unreadable")))
