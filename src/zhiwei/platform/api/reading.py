"""The description of the interface as a page: read from OpenAPI, whole without JavaScript."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from ninja import NinjaAPI
from ninja.openapi.docs import DocsBase


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a call: its name, where it stands, of which type, whether it is needed."""

    name: str
    where: str
    type: str
    needed: bool
    says: str


@dataclass(frozen=True, slots=True)
class Call:
    """One operation; ``takes`` and ``gives`` name schemas, ``refusals`` are status and meaning, ``guarded`` needs a token."""

    key: str
    method: str
    path: str
    says: str
    parameters: tuple[Parameter, ...]
    takes: str
    gives: str
    refusals: tuple[tuple[str, str], ...]
    guarded: bool


class Page(DocsBase):
    """In place of the library's page, which is nothing without JavaScript."""

    def render_page(self, request: HttpRequest, api: NinjaAPI, **kwargs: Any) -> HttpResponse:
        """All calls, by what they are about."""
        described = api.get_openapi_schema()
        groups: dict[str, list[Call]] = {}
        for tag, call in calls(described):
            groups.setdefault(tag, []).append(call)
        info = described["info"]
        context = {
            "version": info["version"], "description": info["description"].replace("`", ""), "groups": groups,
            "openapi": self.get_openapi_url(api, kwargs),
        }  # fmt: skip
        return render(request, "api/docs.html", context)


def calls(described: dict[str, Any]) -> Iterator[tuple[str, Call]]:
    """Each operation of a description with its tag, in the order of the description."""
    for path, operations in described["paths"].items():
        for method, told in operations.items():
            yield told.get("tags", [""])[0], _call(path, method, told)


def _call(path: str, method: str, told: dict[str, Any]) -> Call:
    responses = {str(status): said for status, said in told.get("responses", {}).items()}
    good: dict[str, Any] = next((said for status, said in responses.items() if status.startswith("2")), {})
    return Call(
        told["operationId"], method.upper(), path, told.get("description") or told.get("summary", ""),
        tuple(_parameter(one) for one in told.get("parameters", ())),
        _schema_of(told.get("requestBody", {})), _schema_of(good),
        tuple((status, said.get("description", "")) for status, said in responses.items() if status >= "4"),
        any(one for one in told.get("security", ()) if one),
    )  # fmt: skip


def _parameter(told: dict[str, Any]) -> Parameter:
    schema = told.get("schema", {})
    kind = " | ".join(sorted(_types(schema)))
    return Parameter(
        told["name"], told["in"], kind, bool(told.get("required")), told.get("description") or ""
    )


def _types(schema: dict[str, Any]) -> set[str]:
    """The types a value may have, a date or key told from other text."""
    if "anyOf" in schema:
        return {name for one in schema["anyOf"] for name in _types(one)} - {"null"}
    return {str(schema.get("format") or schema.get("type") or "")} - {""}


def _schema_of(part: dict[str, Any]) -> str:
    """The name of the schema of a body; '' for none."""
    for content in part.get("content", {}).values():
        return str(content.get("schema", {}).get("$ref", "")).rpartition("/")[2]
    return ""
