"""Granting, ending, suspending; the three administrators kept apart."""

from __future__ import annotations

from datetime import date
from itertools import permutations

import pytest
from django.db import IntegrityError, transaction

from tests.platform.accounts.people import PASSWORD, member, official, organisation, owner, person, viewer
from zhiwei.platform.accounts import services
from zhiwei.platform.accounts.models import Membership, User
from zhiwei.platform.accounts.rights import SYSTEM, Viewer
from zhiwei.platform.accounts.roles import ADMINISTRATORS, Role
from zhiwei.platform.accounts.services.refused import NotAllowed
from zhiwei.platform.audit.models import Act

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2026, 3, 2), date(2026, 3, 31)
APART = "系统管理员、安全保密管理员、安全审计员三者分离：一人只任其一，且不兼任其他角色。"


@pytest.fixture
def manager(db: None) -> Viewer:
    """A security administrator."""
    user = person()
    member(user, Role.SECURITY_ADMIN)
    return viewer(user)


def give(manager: Viewer, user: User, role: Role, division: str = "") -> Membership:
    """Grant a role from the first to the last day."""
    body = organisation("某局", "department", division)
    return services.grant(
        manager, user, organisation=body, role=role, division=division, from_day=FIRST, to_day=LAST
    )


def test_a_role_counts_from_its_first_to_its_last_day(manager: Viewer) -> None:
    user = person()
    give(manager, user, Role.COUNTY, "330106")
    days = [date(2026, 3, 1), FIRST, LAST, date(2026, 4, 1)]
    assert [viewer(user, day).has(Role.COUNTY) for day in days] == [False, True, True, False]


def test_granting_is_written_down(manager: Viewer) -> None:
    user = person()
    give(manager, user, Role.COUNTY, "330106")
    act = Act.objects.get()
    assert (act.act, act.key, act.division, act.actor_id) == (
        "roles.grant",
        str(user.uuid),
        "330106",
        manager.user_id,
    )
    assert act.detail == {
        "role": "county", "organisation": "某局", "from": "2026-03-02", "to": "2026-03-31", "source": "office",
    }  # fmt: skip


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.SECURITY_ADMIN}))
def test_only_the_security_administrator_grants(role: Role) -> None:
    user = person()
    member(user, role, "330106")
    with pytest.raises(NotAllowed):
        give(viewer(user), person(), Role.COUNTY, "330106")
    assert not Act.objects.exists()


def test_nobody_grants_to_himself(manager: Viewer) -> None:
    with pytest.raises(services.Refused, match="不能给自己授予角色"):
        give(manager, User.objects.get(pk=manager.user_id), Role.COUNTY, "330106")


@pytest.mark.parametrize(("first", "second"), list(permutations(sorted(ADMINISTRATORS), 2)))
def test_one_person_is_one_administrator(manager: Viewer, first: Role, second: Role) -> None:
    user = person()
    give(manager, user, first)
    with pytest.raises(services.Refused, match=APART):
        give(manager, user, second)


@pytest.mark.parametrize(("first", "second"), list(permutations(sorted(ADMINISTRATORS), 2)))
def test_the_database_holds_administrators_apart_too(first: Role, second: Role) -> None:
    user = person()
    member(user, first, to_day=date(2013, 1, 1))
    with pytest.raises(IntegrityError), transaction.atomic():
        member(user, second, from_day=date(2026, 1, 1))
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.bulk_create(
            [Membership(user=user, role=second, organisation=organisation(), from_day=FIRST)]
        )


def test_an_administrator_holds_nothing_else(manager: Viewer) -> None:
    administrator, officer = person(), official()
    give(manager, administrator, Role.SYSTEM_ADMIN)
    with pytest.raises(services.Refused, match=APART):
        give(manager, administrator, Role.COUNTY, "330106")
    with pytest.raises(services.Refused, match=APART):
        give(manager, officer, Role.SYSTEM_ADMIN)


@pytest.mark.parametrize(
    ("role", "division", "why"),
    [
        (Role.COUNTY, "330100", "县级经办须在同级行政区划任职。"),
        (Role.CITY, "330106", "市级经办须在同级行政区划任职。"),
        (Role.PROVINCE, "330100", "省级经办须在同级行政区划任职。"),
        (Role.TAX, "", "没有这个行政区划：—"),
        (Role.TAX, "999999", "没有这个行政区划：999999"),
        (Role.OWNER, "330106", "企业主不按行政区划任职。"),
        (Role.AUDIT_ADMIN, "330000", "安全审计员不按行政区划任职。"),
    ],
)
def test_a_role_is_held_in_a_fitting_place(manager: Viewer, role: Role, division: str, why: str) -> None:
    with pytest.raises(services.Refused, match=why):
        give(manager, person(), role, division)


def test_the_same_role_is_not_held_twice_at_a_time(manager: Viewer) -> None:
    user = person()
    held = give(manager, user, Role.COUNTY, "330106")
    with pytest.raises(services.Refused, match="此人在这段时间已有同一角色。"):
        give(manager, user, Role.COUNTY, "330106")
    services.end(manager, held, FIRST)
    services.grant(
        manager,
        user,
        organisation=held.organisation,
        role=Role.COUNTY,
        division="330106",
        from_day=date(2026, 3, 3),
    )
    assert user.memberships.count() == 2


def test_a_role_does_not_end_before_it_begins(manager: Viewer) -> None:
    held = give(manager, person(), Role.COUNTY, "330106")
    with pytest.raises(services.Refused, match="终止日期早于起始日期。"):
        services.end(manager, held, date(2026, 3, 1))


def test_the_database_knows_no_unknown_role() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(user=person(), role="king", organisation=organisation(), from_day=FIRST)


def test_suspending_needs_a_reason_and_another_person(manager: Viewer) -> None:
    with pytest.raises(services.Refused, match="请写明事由。"):
        services.suspend(manager, owner(), " ")
    with pytest.raises(services.Refused, match="不能对自己的账号办理"):
        services.suspend(manager, User.objects.get(pk=manager.user_id), "x")


def test_a_suspended_user_has_no_role(manager: Viewer) -> None:
    user = official()
    services.suspend(manager, user, "调离")
    assert not viewer(user).roles
    services.resume(manager, user)
    assert viewer(user).has(Role.COUNTY)
    assert list(Act.objects.values_list("act", flat=True)) == ["users.suspend", "users.resume"]


def test_a_reset_password_replaces_the_old_one(manager: Viewer) -> None:
    user = owner()
    password = services.reset_password(manager, user)
    user.refresh_from_db()
    assert user.check_password(password)
    assert not user.check_password(PASSWORD)
    assert user.must_change_password
    assert password not in Act.objects.get().content


def test_names_are_given_once(manager: Viewer) -> None:
    services.create(manager, username="Wang", display_name="王")
    with pytest.raises(services.Refused, match="已有同名用户"):
        services.create(manager, username="wang", display_name="王二")


def test_the_first_administrator_comes_from_the_command_line() -> None:
    user, password = services.first_administrator(
        role=Role.SECURITY_ADMIN, username="root", display_name="甲", organisation="平台"
    )
    assert user.check_password(password)
    assert viewer(user).may("users.manage")
    with pytest.raises(services.Refused, match="这里只建立管理员"):
        services.first_administrator(
            role=Role.COUNTY, username="other", display_name="乙", organisation="平台"
        )
    assert {act.name for act in Act.objects.all()} == {SYSTEM.name}


def test_a_named_organisation_is_found_or_made() -> None:
    known = organisation("晨光公司", "enterprise", "330106")
    assert services.organisation("enterprise", " 晨光公司 ") == known
    assert services.organisation("enterprise", str(known.pk)) == known
    assert services.organisation("enterprise", "晨光公司", "330105").division == "330105"
    assert services.organisation("bank", "晨光公司").kind == "bank"
    with pytest.raises(services.Refused, match="有 2 个同名单位，请填单位的公开编号。"):
        services.organisation("enterprise", "晨光公司")
    with pytest.raises(services.Refused, match="没有这个编号的单位。"):
        services.organisation("enterprise", "00000000-0000-0000-0000-000000000000")
