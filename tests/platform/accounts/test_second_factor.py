"""An official's roles count only after a second factor; firms may do without."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from django.test import Client
from pytest_django.fixtures import Settings

from tests.platform.accounts.people import PASSWORD, member, official, owner, person
from zhiwei.platform.accounts import services
from zhiwei.platform.accounts.models import User
from zhiwei.platform.accounts.rights import SYSTEM
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.audit.models import Act

pytestmark = pytest.mark.django_db
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture(autouse=True)
def _wanted(settings: Settings, db: None) -> None:
    settings.SECOND_FACTOR = True
    cache.clear()


def code(secret: str = SECRET) -> str:
    """What an authenticator app shows now."""
    return str(format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time()))))


def enter(client: Client, user: User) -> None:
    """Log in by password."""
    client.post("/accounts/login/", {"login": user.username, "password": PASSWORD})


def test_without_one_an_official_is_sent_to_set_it_up(client: Client) -> None:
    user = official()
    enter(client, user)
    answer = client.get("/accounts/leave/")
    assert (answer.status_code, answer["Location"]) == (302, "/accounts/2fa/")
    assert "启用双因素认证" in client.get("/accounts/").content.decode()


def test_administrators_need_one_too(client: Client) -> None:
    user = person()
    member(user, Role.SECURITY_ADMIN)
    enter(client, user)
    assert client.get("/accounts/users/")["Location"] == "/accounts/2fa/"


def test_a_firm_does_without(client: Client) -> None:
    enter(client, owner())
    assert client.get("/my/access/").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_setting_it_up_opens_the_office(client: Client) -> None:
    user = official()
    enter(client, user)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    page = client.get("/accounts/2fa/totp/activate/").content.decode()
    secret = page.split('id="authenticator_secret"')[1].split('value="')[1].split('"')[0]
    answer = client.post("/accounts/2fa/totp/activate/", {"code": code(secret)})
    assert answer.status_code == 302
    assert client.get("/accounts/leave/").status_code == 200
    stored = Authenticator.objects.get(user=user, type="totp").data["secret"]
    assert secret not in stored, "kept encrypted"
    assert list(Act.objects.values_list("act", flat=True))[:2] == ["login", "factor.add"]


def test_the_next_log_in_asks_for_the_code(client: Client) -> None:
    user = official()
    TOTP.activate(user, SECRET)
    enter(client, user)
    assert "_auth_user_id" not in client.session
    client.post("/accounts/2fa/authenticate/", {"code": "000000"})
    assert "_auth_user_id" not in client.session
    client.post("/accounts/2fa/authenticate/", {"code": code()})
    assert client.get("/accounts/leave/").status_code == 200


def test_a_recovery_code_works_once(client: Client) -> None:
    user = official()
    TOTP.activate(user, SECRET)
    spare = RecoveryCodes.activate(user).get_unused_codes()[0]
    enter(client, user)
    client.post("/accounts/2fa/authenticate/", {"code": spare})
    assert client.get("/accounts/leave/").status_code == 200
    other = Client()
    enter(other, user)
    other.post("/accounts/2fa/authenticate/", {"code": spare})
    assert "_auth_user_id" not in other.session


def test_the_security_administrator_forgets_lost_factors(client: Client) -> None:
    user = official()
    TOTP.activate(user, SECRET)
    services.reset_factors(SYSTEM, user)
    enter(client, user)
    assert client.get("/accounts/leave/")["Location"] == "/accounts/2fa/"


def test_a_sign_on_that_asks_for_one_is_enough_where_the_installation_says_so(
    client: Client, settings: Settings
) -> None:
    user = official()
    enter(client, user)
    session = client.session
    session["account_authentication_methods"] = [{"method": "socialaccount"}]
    session.save()
    assert client.get("/accounts/leave/").status_code == 302
    settings.OIDC_STRONG = True
    assert client.get("/accounts/leave/").status_code == 200
