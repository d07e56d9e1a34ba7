"""The layout and the components in a real browser: what they look like, and that nothing bars a reader's way."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from playwright.sync_api import Browser, ConsoleMessage, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.platform.axe import faults
from zhiwei.platform.kit.jobs import notes
from zhiwei.platform.kit.models import Job

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.platform.kit.addresses")]


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


def test_a_page_follows_its_job(
    page: Page, live_server: LiveServer, client: Client, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    person = get_user_model().objects.create(username="li")
    job = Job.objects.create(title="导入企业", function="-", state="running", started_by=person)
    client.force_login(person)
    cookie = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    notes.write(str(job.pk), {"done": 1, "total": 4, "text": "读第一张表"})
    page.goto(f"{live_server.url}/jobs/{job.pk}/")
    expect(page.get_by_text("25%")).to_be_visible()
    assert faults(page) == []
    notes.write(str(job.pk), {"done": 3, "total": 4, "text": "读第三张表"})
    expect(page.get_by_text("75% 读第三张表")).to_be_visible()
    Job.objects.filter(pk=job.pk).update(state="done", text="共 4 行")
    expect(page.get_by_text("共 4 行")).to_be_visible()
    expect(page.locator("[hx-get]")).to_have_count(0)


def test_a_job_is_followed_without_script(
    browser: Browser, live_server: LiveServer, client: Client, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    person = get_user_model().objects.create(username="li")
    job = Job.objects.create(title="导入企业", function="-", state="running", started_by=person)
    client.force_login(person)
    context = browser.new_context(java_script_enabled=False, locale="zh-CN")
    cookie = client.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    page = context.new_page()
    page.goto(f"{live_server.url}/jobs/{job.pk}/")
    Job.objects.filter(pk=job.pk).update(state="done", text="共 4 行")
    expect(page.get_by_text("共 4 行")).to_be_visible(timeout=8_000)
    context.close()


def test_a_page_works_by_keyboard(page: Page, live_server: LiveServer) -> None:
    page.goto(f"{live_server.url}/styleguide/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    summary = page.locator(".chart.bars summary")
    summary.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".chart.bars table")).to_be_visible()


def test_a_page_prints_without_what_is_pressed(page: Page, live_server: LiveServer) -> None:
    page.goto(f"{live_server.url}/styleguide/")
    page.emulate_media(media="print")
    for hidden in ("nav.bar", "form.filters", ".exports", ".user"):
        expect(page.locator(hidden)).to_be_hidden()
    expect(page.get_by_role("heading", name="杭州某某科技有限公司")).to_be_visible()
