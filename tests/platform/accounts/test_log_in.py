"""Logging in and out: passwords, lock-out, sessions that end, one-time passwords, the demonstration."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django.fixtures import Settings

from tests.platform.accounts.people import PASSWORD, official, owner, person
from zhiwei.platform.accounts import services
from zhiwei.platform.accounts.models import User, UserSession
from zhiwei.platform.accounts.rights import SYSTEM
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.audit.models import Act
from zhiwei.platform.kit import clock

pytestmark = pytest.mark.django_db
BEGAN = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _no_earlier_failures(db: None) -> None:
    cache.clear()


def enter(client: Client, user: User, password: str = PASSWORD) -> bool:
    """Try to log in; whether it worked."""
    client.post("/accounts/login/", {"login": user.username, "password": password})
    return "_auth_user_id" in client.session


def acts() -> list[str]:
    """The acts written down so far."""
    return list(Act.objects.order_by("seq").values_list("act", flat=True))


def test_log_in_and_out_are_written_down(client: Client) -> None:
    user = owner()
    assert enter(client, user)
    assert client.get("/accounts/").status_code == 200
    client.post("/accounts/logout/")
    assert client.get("/accounts/").status_code == 302
    assert acts() == ["login", "logout"]
    assert {act.key for act in Act.objects.all()} == {str(user.uuid)}


@pytest.mark.parametrize(
    ("page", "link"),
    [
        ("/", "/accounts/login/"),
        ("/?lang=zh", "/accounts/login/"),
        ("/accounts/login/?next=/law/", "/accounts/login/"),
        ("/law/?q=1", "/accounts/login/?next=/law/%3Fq%3D1"),
    ],
)
def test_the_log_in_leads_on_to_ones_own_page_unless_it_was_begun_on_another(
    client: Client, page: str, link: str
) -> None:
    assert f'<a href="{link}">登录</a>' in client.get(page).content.decode()


def test_five_failures_lock_an_account_even_for_the_right_password(client: Client) -> None:
    user, other = owner(), owner()
    assert [enter(client, user, "wrong") for _ in range(5)] == [False] * 5
    page = client.post("/accounts/login/", {"login": user.username, "password": PASSWORD})
    assert "登录失败次数过多" in page.content.decode()
    assert "_auth_user_id" not in client.session
    assert acts() == ["login.failed"] * 5 + ["login.locked"]
    assert enter(client, other), "another account is not locked"


def test_what_was_typed_for_an_unknown_name_is_not_kept(client: Client) -> None:
    client.post("/accounts/login/", {"login": "my-password-by-mistake", "password": "x"})
    assert acts() == []


@pytest.mark.parametrize(("minutes", "stays"), [(29, True), (30, False)])
def test_an_official_at_rest_is_logged_out(client: Client, minutes: int, stays: bool) -> None:
    with clock.stopped(BEGAN):
        assert enter(client, official())
    with clock.stopped(BEGAN + timedelta(minutes=minutes)):
        assert (client.get("/accounts/").status_code == 200) is stays


def test_use_keeps_an_official_logged_in_for_eight_hours(client: Client) -> None:
    with clock.stopped(BEGAN):
        assert enter(client, official())
    for minutes in range(20, 480, 20):
        with clock.stopped(BEGAN + timedelta(minutes=minutes)):
            assert client.get("/accounts/").status_code == 200
    with clock.stopped(BEGAN + timedelta(minutes=480)):
        assert client.get("/accounts/").status_code == 302


@pytest.mark.parametrize(("minutes", "stays"), [(479, True), (480, False)])
def test_a_firm_may_rest_but_not_beyond_eight_hours(client: Client, minutes: int, stays: bool) -> None:
    with clock.stopped(BEGAN):
        assert enter(client, owner())
    with clock.stopped(BEGAN + timedelta(minutes=minutes)):
        assert (client.get("/accounts/").status_code == 200) is stays


def test_a_fourth_log_in_ends_the_first() -> None:
    user = owner()
    clients = [Client() for _ in range(4)]
    for number, client in enumerate(clients):
        with clock.stopped(BEGAN + timedelta(minutes=number)):
            assert enter(client, user)
    with clock.stopped(BEGAN + timedelta(minutes=5)):
        assert [client.get("/accounts/").status_code for client in clients] == [302, 200, 200, 200]


def test_other_log_ins_can_be_ended() -> None:
    user = owner()
    here, there = Client(), Client()
    assert enter(here, user)
    assert enter(there, user)
    here.post("/accounts/sessions/end/")
    assert here.get("/accounts/").status_code == 200
    assert there.get("/accounts/").status_code == 302
    assert UserSession.objects.filter(user=user).count() == 1


def test_a_one_time_password_must_be_changed_first(client: Client) -> None:
    user, password = services.create(SYSTEM, username="new", display_name="新人")
    assert enter(client, user, password)
    assert client.get("/accounts/permissions/")["Location"] == "/accounts/password/change/"
    answer = client.post(
        "/accounts/password/change/",
        {"oldpassword": password, "password1": PASSWORD, "password2": PASSWORD},
    )
    assert answer.status_code == 302
    user.refresh_from_db()
    assert not user.must_change_password
    assert client.get("/accounts/permissions/").status_code == 200, "the changed password keeps this log-in"
    assert acts() == ["users.create", "login", "password.change"]


@pytest.mark.parametrize("weak", ["short-1-a", "123456789012", "password1234"])
def test_weak_passwords_are_refused(client: Client, weak: str) -> None:
    user = owner()
    assert enter(client, user)
    client.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": weak, "password2": weak})
    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def test_a_suspended_user_is_out_at_once_and_stays_out(client: Client) -> None:
    user = owner()
    assert enter(client, user)
    services.suspend(SYSTEM, user, "调离")
    assert client.get("/accounts/").status_code == 302
    assert not enter(client, user)


def test_nobody_signs_up_by_himself(client: Client) -> None:
    page = client.get("/accounts/signup/")
    assert "不能自行注册" in page.content.decode()
    client.post("/accounts/signup/", {"username": "me", "password1": PASSWORD, "password2": PASSWORD})
    assert not User.objects.filter(username="me").exists()


def demo_user(role: Role = Role.COUNTY) -> User:
    """Somebody of the demonstration."""
    user = official(role)
    User.objects.filter(pk=user.pk).update(demo=True)
    return user


def test_one_click_logs_in_where_it_is_the_demonstration(client: Client, settings: Settings) -> None:
    user = demo_user()
    settings.DEMO = True
    assert str(user.uuid) in client.get("/accounts/demo/").content.decode()
    client.post("/accounts/demo/", {"who": str(user.uuid)})
    assert client.session["_auth_user_id"] == str(user.pk)


def test_one_click_does_not_exist_elsewhere(client: Client, settings: Settings) -> None:
    user = demo_user()
    settings.DEMO = False
    assert client.get("/accounts/demo/").status_code == 404
    assert client.post("/accounts/demo/", {"who": str(user.uuid)}).status_code == 404
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("who", ["nobody", "", "00000000-0000-0000-0000-000000000000"])
def test_one_click_is_for_people_of_the_demonstration(client: Client, settings: Settings, who: str) -> None:
    settings.DEMO = True
    assert client.post("/accounts/demo/", {"who": who or str(person().uuid)}).status_code == 404


def test_one_click_needs_a_form_of_this_site(settings: Settings) -> None:
    settings.DEMO = True
    strict = Client(enforce_csrf_checks=True)
    assert strict.post("/accounts/demo/", {"who": str(demo_user().uuid)}).status_code == 403
