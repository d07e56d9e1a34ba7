"""A provincial sign-on: its settings, its rules, and roles that follow its claims."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from allauth.socialaccount.models import SocialAccount, SocialLogin
from django.core.cache import cache
from django.test import Client, RequestFactory
from pytest_django.fixtures import Settings

from tests.platform.accounts.people import member, official, person, viewer
from zhiwei.platform.accounts.models import Organisation, User
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.accounts.services import Refused
from zhiwei.platform.accounts.sign_on import claims, memberships, provider
from zhiwei.platform.accounts.sign_on.adapter import SignOnAdapter
from zhiwei.platform.audit.models import Act
from zhiwei.platform.kit import clock

COUNTY = {
    "claim": "department", "equals": "330106-01", "role": "county", "division": "330106",
    "organisation": {"kind": "government", "name": "西湖区人民政府"},
}  # fmt: skip
TAX = {
    "claim": "groups", "equals": "tax", "role": "tax", "division": "330106",
    "organisation": {"kind": "department", "name": "西湖区税务局"},
}  # fmt: skip


@pytest.fixture
def rules(tmp_path: Path, settings: Settings) -> tuple[claims.Rule, ...]:
    """Two rules, in the installation's file."""
    path = tmp_path / "claims.json"
    path.write_text(json.dumps([COUNTY, TAX]))
    settings.OIDC_CLAIMS = path
    return claims.load(path)


def test_without_an_issuer_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in provider.NAMES:
        monkeypatch.delenv(name, raising=False)
    assert provider.providers() == {}


def test_half_named_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHIWEI_OIDC_ISSUER", "https://sso.example")
    with pytest.raises(ValueError, match="ZHIWEI_OIDC_CLIENT_ID, ZHIWEI_OIDC_SECRET not given"):
        provider.providers()


def test_fully_named_it_stands_on_the_log_in_page(
    monkeypatch: pytest.MonkeyPatch, settings: Settings, client: Client, db: None
) -> None:
    for name, value in zip(provider.NAMES, ("https://sso.example", "zhiwei", "s3cret"), strict=True):
        monkeypatch.setenv(name, value)
    settings.SOCIALACCOUNT_PROVIDERS = provider.providers()
    page = client.get("/accounts/login/").content.decode()
    assert "/accounts/oidc/sign-on/login/" in page
    assert "s3cret" not in page


@pytest.mark.parametrize(
    ("said", "roles"),
    [
        ({"department": "330106-01"}, {"county"}),
        ({"department": "330105-01"}, set()),
        ({"groups": ["tax", "x"]}, {"tax"}),
        ({"groups": "taxation"}, set()),
        ({"groups": None}, set()),
        ({}, set()),
    ],
)
def test_a_rule_fits_a_value_or_a_list_with_it(
    rules: tuple[claims.Rule, ...], said: dict[str, object], roles: set[str]
) -> None:
    assert {str(rule.role) for rule in rules if rule.fits(said)} == roles


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("{", "not JSON"),
        ("{}", "a list of rules is expected"),
        (
            json.dumps([TAX | {"role": "king"}, TAX | {"role": "audit_admin"}]),
            "rule 1: 'king' is not a valid Role",
        ),
        (
            json.dumps([TAX, TAX | {"role": "audit_admin"}]),
            "rule 2: audit_admin cannot be given by a sign-on",
        ),
        (json.dumps([{"role": "tax"}]), "rule 1: 'organisation'"),
        (json.dumps([TAX | {"division": "杭州市西湖区"}]), "rule 1: no division '杭州市西湖区'"),
    ],
)
def test_defects_of_the_file_are_named(tmp_path: Path, text: str, why: str) -> None:
    path = tmp_path / "claims.json"
    path.write_text(text)
    with pytest.raises(ValueError, match=why):
        claims.load(path)


@pytest.mark.django_db
def test_roles_follow_the_claims(rules: tuple[claims.Rule, ...]) -> None:
    user = person()
    with clock.stopped(date(2026, 3, 2)):
        memberships.align(user, {"department": "330106-01"}, rules)
        memberships.align(user, {"department": "330106-01"}, rules)
    with clock.stopped(date(2026, 3, 9)):
        assert viewer(user).roles == {Role.COUNTY}
        memberships.align(user, {"groups": ["tax"]}, rules)
        assert viewer(user).roles == {Role.TAX}
    assert list(Act.objects.order_by("seq").values_list("act", flat=True)) == [
        "roles.grant",
        "roles.end",
        "roles.grant",
    ]


@pytest.mark.django_db
def test_a_role_given_by_hand_stays(rules: tuple[claims.Rule, ...]) -> None:
    user = official(Role.FINANCE, "330106")
    memberships.align(user, {}, rules)
    assert viewer(user).roles == {Role.FINANCE}


@pytest.mark.django_db
def test_a_rule_that_is_refused_keeps_no_role_that_the_claims_took_away(
    rules: tuple[claims.Rule, ...],
) -> None:
    wrong = claims.Rule("department", "330105-01", Role.CITY, "government", "拱墅区人民政府", "330105")
    user = person()
    with clock.stopped(date(2026, 3, 2)):
        memberships.align(user, {"department": "330106-01"}, rules)
    with clock.stopped(date(2026, 3, 9)):
        with pytest.raises(Refused, match="市级经办须在同级行政区划任职"):
            memberships.align(user, {"department": "330105-01", "groups": ["tax"]}, (wrong, *rules))
        assert viewer(user).roles == {Role.TAX}
    assert not Organisation.objects.filter(name="拱墅区人民政府").exists()


@pytest.mark.django_db
def test_a_role_by_hand_from_a_later_day_keeps_no_other_role(rules: tuple[claims.Rule, ...]) -> None:
    user, later = person(), date(2026, 3, 20)
    with clock.stopped(date(2026, 3, 2)):
        memberships.align(user, {"department": "330106-01"}, rules)
    office, _made = Organisation.objects.get_or_create(
        kind="department", name="西湖区税务局", division="330106"
    )
    member(user, Role.TAX, "330106", office, from_day=later)
    request, told = RequestFactory().get("/"), list[str]()
    login = somebody(groups=["tax"])
    login.user = user
    with clock.stopped(date(2026, 3, 9)), pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.contrib.messages.error", lambda _request, text: told.append(text))
        SignOnAdapter()._align(request, login)
        assert viewer(user).roles == set()
    assert told == ["此人在这段时间已有同一角色。"]


def somebody(**said: object) -> SocialLogin:
    """What the library hands over of a person not seen before."""
    account = SocialAccount(provider="sign-on", uid="42", extra_data={"userinfo": said})
    return SocialLogin(user=User(), account=account)


@pytest.mark.django_db
@pytest.mark.usefixtures("rules")
def test_only_people_with_a_role_get_an_account() -> None:
    cache.clear()
    request = RequestFactory().get("/")
    request.session = {}  # type: ignore[assignment]
    door = SignOnAdapter()
    assert not door.is_open_for_signup(request, somebody(department="999"))
    login = somebody(department="330106-01", name="王珂")
    assert door.is_open_for_signup(request, login)
    door.populate_user(request, login, {"name": "王珂", "username": "wangke"})
    user = door.save_user(request, login)
    assert (user.username, user.display_name, user.has_usable_password()) == ("wangke", "王珂", False)
    assert viewer(user).covers("330106")
