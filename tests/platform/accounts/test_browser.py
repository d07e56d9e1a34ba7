"""Logging in with a real browser: password, TOTP, passkey, demonstration; no serious fault for axe on these pages."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.core.cache import cache
from playwright.sync_api import ConsoleMessage, Page
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from tests.platform.accounts.people import PASSWORD, member, official, organisation, owner, person, viewer
from tests.platform.accounts.test_second_factor import SECRET, code
from tests.platform.axe import faults
from zhiwei.platform.accounts.models import User
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.audit import log, owned, reads

pytestmark = pytest.mark.django_db(transaction=True)
Visit = Callable[[str], None]


@pytest.fixture
def said(page: Page, live_server: LiveServer) -> list[str]:
    """What the browser complains of; the policy against foreign content speaks here."""
    cache.clear()
    told: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        if message.type == "error" and "status of 4" not in message.text:
            told.append(message.text)

    page.on("console", hear)
    page.set_default_timeout(10_000)
    return told


def enter(page: Page, live_server: LiveServer, user: User, address: str = "/accounts/") -> None:
    """Log in by password on the page."""
    page.goto(f"{live_server.url}/accounts/login/?next={address}")
    page.get_by_label("用户名").fill(user.username)
    page.get_by_label("密码", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="登录", exact=True).click()


def look(page: Page, name: str) -> None:
    """Axe on the page wide and narrow, a picture where ZHIWEI_TEST_PICTURES names a folder, nothing cut off."""
    for kind, width in (("wide", 1280), ("phone", 390)):
        page.set_viewport_size({"width": width, "height": 900})
        if folder := os.environ.get("ZHIWEI_TEST_PICTURES"):
            page.screenshot(path=Path(folder) / f"{name}-{kind}.png", full_page=True)
        assert faults(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_firm_logs_in_and_out(page: Page, live_server: LiveServer, said: list[str]) -> None:
    user = owner(organisation("杭州晨光五金制品有限公司"))
    page.goto(f"{live_server.url}/accounts/login/")
    look(page, "login")
    page.get_by_label("用户名").fill(user.username)
    page.get_by_label("密码", exact=True).fill("wrong")
    page.get_by_role("button", name="登录", exact=True).click()
    page.locator(".errors").wait_for()
    look(page, "login-wrong")
    enter(page, live_server, user)
    page.get_by_role("heading", name="我的账号").wait_for()
    assert page.get_by_text("杭州晨光五金制品有限公司").count() == 1
    look(page, "account")
    page.get_by_role("button", name="退出", exact=True).click()
    page.goto(f"{live_server.url}/accounts/")
    page.get_by_role("heading", name="登录", exact=True).wait_for()
    assert said == []


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "plain"])
def test_an_official_sets_up_a_code_and_uses_it(
    browser_context_args: dict[str, object],
    browser: object,
    live_server: LiveServer,
    settings: Settings,
    javascript: bool,
) -> None:
    settings.SECOND_FACTOR = True
    cache.clear()
    user = official(name="王珂")
    context = browser.new_context(**{**browser_context_args, "java_script_enabled": javascript})  # type: ignore[attr-defined]
    page: Page = context.new_page()
    enter(page, live_server, user)
    page.get_by_role("link", name="去启用").click()
    if javascript:
        look(page, "factors")
    page.locator("a[href*='totp/activate']").click()
    page.get_by_label("密码", exact=True).fill(PASSWORD)
    page.get_by_role("button").last.click()
    secret = page.locator("#authenticator_secret").input_value()
    assert page.locator("img.qr").evaluate("image => image.naturalWidth") > 0
    if javascript:
        look(page, "totp")
    page.locator("#id_code").fill(code(secret))
    page.locator("main form button").first.click()
    page.wait_for_url("**/2fa/recovery-codes/**")
    if javascript:
        look(page, "recovery")
    page.goto(f"{live_server.url}/accounts/leave/")
    page.get_by_role("heading", name="休假代理").wait_for()
    page.get_by_role("button", name="退出", exact=True).click()

    enter(page, live_server, user, "/accounts/leave/")
    page.locator("#id_code").wait_for()
    if javascript:
        look(page, "code")
    # the code of before was used up in this half minute: a recovery code or the next one would do as well
    Authenticator.objects.filter(user=user).delete()
    TOTP.activate(user, SECRET)
    page.locator("#id_code").fill(code())
    page.locator("main form button").first.click()
    page.get_by_role("heading", name="休假代理").wait_for()
    context.close()


def test_an_official_logs_in_with_a_passkey(
    page: Page, live_server: LiveServer, said: list[str], settings: Settings
) -> None:
    settings.SECOND_FACTOR = True
    settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    user = official(name="王珂")
    enter(page, live_server, user)
    page.goto(f"{live_server.url}/accounts/2fa/webauthn/add/")
    page.get_by_label("密码", exact=True).fill(PASSWORD)
    page.get_by_role("button").last.click()
    page.locator("#id_passwordless").check()
    look(page, "passkey")
    page.locator("#mfa_webauthn_add").click()
    page.wait_for_url("**/2fa/recovery-codes/**")
    page.get_by_role("button", name="退出", exact=True).click()
    page.goto(f"{live_server.url}/accounts/login/?next=/accounts/leave/")
    page.get_by_role("button", name="用通行密钥登录").click()
    page.get_by_role("heading", name="休假代理").wait_for()
    assert said == []


def test_one_click_in_the_demonstration(
    page: Page, live_server: LiveServer, said: list[str], settings: Settings
) -> None:
    settings.DEMO = True
    for role, name in ((Role.COUNTY, "王珂"), (Role.CITY, "李青"), (Role.AUDITOR, "周正")):
        division = {Role.COUNTY: "330106", Role.CITY: "330100"}.get(role, "330000")
        official(role, division, name)
    owner(organisation("杭州晨光五金制品有限公司"))
    User.objects.update(demo=True)
    page.goto(f"{live_server.url}/accounts/login/")
    look(page, "login-demo")
    page.get_by_role("link", name="选一个角色，看看他能做什么").click()
    look(page, "demo")
    page.get_by_role("button", name="以县级经办登录").click()
    page.goto(f"{live_server.url}/accounts/")
    assert "王珂" in page.locator("main").inner_text()
    look(page, "account-official")
    assert said == []


def test_the_security_administrator_makes_an_officer(
    page: Page, live_server: LiveServer, said: list[str]
) -> None:
    manager = person("安全员")
    member(manager, Role.SECURITY_ADMIN)
    official(name="王珂")
    enter(page, live_server, manager, "/accounts/users/")
    look(page, "users")
    page.get_by_role("link", name="建立用户").click()
    page.get_by_label("用户名").fill("liqing")
    page.get_by_label("姓名").fill("李青")
    look(page, "user-new")
    page.get_by_role("button", name="建立", exact=True).click()
    look(page, "password-once")
    page.get_by_role("link", name="继续：授予角色").click()
    page.get_by_label("角色").select_option("county")
    page.get_by_label("单位", exact=True).fill("西湖区人民政府")
    page.get_by_label("单位类型").select_option("government")
    page.get_by_label("行政区划").select_option("330106")
    page.get_by_role("button", name="授予", exact=True).click()
    page.get_by_text("已授予角色。").wait_for()
    look(page, "user")
    assert viewer(User.objects.get(username="liqing")).covers("330106")
    page.goto(f"{live_server.url}/accounts/permissions/")
    look(page, "permissions")
    assert said == []


def test_leave_is_arranged(page: Page, live_server: LiveServer, said: list[str]) -> None:
    holder = official(name="王珂")
    colleague = official(name="李青")
    enter(page, live_server, holder, "/accounts/leave/")
    page.get_by_role("link", name="安排代理 王珂").click()
    page.get_by_label("代理人").select_option(str(colleague.uuid))
    page.get_by_label("自", exact=True).fill("2031-03-02")
    page.get_by_label("至", exact=True).fill("2031-03-06")
    page.get_by_label("事由").fill("年休假")
    look(page, "leave-arrange")
    page.get_by_role("button", name="安排", exact=True).click()
    page.get_by_text("2031-03-06").wait_for()
    look(page, "leave")
    assert said == []


def test_the_audits_pages(
    page: Page, live_server: LiveServer, said: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    firm = organisation("杭州晨光五金制品有限公司")
    who = viewer(official(name="王珂"))
    detail = {"number": "西政发〔2012〕18号", "sentence": "27.2"}
    act = log.record(who, "decisions.draft", kind="filing", key="1", division="330106", detail=detail)
    reads.reveal(who, kind="organisation", key=str(firm.pk), fields=["phone", "revenue"], why="电话核实")
    monkeypatch.setattr(owned, "_finders", [])
    auditor = person("审计员")
    member(auditor, Role.AUDIT_ADMIN)
    enter(page, live_server, auditor, "/office/audit/")
    look(page, "audit")
    page.goto(f"{live_server.url}/office/audit/{act.seq}/")
    look(page, "audit-act")
    page.goto(f"{live_server.url}/office/audit/reads/")
    look(page, "audit-reads")
    page.get_by_role("button", name="现在验证两条链").click()
    page.get_by_text("两条链完整").wait_for()
    page.get_by_role("button", name="退出", exact=True).click()
    enter(page, live_server, owner(firm), "/my/access/")
    page.get_by_text("电话核实").wait_for()
    look(page, "access")
    page.goto(f"{live_server.url}/accounts/users/")
    page.get_by_role("heading", name="您没有权限做这件事").wait_for()
    look(page, "refused")
    assert said == []
