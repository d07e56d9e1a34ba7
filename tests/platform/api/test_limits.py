"""How often one may ask, and which sites' scripts may."""

from __future__ import annotations

import pytest
from pytest_django import Settings

from tests.platform.api.calls import raw
from tests.platform.api.people import county, token
from zhiwei.platform.api import throttles

pytestmark = pytest.mark.django_db


@pytest.fixture
def _minute(monkeypatch: pytest.MonkeyPatch) -> None:
    """A minute that does not end during the test."""
    monkeypatch.setattr(throttles, "counted", throttles.Minute())
    monkeypatch.setattr(throttles.time, "time", lambda: 90.0)


@pytest.mark.usefixtures("_minute")
def test_an_address_and_a_token_are_counted_apart(settings: Settings) -> None:
    settings.API_RATE_ANONYMOUS, settings.API_RATE_TOKEN = 2, 3
    _, text = token(county())
    anonymous = [raw("GET", "/problems/invalid").status_code for _ in range(3)]
    named = [raw("GET", "/problems/invalid", token=text).status_code for _ in range(4)]
    assert (anonymous, named) == ([200, 200, 429], [200, 200, 200, 429])


@pytest.mark.usefixtures("_minute")
def test_who_is_refused_hears_when_to_come_back(settings: Settings) -> None:
    settings.API_RATE_ANONYMOUS = 1
    raw("GET", "/problems/invalid")
    refused = raw("GET", "/problems/invalid")
    assert (refused.status_code, refused["Retry-After"]) == (429, "30")
    assert refused["Content-Type"].startswith("application/problem+json")


@pytest.mark.usefixtures("_minute")
def test_the_next_minute_begins_anew(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.API_RATE_ANONYMOUS = 1
    raw("GET", "/problems/invalid")
    monkeypatch.setattr(throttles.time, "time", lambda: 120.0)
    assert raw("GET", "/problems/invalid").status_code == 200


@pytest.mark.usefixtures("_minute")
def test_nought_is_without_limit(settings: Settings) -> None:
    settings.API_RATE_ANONYMOUS = 0
    assert {raw("GET", "/problems/invalid").status_code for _ in range(5)} == {200}


def test_no_other_sites_script_may_ask_by_default() -> None:
    response = raw("GET", "/measures", origin="https://firms.example")
    assert "Access-Control-Allow-Origin" not in response


def test_named_sites_may(settings: Settings) -> None:
    settings.API_ORIGINS = ["https://firms.example"]
    asked = raw("OPTIONS", "/answer", origin="https://firms.example", access_control_request_method="POST")
    assert (asked.status_code, asked["Access-Control-Allow-Origin"]) == (204, "https://firms.example")
    response = raw("GET", "/measures", origin="https://firms.example")
    assert response["Access-Control-Allow-Origin"] == "https://firms.example"
    assert "Origin" in response["Vary"]
    assert "Access-Control-Allow-Credentials" not in response
    other = raw("GET", "/measures", origin="https://firms.example.evil.example")
    assert "Access-Control-Allow-Origin" not in other
    refused = raw("POST", "/answer", b"{", origin="https://firms.example")
    assert refused["Access-Control-Allow-Origin"] == "https://firms.example"


@pytest.mark.parametrize("path", ["/law/sentences/%00", "/measures?entity=%00", "/parameters/a%00b"])
def test_characters_that_no_database_takes(path: str) -> None:
    assert raw("GET", path).status_code == 400
