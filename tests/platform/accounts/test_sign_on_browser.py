"""The whole way through a sign-on with a real browser and a real issuer on this machine."""

from __future__ import annotations

import copy
import json
from pathlib import Path

import pytest
from django.core.cache import cache
from playwright.sync_api import Page
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from tests.platform.accounts.issuer import CLIENT, SECRET, Issuer, issuer
from tests.platform.accounts.people import viewer
from tests.platform.accounts.test_sign_on import COUNTY, TAX
from zhiwei.platform.accounts.models import User
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.accounts.sign_on import provider

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def sign_on(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> object:
    """A sign-on that knows 王珂 of a county's government, and our settings for it."""
    cache.clear()
    path = tmp_path / "claims.json"
    path.write_text(json.dumps([COUNTY, TAX]))
    with issuer(
        {"sub": "42", "name": "王珂", "preferred_username": "wangke", "department": "330106-01"}
    ) as server:
        for name, value in zip(provider.NAMES, (server.address, CLIENT, SECRET), strict=True):
            monkeypatch.setenv(name, value)
        settings.SOCIALACCOUNT_PROVIDERS = provider.providers()
        policy = copy.deepcopy(settings.CONTENT_SECURITY_POLICY)
        policy["DIRECTIVES"]["form-action"] += provider.origins()
        settings.CONTENT_SECURITY_POLICY = policy
        settings.OIDC_CLAIMS = path
        yield server


def enter(page: Page, live_server: LiveServer) -> None:
    """Log in through the sign-on."""
    page.goto(f"{live_server.url}/accounts/login/?next=/accounts/")
    page.get_by_role("button", name="经统一身份认证登录").click()


def test_a_person_comes_in_with_the_role_of_his_claims(
    page: Page, live_server: LiveServer, sign_on: Issuer
) -> None:
    enter(page, live_server)
    page.get_by_role("heading", name="我的账号").wait_for()
    assert "西湖区人民政府" in page.locator("main").inner_text()
    user = User.objects.get()
    assert (user.username, user.display_name) == ("wangke", "王珂")
    assert viewer(user).roles == {Role.COUNTY}
    assert sign_on.asked[0]["client_id"] == CLIENT
    assert sign_on.asked[0]["code_challenge_method"] == "S256"

    page.get_by_role("button", name="退出", exact=True).click()
    sign_on.claims = {"sub": "42", "name": "王珂", "groups": ["tax"]}
    enter(page, live_server)
    page.get_by_role("heading", name="我的账号").wait_for()
    assert User.objects.count() == 1
    assert viewer(user).has(Role.TAX)


def test_a_person_without_a_role_stays_out(page: Page, live_server: LiveServer, sign_on: Issuer) -> None:
    sign_on.claims = {"sub": "43", "name": "李青", "department": "999"}
    enter(page, live_server)
    page.get_by_role("heading", name="不能自行注册").wait_for()
    assert not User.objects.exists()


def test_a_sign_on_that_is_down_says_so(page: Page, live_server: LiveServer, sign_on: Issuer) -> None:
    page.goto(f"{live_server.url}/accounts/login/")
    sign_on.shutdown()
    sign_on.server_close()
    page.get_by_role("button", name="经统一身份认证登录").click()
    page.get_by_role("heading", name="统一身份认证暂时不能用").wait_for()


def test_officials_still_need_a_second_factor_unless_the_sign_on_asks_for_it(
    page: Page, live_server: LiveServer, sign_on: Issuer, settings: Settings
) -> None:
    settings.SECOND_FACTOR = True
    enter(page, live_server)
    page.get_by_role("link", name="去启用").wait_for()
    page.locator("a[href='/accounts/2fa/']").first.click()
    page.locator("a[href*='totp/activate']").click()
    page.locator("#authenticator_secret").wait_for()
    settings.OIDC_STRONG = True
    page.goto(f"{live_server.url}/accounts/")
    assert page.get_by_role("link", name="去启用").count() == 0
