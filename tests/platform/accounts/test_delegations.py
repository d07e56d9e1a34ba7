"""Standing in during leave: who arranges it, on which days it counts, and what the audit says."""

from __future__ import annotations

from datetime import date

import pytest

from tests.platform.accounts.people import member, official, owner, person, viewer
from zhiwei.platform.accounts import services
from zhiwei.platform.accounts.models import Delegation, Membership, User
from zhiwei.platform.accounts.rights import SYSTEM
from zhiwei.platform.accounts.roles import ADMINISTRATORS, Role
from zhiwei.platform.accounts.services.refused import NotAllowed
from zhiwei.platform.audit import log
from zhiwei.platform.audit.models import Act
from zhiwei.platform.kit import clock

pytestmark = pytest.mark.django_db
TODAY, FIRST, LAST = date(2026, 3, 1), date(2026, 3, 2), date(2026, 3, 6)


@pytest.fixture(autouse=True)
def _today() -> object:
    with clock.stopped(TODAY) as now:
        yield now


def of(user: User) -> Membership:
    """The user's one membership."""
    return user.memberships.get()


def leave(by: User, holder: User, to: User, first: date = FIRST, last: date = LAST) -> Delegation:
    """Arrange it."""
    return services.delegate(viewer(by), of(holder), to_user=to, from_day=first, to_day=last, why="年休假")


def test_it_counts_from_the_first_to_the_last_day() -> None:
    holder, colleague = official(Role.COUNTY, "330106", "王珂"), official(Role.COUNTY, "330105", "李青")
    leave(holder, holder, colleague)
    days = [date(2026, 3, 1), FIRST, LAST, date(2026, 3, 7)]
    assert [viewer(colleague, day).covers("330106") for day in days] == [False, True, True, False]
    assert all(viewer(colleague, day).covers("330105") for day in days)
    assert all(viewer(holder, day).covers("330106") for day in days), "the holder keeps his role"


def test_an_act_says_for_whom_it_was_done() -> None:
    holder, colleague = official(Role.COUNTY, "330106", "王珂"), official(Role.COUNTY, "330105", "李青")
    leave(holder, holder, colleague)
    stand_in = viewer(colleague, FIRST)
    there = log.record(stand_in, "decisions.draft", kind="filing", key="1", division="330106")
    here = log.record(stand_in, "decisions.draft", kind="filing", key="2", division="330105")
    assert there.name == "李青"
    assert there.acting_for == "王珂（县级经办330106）"
    assert here.acting_for == ""


@pytest.mark.parametrize(
    ("role", "division", "allowed"),
    [
        (Role.CITY, "330100", True),
        (Role.PROVINCE, "330000", True),
        (Role.CITY, "330200", False),
        (Role.COUNTY, "330106", False),
        (Role.COUNTY, "330105", False),
        (Role.TAX, "330100", False),
        (Role.AUDITOR, "330000", False),
    ],
)
def test_a_superior_may_arrange_it(role: Role, division: str, allowed: bool) -> None:
    holder, colleague, other = official(), official(Role.COUNTY, "330105"), official(role, division)
    if allowed:
        assert leave(other, holder, colleague).made_by == other
    else:
        with pytest.raises(NotAllowed):
            leave(other, holder, colleague)
        assert not Delegation.objects.exists()


def test_a_superior_of_the_same_authority_may_arrange_it() -> None:
    holder, colleague, city = official(Role.TAX), official(Role.TAX, "330105"), official(Role.TAX, "330100")
    assert leave(city, holder, colleague).membership == of(holder)


def test_a_stand_in_for_a_superior_is_no_superior() -> None:
    city, county, colleague = official(Role.CITY, "330100"), official(), official(Role.COUNTY, "330105")
    leave(city, city, colleague)
    with clock.stopped(FIRST), pytest.raises(NotAllowed):
        leave(colleague, county, colleague)


@pytest.mark.parametrize("role", sorted(ADMINISTRATORS))
def test_an_administrator_neither_lends_nor_borrows(role: Role) -> None:
    administrator, officer = person(), official()
    member(administrator, role)
    with pytest.raises(services.Refused, match="这一角色不能由他人代理。"):
        leave(administrator, administrator, officer)
    with pytest.raises(services.Refused, match="代理人须是在任的公职人员。"):
        leave(officer, officer, administrator)


def test_a_lent_role_written_past_the_services_does_not_reach_an_administrator() -> None:
    administrator, officer = person(), official()
    member(administrator, Role.SYSTEM_ADMIN)
    Delegation.objects.create(
        membership=of(officer), to_user=administrator, from_day=TODAY, to_day=LAST, why="x", made_by=officer
    )
    assert viewer(administrator).roles == {Role.SYSTEM_ADMIN}


def test_the_stand_in_is_another_official() -> None:
    holder = official()
    with pytest.raises(services.Refused, match="不能由本人代理本人。"):
        leave(holder, holder, holder)
    with pytest.raises(services.Refused, match="代理人须是在任的公职人员。"):
        leave(holder, holder, owner())


@pytest.mark.parametrize(
    ("first", "last", "why"),
    [
        (LAST, FIRST, "终止日期早于起始日期。"),
        (date(2026, 2, 1), date(2026, 2, 28), "代理不能补办：终止日期已过。"),
        (date(2011, 12, 31), LAST, "代理的日期超出任职的日期。"),
    ],
)
def test_the_days_make_sense(first: date, last: date, why: str) -> None:
    holder, colleague = official(), official(Role.COUNTY, "330105")
    with pytest.raises(services.Refused, match=why):
        leave(holder, holder, colleague, first, last)


def test_one_stand_in_at_a_time() -> None:
    holder, one, two = official(), official(Role.COUNTY, "330105"), official(Role.COUNTY, "330104")
    first = leave(holder, holder, one)
    with pytest.raises(services.Refused, match="这段时间已安排了代理人。"):
        leave(holder, holder, two, LAST, LAST)
    services.end_delegation(viewer(holder), first)
    leave(holder, holder, two)
    assert not viewer(one, FIRST).covers("330106")
    assert viewer(two, FIRST).covers("330106")


def test_the_stand_in_may_lay_it_down_and_strangers_may_not() -> None:
    holder, colleague = official(), official(Role.COUNTY, "330105")
    made = leave(holder, holder, colleague)
    with pytest.raises(NotAllowed):
        services.end_delegation(viewer(official(Role.COUNTY, "330104")), made)
    services.end_delegation(viewer(colleague), made)
    assert [act.act for act in Act.objects.all()] == ["delegations.make", "delegations.end"]
    with pytest.raises(services.Refused, match="这项代理已经结束。"):
        services.end_delegation(viewer(holder), made)


def test_a_role_that_has_ended_is_not_lent() -> None:
    holder, colleague = official(), official(Role.COUNTY, "330105")
    leave(holder, holder, colleague)
    Membership.objects.filter(user=holder).update(to_day=date(2026, 3, 3))
    assert viewer(colleague, date(2026, 3, 3)).covers("330106")
    assert not viewer(colleague, date(2026, 3, 4)).covers("330106")


def test_a_suspended_holders_role_is_not_lent() -> None:
    holder, colleague = official(), official(Role.COUNTY, "330105")
    leave(holder, holder, colleague)
    User.objects.filter(pk=holder.pk).update(is_active=False)
    assert not viewer(colleague, FIRST).covers("330106")


def test_the_stand_in_loses_it_with_his_own_office() -> None:
    holder, colleague = official(), official(Role.COUNTY, "330105")
    leave(holder, holder, colleague)
    member(colleague, Role.OWNER)
    member(colleague, Role.AUDITOR, "330106")
    services.end(SYSTEM, colleague.memberships.get(role=Role.COUNTY), FIRST)
    assert viewer(colleague, FIRST).may("decisions.approve", division="330106")
    after = viewer(colleague, date(2026, 3, 3))
    assert after.roles == {Role.OWNER, Role.AUDITOR}
    assert not after.may("decisions.approve", division="330106")
