"""The pages of users, leave and permissions: what they do and whom they refuse."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from tests.platform.accounts.people import member, official, owner, person
from zhiwei.platform.accounts.models import Delegation, Organisation, User
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.audit.models import Act, Reading
from zhiwei.platform.kit import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(client: Client) -> Client:
    """A browser in which the security administrator is logged in."""
    user = person("安全员")
    member(user, Role.SECURITY_ADMIN)
    client.force_login(user)
    return client


def test_users_are_made_and_given_roles(manager: Client) -> None:
    page = manager.post(
        "/accounts/users/new/", {"username": "wangke", "display_name": "王珂", "phone": "0571-1"}
    )
    user = User.objects.get(username="wangke")
    shown = page.content.decode()
    password = shown.split('<p class="v">')[1].split("</p>")[0]
    assert user.check_password(password)
    assert "no-store" in page["Cache-Control"]
    answer = manager.post(
        f"/accounts/users/{user.uuid}/",
        {
            "role": "county",
            "organisation": "西湖区人民政府",
            "kind": "government",
            "division": "330106",
            "from_day": "2026-03-02",
        },
    )
    assert answer.status_code == 302
    assert user.memberships.get().division == "330106"
    detail = manager.get(f"/accounts/users/{user.uuid}/").content.decode()
    assert "西湖区人民政府" in detail
    assert password not in detail


def test_a_fault_in_the_form_is_said(manager: Client) -> None:
    user = person()
    page = manager.post(
        f"/accounts/users/{user.uuid}/",
        {
            "role": "county",
            "organisation": "x",
            "kind": "government",
            "division": "330100",
            "from_day": "2026-03-02",
        },
    )
    assert "县级经办须在同级行政区划任职。" in page.content.decode()
    assert not user.memberships.exists()
    assert not Organisation.objects.filter(name="x").exists()


def test_the_list_is_narrowed_and_shows_no_telephone(manager: Client) -> None:
    first, second = official(Role.COUNTY, name="王珂"), official(Role.TAX, name="李青")
    User.objects.update(phone="13800000000")
    page = manager.get("/accounts/users/", {"role": "tax"}).content.decode()
    assert second.display_name in page
    assert first.display_name not in page
    assert "13800000000" not in page
    looked = Reading.objects.get().items
    assert [(one["kind"], one["key"]) for one in looked] == [("user", str(second.uuid))]
    assert "roles" in looked[0]["fields"]
    b"".join(manager.get("/accounts/users/", {"export": "csv"}))
    taken = {one["key"] for one in Reading.objects.order_by("-seq")[0].items}
    assert taken == {str(key) for key in User.objects.values_list("uuid", flat=True)}
    manager.get(f"/accounts/users/{first.uuid}/")
    assert [one["key"] for one in Reading.objects.order_by("-seq")[0].items] == [str(first.uuid)]


def test_ending_suspending_resuming_resetting(manager: Client) -> None:
    user = official()
    held = user.memberships.get()
    base = f"/accounts/users/{user.uuid}/"
    manager.post(f"{base}roles/{held.pk}/end/", {"day": "2026-03-31"})
    held.refresh_from_db()
    assert held.to_day == date(2026, 3, 31)
    manager.post(f"{base}suspend/", {"why": "调离"})
    user.refresh_from_db()
    assert (user.is_active, user.suspended_why) == (False, "调离")
    manager.post(f"{base}resume/")
    manager.post(f"{base}password/")
    manager.post(f"{base}factors/")
    user.refresh_from_db()
    assert user.is_active
    assert user.must_change_password
    told = list(Act.objects.exclude(act="login").order_by("seq").values_list("act", flat=True))
    assert told == [
        "roles.end",
        "users.suspend",
        "users.resume",
        "users.reset_password",
        "users.reset_factors",
    ]


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.SECURITY_ADMIN}))
def test_nobody_else_administers_users(client: Client, role: Role) -> None:
    user, other = person(), owner()
    member(user, role, "330106")
    client.force_login(user)
    base = f"/accounts/users/{other.uuid}/"
    assert [
        client.get(address).status_code for address in ("/accounts/users/", "/accounts/users/new/", base)
    ] == [403] * 3
    posts = ("suspend/", "resume/", "password/", "factors/")
    assert [client.post(base + post, {"why": "x"}).status_code for post in posts] == [403] * 4
    other.refresh_from_db()
    assert other.is_active
    assert Act.objects.filter(act="refused", actor=user).count() == 7


@pytest.mark.parametrize(
    "address", ["/accounts/", "/accounts/users/", "/accounts/leave/", "/my/access/", "/office/audit/"]
)
def test_strangers_are_asked_to_log_in(client: Client, address: str) -> None:
    answer = client.get(address)
    assert (answer.status_code, answer["Location"]) == (302, f"/accounts/login/?next={address}")


def test_leave_is_arranged_on_the_page(client: Client) -> None:
    holder, colleague = official(name="王珂"), official(Role.COUNTY, "330106", name="李青")
    client.force_login(holder)
    held = holder.memberships.get()
    assert "王珂" in client.get("/accounts/leave/").content.decode()
    today = clock.today().isoformat()
    answer = client.post(
        f"/accounts/leave/{held.pk}/",
        {"to_user": str(colleague.uuid), "from_day": today, "to_day": today, "why": "年休假"},
    )
    assert answer.status_code == 302
    made = Delegation.objects.get()
    assert made.to_user == colleague
    client.post(f"/accounts/leave/{made.pk}/end/")
    made.refresh_from_db()
    assert made.ended_at is not None


def test_another_countys_leave_is_not_there(client: Client) -> None:
    holder, stranger = official(Role.COUNTY, "330106"), official(Role.COUNTY, "330105")
    client.force_login(stranger)
    held = holder.memberships.get()
    assert client.get(f"/accounts/leave/{held.pk}/").status_code == 404
    made = Delegation.objects.create(
        membership=held,
        to_user=official(),
        from_day=date(2026, 1, 1),
        to_day=date(2036, 1, 1),
        why="x",
        made_by=holder,
    )
    assert client.post(f"/accounts/leave/{made.pk}/end/").status_code == 404
    made.refresh_from_db()
    assert made.ended_at is None


def test_everybody_may_read_who_may_do_what(client: Client) -> None:
    page = client.get("/accounts/permissions/").content.decode()
    assert "复核地方决定" in page
    assert "安全保密管理员" in page
