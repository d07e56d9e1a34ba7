"""Invitations count in the role they were given for, while it is held in the body they were given for."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.platform.accounts import people
from tests.platform.cases.test_pages import browser
from tests.platform.cases.trial import firm, opened
from zhiwei.platform.accounts.models import User
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.api import tokens
from zhiwei.platform.cases import queries
from zhiwei.platform.cases.invited import invitations
from zhiwei.platform.cases.models import Case, Participant
from zhiwei.platform.kit import clock

pytestmark = pytest.mark.django_db
DAY = date(2013, 6, 3)
NEXT = DAY + timedelta(days=1)


@pytest.fixture
def case() -> Case:
    """A case of a firm."""
    return opened(firm())


def invited(case: Case, user: User, role: Role) -> None:
    """Somebody is invited on the first day."""
    with clock.stopped(DAY):
        Participant.objects.create(case=case, user=user, role=role.value)


def sees(user: User, day: date = NEXT) -> bool:
    """Whether somebody sees any case, in every way the room has."""
    viewer = people.viewer(user, day)
    found = queries.visible(viewer).exists()
    assert invitations(viewer).exists() == found
    return found


@pytest.mark.parametrize("role", [Role.AGENCY, Role.INSTITUTE, Role.INCUBATOR, Role.EXPERT])
def test_it_ends_with_the_role(case: Case, role: Role) -> None:
    user = people.person()
    people.member(user, role, to_day=NEXT)
    people.member(user, Role.OWNER)
    invited(case, user, role)
    assert [sees(user, day) for day in (DAY, NEXT, NEXT + timedelta(days=1))] == [True, True, False]


def test_the_same_role_in_another_body_is_no_invitation(case: Case) -> None:
    user, left, new = (
        people.person(),
        people.organisation("甲", "agency"),
        people.organisation("乙", "agency"),
    )
    people.member(user, Role.AGENCY, organisation=left, to_day=DAY)
    people.member(user, Role.AGENCY, organisation=new, from_day=NEXT)
    invited(case, user, Role.AGENCY)
    assert [sees(user, day) for day in (DAY, NEXT)] == [True, False]


def test_who_came_back_to_the_body_is_invited_still(case: Case) -> None:
    user, body = people.person(), people.organisation("甲", "agency")
    people.member(user, Role.AGENCY, organisation=body, to_day=DAY)
    people.member(user, Role.AGENCY, organisation=body, from_day=NEXT + timedelta(days=1))
    invited(case, user, Role.AGENCY)
    assert [sees(user, NEXT + timedelta(days=more)) for more in (0, 1)] == [False, True]


def test_an_expert_is_invited_himself_whoever_he_works_for(case: Case) -> None:
    user = people.person()
    people.member(user, Role.EXPERT, organisation=people.organisation("甲"), to_day=DAY)
    people.member(user, Role.EXPERT, organisation=people.organisation("乙"), from_day=NEXT)
    invited(case, user, Role.EXPERT)
    assert sees(user)


def test_a_token_of_one_role_does_not_see_what_another_is_invited_to(case: Case) -> None:
    user = people.person()
    owns, advises = people.member(user, Role.OWNER), people.member(user, Role.EXPERT)
    invited(case, user, Role.EXPERT)
    viewer = people.viewer(user)
    assert not queries.visible(tokens.within(viewer, owns.pk)).exists()
    assert queries.visible(tokens.within(viewer, advises.pk)).exists()


def test_the_own_list_shows_no_case_of_a_role_that_ended(case: Case) -> None:
    user = people.owner(people.organisation("丙"))
    role = people.member(user, Role.AGENCY, organisation=people.organisation("甲", "agency"))
    invited(case, user, Role.AGENCY)
    assert str(case.pk) in browser(user).get("/my/cases/").content.decode()
    role.to_day = DAY
    role.save()
    assert str(case.pk) not in browser(user).get("/my/cases/").content.decode()
