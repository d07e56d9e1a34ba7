"""People for tests of every room: an official of a division, an owner of a firm, and their viewers."""

from __future__ import annotations

from datetime import date
from itertools import count

from zhiwei.platform.accounts import queries
from zhiwei.platform.accounts.models import Membership, Organisation, User
from zhiwei.platform.accounts.rights import Viewer
from zhiwei.platform.accounts.roles import ADMINISTRATORS, OFFICIALS, Role

PASSWORD = "钱塘-2012-小微"
_numbers = count(1)


def person(name: str = "", **fields: object) -> User:
    """A user with the tests' password and no role."""
    number = next(_numbers)
    return User.objects.create_user(f"u{number}", PASSWORD, display_name=name or f"用户{number}", **fields)


def organisation(name: str = "", kind: str = "enterprise", division: str = "330106") -> Organisation:
    """An organisation, made once per name, kind and division."""
    found, _ = Organisation.objects.get_or_create(
        name=name or f"单位{next(_numbers)}", kind=kind, division=division
    )
    return found


def member(
    user: User,
    role: Role,
    division: str = "",
    organisation: Organisation | None = None,
    from_day: date = date(2012, 1, 1),
    to_day: date | None = None,
) -> Membership:
    """A membership, written directly."""
    if organisation is None:
        kind = "department" if role in OFFICIALS | ADMINISTRATORS else "enterprise"
        organisation, _ = Organisation.objects.get_or_create(
            name=f"{Role(role).label}{division}", kind=kind, division=division
        )
    return Membership.objects.create(
        user=user, role=role, division=division, organisation=organisation, from_day=from_day, to_day=to_day
    )


def official(role: Role = Role.COUNTY, division: str = "330106", name: str = "") -> User:
    """A user with one official role."""
    user = person(name)
    member(user, role, division)
    return user


def owner(firm: Organisation | None = None, role: Role = Role.OWNER) -> User:
    """A user who owns a firm, or keeps its books."""
    user = person()
    member(user, role, organisation=firm or organisation())
    return user


def viewer(user: User, day: date | None = None) -> Viewer:
    """The viewer a user is, with a second factor shown."""
    return queries.viewer(user, day=day)
