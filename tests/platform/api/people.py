"""Subjects, and programs with tokens that may or may not see them."""

from __future__ import annotations

import uuid
from datetime import date

from tests.platform.accounts import people
from tests.platform.subjects.people import subject as subject_of
from zhiwei.platform.accounts.models import Membership, User
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.accounts.viewer import SYSTEM, Viewer
from zhiwei.platform.api import tokens
from zhiwei.platform.api.models import ApiToken
from zhiwei.platform.subjects.models import Subject
from zhiwei.platform.subjects.services import add_fact

XIHU, GONGSHU, HANGZHOU = "330106", "330105", "330100"
EVERY = tuple(tokens.SCOPES)


def firm(division: str = XIHU, name: str = "杭州晨光软件有限公司") -> Subject:
    """A firm of a county with a fact."""
    subject = subject_of(name, division)
    add_fact(
        SYSTEM, subject, "revenue", "820000.00", source="tax", period="2012", received_on=date(2012, 3, 1)
    )
    return subject


def token(
    user: User, scopes: tuple[str, ...] = EVERY, days: int = 30, membership: Membership | None = None
) -> tuple[ApiToken, str]:
    """A token of the user in his only role."""
    chosen: uuid.UUID = (membership or user.memberships.get()).pk
    return tokens.make(people.viewer(user), name="测试", scopes=scopes, membership_id=chosen, days=days)


def county(division: str = XIHU, role: Role = Role.COUNTY) -> User:
    """An official."""
    return people.official(role, division)


def viewer(user: User) -> Viewer:
    """What he may see."""
    return people.viewer(user)
