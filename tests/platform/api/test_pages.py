"""The pages of tokens and webhooks, and the description of the interface, in a browser."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from tests.platform.accounts import people as accounts
from tests.platform.api.calls import get
from tests.platform.api.people import county, firm, token
from tests.platform.axe import faults
from zhiwei.platform.accounts.models import User
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.api.models import ApiToken, Webhook

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _one_factor(settings: object) -> None:
    settings.SECOND_FACTOR = False  # type: ignore[attr-defined]


def client(user: User) -> Client:
    """A browser of a person who is logged in."""
    found = Client()
    found.force_login(user)
    return found


def enter(page: Page, live_server: LiveServer, user: User) -> None:
    """The page's browser logged in."""
    page.goto(f"{live_server.url}/accounts/login/")
    cookie = client(user).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])


def sound(page: Page, name: str) -> None:
    """No serious fault, nothing wider than the phone; a picture where one is asked for."""
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]  # type: ignore[index]
    if folder := os.environ.get("ZHIWEI_TEST_PICTURES"):
        page.screenshot(path=Path(folder) / f"api-{name}.png", full_page=True)


@pytest.mark.parametrize("width", [390, 1280])
def test_a_token_is_made_shown_once_used_and_revoked(page: Page, live_server: LiveServer, width: int) -> None:
    user = county()
    subject = firm()
    page.set_viewport_size({"width": width, "height": 900})
    enter(page, live_server, user)
    page.goto(f"{live_server.url}/my/tokens/")
    page.get_by_label("用途").fill("每月核对")
    page.get_by_label("查看主体", exact=True).check()
    page.get_by_role("button", name="建立").click()
    text = page.locator(".result code").inner_text()
    sound(page, f"tokens-{width}")
    assert get("/subjects", token=text)["items"][0]["id"] == str(subject.pk)
    page.goto(f"{live_server.url}/my/tokens/")
    assert text not in page.content()
    page.get_by_role("button", name="吊销").click()
    assert "已吊销" in page.locator("main").inner_text()
    get("/subjects", token=text, status=401)


@pytest.mark.parametrize("width", [390, 1280])
def test_a_webhook_is_made_and_stopped(page: Page, live_server: LiveServer, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    enter(page, live_server, county())
    page.goto(f"{live_server.url}/my/webhooks/")
    page.get_by_label("接收地址").fill("https://127.0.0.1/hook")
    page.get_by_label("规则集变更").check()
    page.get_by_role("button", name="建立").click()
    assert "内部网络" in page.locator("main").inner_text()
    sound(page, f"webhooks-{width}")
    page.get_by_label("接收地址").fill("https://93.184.216.34/hook")
    page.get_by_role("button", name="建立").click()
    assert Webhook.objects.get().secret in page.locator("main").inner_text()
    sound(page, f"webhook-{width}")
    page.get_by_role("button", name="停用").click()
    assert Webhook.objects.get().stopped_at is not None


def test_the_description_names_every_call_with_its_parameters_and_schemas() -> None:
    """A page like any other: whole without a script, in two languages."""
    answer = Client().get("/api/v1/docs")
    page = answer.content.decode()
    described = Client().get("/api/v1/openapi.json").json()["paths"]
    told = set(re.findall(r'<span class="nw">([A-Z]+)</span> <code>([^<]+)</code>', page))
    assert told == {(method.upper(), path) for path, each in described.items() for method in each}
    answered = page.partition('id="answer"')[2].partition("</section>")[0]
    assert 'href="/api/v1/schemas/answer"' in answered
    assert "<code>422</code>" in answered
    facts = page.partition('id="subject_facts"')[2].partition("</section>")[0]
    assert ("<code>known_on</code>" in facts, "需要接口令牌" in facts) == (True, True)
    schemas = set(re.findall(r'href="(/api/v1/schemas/[^"]+)"', page))
    assert {Client().get(address).status_code for address in schemas} == {200}
    assert "<script" not in page.partition("<main")[2]


@pytest.mark.parametrize("width", [1280, 390])
def test_the_description_bars_nobodys_way(browser: Browser, live_server: LiveServer, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 844})
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{live_server.url}/api/v1/docs")
    sound(page, f"docs-{width}")
    assert [url for url in asked if not url.startswith(live_server.url)] == []
    page.close()


@pytest.mark.parametrize("path", ["/my/tokens/", "/my/webhooks/"])
def test_nobody_in_particular_is_sent_to_the_log_in(path: str) -> None:
    response = Client().get(path)
    assert (response.status_code, response["Location"]) == (302, f"/accounts/login/?next={path}")


@pytest.mark.parametrize("path", ["/my/tokens/", "/my/webhooks/"])
def test_administrators_are_refused(path: str) -> None:
    assert client(accounts.official(Role.SYSTEM_ADMIN, "")).get(path).status_code == 403


def test_a_wrong_form_makes_nothing() -> None:
    response = client(county()).post("/my/tokens/", {"name": "x", "role": "", "days": "0"})
    assert response.status_code == 422
    assert not ApiToken.objects.exists()


def test_what_a_token_may_do_is_told_in_words() -> None:
    user = county()
    token(user, ("cases:apply", "facts:read"))
    page = client(user).get("/my/tokens/").content.decode().partition("<tbody>")[2].partition("</tbody>")[0]
    assert "为企业申请、补正和撤回、查看主体的事实" in page
    assert "facts:read" not in page


def test_anothers_webhook_is_not_there() -> None:
    other = county()
    made = Webhook.objects.create(
        url="https://93.184.216.34/", events=["law.changed"], user=other, membership=other.memberships.get()
    )
    mine = client(county())
    assert mine.get(f"/my/webhooks/{made.pk}/").status_code == 404
    assert mine.post(f"/my/webhooks/{made.pk}/stop/").status_code == 404
    assert mine.post(f"/my/webhooks/{made.pk}/ping/").status_code == 404
    made.refresh_from_db()
    assert made.stopped_at is None
