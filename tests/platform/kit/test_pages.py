"""The layout and the components in a real browser: what they look like, and that nothing bars a reader's way."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Page
from pytest_django.live_server_helper import LiveServer

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.platform.kit.addresses")]

SERIOUS = {"serious", "critical"}


def faults(page: Page) -> list[str]:
    """What axe finds of serious faults, each with the first place."""
    found = Axe().run(page).response["violations"]
    return [f"{each['id']}: {each['nodes'][0]['html']}" for each in found if each["impact"] in SERIOUS]


def keep(page: Page, name: str) -> None:
    """A picture for the eye, where ZHIWEI_TEST_PICTURES names a folder."""
    if folder := os.environ.get("ZHIWEI_TEST_PICTURES"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


@pytest.mark.parametrize(("name", "width"), [("wide", 1280), ("phone", 390)])
@pytest.mark.parametrize("elder", [False, True], ids=["plain", "elder"])
def test_axe_finds_no_serious_fault(
    page: Page, live_server: LiveServer, name: str, width: int, elder: bool
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{live_server.url}/styleguide/")
    if elder:
        page.get_by_role("button", name="长者模式").click()
    keep(page, f"styleguide-{name}{'-elder' if elder else ''}")
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_nothing_breaks_the_policy_of_content(page: Page, live_server: LiveServer) -> None:
    said: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        said.append(message.text)

    page.on("console", hear)
    page.goto(f"{live_server.url}/styleguide/")
    page.wait_for_function("window.htmx !== undefined")
    assert said == []


def test_a_refused_form_names_its_faults_and_leads_to_them(page: Page, live_server: LiveServer) -> None:
    page.goto(f"{live_server.url}/styleguide/")
    page.locator("form[method=post] button", has_text="提交").evaluate(
        "button => button.form.noValidate = true"
    )
    page.get_by_label("年应纳税所得额").fill("很多")
    page.get_by_role("button", name="提交").click()
    assert page.evaluate("document.activeElement.id") == "errors"
    keep(page, "styleguide-refused")
    page.get_by_role("link", name="企业名称：这个字段是必填项。").click()
    assert page.evaluate("document.activeElement.id || document.querySelector(':target').id") == "id_name"
    described = page.locator("#id_income").get_attribute("aria-describedby") or ""
    assert [page.locator(f"#{part}").inner_text() for part in described.split()] == [
        "亏损请填 0",
        "“很多”不是金额；请写数字，例如 12000 或 1.2万",
    ]
    assert faults(page) == []
