"""The description: OpenAPI 3.1 that fits what is answered, and no call that makes the server fail."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from typing import Any

import hypothesis
import pytest
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections

from tests.platform.api.calls import get
from tests.platform.api.people import county, firm, token
from zhiwei.platform.api.api import api

FEW, MANY = 10, 75
"""Calls of each operation in the usual run and in the long one."""


def description() -> dict[str, Any]:
    """The description as it is served."""
    content: dict[str, Any] = json.loads(json.dumps(api.get_openapi_schema(path_prefix="/api/v1/")))
    return content


def test_it_is_openapi_3_1_and_served() -> None:
    assert get("/openapi.json") == description()
    assert description()["openapi"] == "3.1.0"


def test_every_operation_says_what_it_gives_and_how_it_refuses() -> None:
    named = description()["components"]["schemas"]
    for path, operations in description()["paths"].items():
        for method, operation in operations.items():
            where = f"{method} {path}"
            assert operation["description"] or operation["summary"], where
            good = operation["responses"]["200"]["content"]["application/json"]["schema"]
            assert "$ref" not in good or good["$ref"].removeprefix("#/components/schemas/") in named, where
            assert "429" in operation["responses"], where


def test_every_reference_leads_somewhere() -> None:
    text = json.dumps(description())
    named = description()["components"]["schemas"]
    wanted = {part.split('"')[0] for part in text.split('"#/components/schemas/')[1:]}
    assert wanted <= named.keys()


def test_the_scoped_calls_say_so() -> None:
    paths = description()["paths"]
    assert {path for path, ops in paths.items() if any("security" in op for op in ops.values())} == {
        "/api/v1/subjects",
        "/api/v1/subjects/{subject}",
        "/api/v1/subjects/{subject}/facts",
        "/api/v1/subjects/{subject}/answer",
        "/api/v1/common-grants/applications",
        "/api/v1/common-grants/applications/{application}",
        "/api/v1/common-grants/applications/{application}/withdraw",
        "/api/v1/common-grants/applications/{application}/steps/{step}",
        "/api/v1/files",
        "/api/v1/webhooks",
        "/api/v1/webhooks/{webhook}/stop",
    }


def attempt(calls: int, text: str) -> dict[str, set[int]]:
    """Call every operation with what the description allows, and with what it does not; the statuses that came."""
    # Here only: it takes a second to load.
    import schemathesis
    from schemathesis.checks import not_a_server_error
    from schemathesis.specs.openapi import checks

    conforming = [
        checks.status_code_conformance,
        checks.content_type_conformance,
        checks.response_schema_conformance,
    ]
    schema = schemathesis.openapi.from_dict(description())
    schema.app = get_wsgi_application()
    seen: dict[str, set[int]] = {}
    for result in schema.get_all_operations():
        operation = result.ok()
        for mode in schemathesis.GenerationMode:

            @hypothesis.settings(
                max_examples=calls,
                deadline=None,
                derandomize=calls == FEW,
                database=None,
                suppress_health_check=list(hypothesis.HealthCheck),
            )
            @hypothesis.given(case=operation.as_strategy(generation_mode=mode))
            def call(case: schemathesis.Case) -> None:
                response = case.call(headers={"Authorization": f"Bearer {text}"})
                seen.setdefault(case.operation.label, set()).add(response.status_code)
                case.validate_response(response, checks=[not_a_server_error, *conforming])

            with contextlib.suppress(hypothesis.errors.Unsatisfiable):
                call()
    return seen


@pytest.fixture
def _one_connection() -> Iterator[None]:
    """Requests of this test share its database connection, as those of Django's own test client do."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.usefixtures("_one_connection")
@pytest.mark.django_db
def test_no_call_makes_the_server_fail(settings: Any) -> None:
    settings.API_RATE_TOKEN = 0
    firm()
    seen = attempt(FEW, token(county())[1])
    assert seen.keys() == {
        f"{method.upper()} {path}"
        for path, operations in description()["paths"].items()
        for method in operations
    }
    assert all(200 in found for label, found in seen.items() if "{" not in label and label.startswith("GET"))
    assert 422 in seen["POST /api/v1/answer"]


@pytest.mark.large
@pytest.mark.usefixtures("_one_connection")
@pytest.mark.django_db
def test_no_call_of_many_makes_the_server_fail(settings: Any) -> None:
    settings.API_RATE_TOKEN = 0
    firm()
    attempt(MANY, token(county())[1])
