"""34.2 in a real browser: a county officer files, a colleague approves, and a firm's answer changes."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test import Client
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from tests.platform.axe import faults
from tests.platform.decisions.papers import XIHU, in_effect, official, viewer
from tests.platform.decisions.test_effects import firm
from zhiwei.platform.accounts.models import User
from zhiwei.platform.answers import queries as answers
from zhiwei.platform.decisions import endings
from zhiwei.platform.decisions.models import Filing, State

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
DAY = date(2012, 12, 31)


def page_of(browser: Browser, live_server: LiveServer, user: User, **options: Any) -> Page:
    """A page in a browser of his own, logged in as a user."""
    client = Client()
    client.force_login(user)
    context = browser.new_context(base_url=live_server.url, locale="zh-CN", **options)
    key = client.cookies[django_settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": django_settings.SESSION_COOKIE_NAME, "value": key, "url": live_server.url}])
    return context.new_page()


@pytest.mark.parametrize("javascript", [True, False])
def test_a_filing_from_its_form_to_a_firms_answer(
    browser: Browser, live_server: LiveServer, javascript: bool
) -> None:
    subject = firm("杭州晨光五金制品有限公司", "100000.00")
    maker = page_of(browser, live_server, official(), java_script_enabled=javascript)
    checker = page_of(browser, live_server, official(), java_script_enabled=javascript)

    def verdict() -> str:
        return answers.for_subject(subject, as_of=DAY, measures=["27.2"]).measures["27.2"].verdict

    maker.goto("/office/decisions/")
    maker.get_by_role("link", name="报备新决定").click()
    maker.get_by_role("link", name="第 27.2 句").click()
    maker.get_by_label("文号").fill("西政发〔2012〕18号")
    maker.get_by_label("文件标题").fill("关于扶持小微企业的实施意见")
    maker.get_by_label("印发日期").fill("2012-05-02")
    maker.get_by_label("起始日").fill("2012-01-01")
    maker.get_by_label("终止日").fill("2015-12-31")
    maker.locator("#id_term_reward_share").fill("101%")
    maker.get_by_role("button", name="提交复核").click()
    assert "超出第 27.2 句限定的 0% 至 100%" in maker.locator(".errors").inner_text()
    if javascript:
        assert faults(maker) == []
    maker.locator("#id_term_reward_share").fill("50%")
    maker.get_by_role("button", name="提交复核").click()
    maker.get_by_text("须由同级或上级的另一位经办人复核").wait_for()
    assert maker.get_by_role("button", name="同意，立即生效").count() == 0
    assert verdict() == "no_decision_filed"

    checker.goto("/office/decisions/")
    checker.get_by_role("link", name="西政发〔2012〕18号 关于扶持小微企业的实施意见").first.click()
    checker.get_by_role("button", name="计算影响").click()
    checker.get_by_text("1 户中 1 户").wait_for()
    checker.get_by_text("杭州晨光五金制品有限公司").wait_for()
    checker.go_back()
    checker.goto(f"/office/decisions/{Filing.objects.get().pk}/")
    checker.get_by_role("button", name="同意，立即生效").click()
    checker.get_by_text("已生效。本地主体的判定从现在起按这份决定计算。").wait_for()
    assert Filing.objects.get().state == State.APPROVED
    assert verdict() == "entitled"


@pytest.mark.parametrize("width", [390, pytest.param(1280, marks=pytest.mark.large)])
def test_axe_finds_no_serious_fault(browser: Browser, live_server: LiveServer, width: int) -> None:
    user, filing = official(), in_effect()
    ends = in_effect(document="西政发〔2012〕30号", sentence="15.2", fills={"service_subsidy_share": "0.5"})
    endings.propose(viewer(), ends.pk, "误报", revision=ends.revision)
    page = page_of(browser, live_server, user, viewport={"width": width, "height": 900})
    for address in (
        "/decisions/",
        f"/decisions/{filing.pk}/",
        "/decisions/matrix/?day=2012-12-31",
        "/office/decisions/",
        "/office/decisions/new/",
        "/office/decisions/new/28.1/",
        f"/office/decisions/{filing.pk}/",
        f"/office/decisions/{ends.pk}/",
    ):
        page.goto(address)
        assert faults(page) == [], address
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
    assert filing.division == XIHU
