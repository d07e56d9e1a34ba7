"""The site in a real browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer


@pytest.mark.django_db
def test_a_browser_reaches_it(page: Page, live_server: LiveServer) -> None:
    assert page.goto(f"{live_server.url}/healthz").text() == "ok\n"
