"""The dated values of the law."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Router
from ninja.params.functions import Query

from zhiwei.engine.parameters import Parameter, Value
from zhiwei.engine.raw import shown
from zhiwei.platform.answers.rulebook import current
from zhiwei.platform.api.openapi import gives
from zhiwei.platform.api.paging import FARTHEST, MOST, USUAL, paged
from zhiwei.platform.api.replies import kept, law_tag

router = Router()


def _summary(parameter: Parameter) -> dict[str, Any]:
    words = ("name", "zh", "en", "unit", "boundary", "applies", "note")
    return {
        **{name: getattr(parameter, name) for name in words},
        "type": parameter.type.kind,
        "delegated": dict(parameter.delegated) if parameter.delegated else None,
        "reading": dict(parameter.reading) if parameter.reading else None,
    }


def _value(parameter: Parameter, value: Value) -> dict[str, Any]:
    days = {"from": value.starts, "to": value.ends, "enacted_to": value.enacted_to}
    days |= {"published": value.published, "recorded_on": value.recorded_on}
    words = ("state", "source", "article", "evidence", "note")
    return {
        **{name: day.isoformat() if isinstance(day, date) else None for name, day in days.items()},
        **{name: getattr(value, name) for name in words},
        "also": list(value.also),
        "ended_by": value.ended_by,
        "value": _shown(parameter, value.value),
        "min": _shown(parameter, value.minimum),
        "max": _shown(parameter, value.maximum),
    }


def _shown(parameter: Parameter, value: Any) -> Any:
    if value is None:
        return None
    if isinstance(value, Mapping):
        return {str(key): _shown(parameter, one) for key, one in value.items()}
    return shown(parameter.type, value)


@router.get("/parameters", openapi_extra=gives("parameters", etag=True), operation_id="parameters")
def parameters(
    request: HttpRequest,
    delegated: bool | None = Query(None, description="Only those left to localities, or only the others."),
    page: int = Query(1, ge=1, le=FARTHEST),
    size: int = Query(USUAL, ge=1, le=MOST),
) -> HttpResponse:
    """All parameters by name, without their values."""
    held = current().data.parameters
    found = [
        held[name] for name in sorted(held)
        if delegated is None or (held[name].delegated is not None) == delegated
    ]  # fmt: skip
    return kept(request, law_tag(), lambda: paged(request, found, page, size, _summary))


@router.get("/parameters/{name}", openapi_extra=gives("parameter", etag=True), operation_id="parameter")
def parameter(request: HttpRequest, name: str) -> HttpResponse:
    """One parameter with its dated values: money in yuan, rates as fractions."""
    found = current().data.parameters.get(name)
    if found is None:
        raise Http404(name)
    values = [_value(found, value) for value in found.values]
    return kept(request, law_tag(), lambda: {**_summary(found), "key": found.key, "values": values})
