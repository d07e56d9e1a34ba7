"""Making, suspending and helping users: the security administrator's work."""

from __future__ import annotations

import secrets

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils.translation import gettext as _

from zhiwei.platform.accounts.acts import announce
from zhiwei.platform.accounts.models import Membership, Organisation, User
from zhiwei.platform.accounts.rights import SYSTEM, Viewer
from zhiwei.platform.accounts.roles import ADMINISTRATORS, Role
from zhiwei.platform.accounts.services.refused import Refused, demand
from zhiwei.platform.accounts.sessions import end_all
from zhiwei.platform.kit import clock

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""What cannot be mistaken for something else when read aloud."""


def one_time_password() -> str:
    """A password to be handed over and changed at the first log-in: four groups of four."""
    return "-".join("".join(secrets.choice(LETTERS) for _place in range(4)) for _group in range(4))


def create(
    viewer: Viewer, *, username: str, display_name: str, phone: str = "", email: str = ""
) -> tuple[User, str]:
    """A new user without roles, and the one-time password to hand over. Raises :class:`Refused`, NotAllowed."""
    demand(viewer, "users.manage")
    username = User.normalize_username(username.strip())
    if User.objects.filter(username__iexact=username).exists():
        raise Refused(_("已有同名用户"))
    password = one_time_password()
    with transaction.atomic():
        user = User.objects.create_user(
            username,
            password,
            display_name=display_name.strip(),
            phone=phone.strip(),
            email=email.strip(),
            must_change_password=True,
        )
        _announce(viewer, "users.create", user, username=username)
    return user, password


def suspend(viewer: Viewer, user: User, why: str) -> None:
    """Close an account and end its log-ins at once. Raises :class:`Refused`, NotAllowed."""
    _by_another(viewer, user)
    if not why.strip():
        raise Refused(_("请写明事由。"))
    with transaction.atomic():
        user.is_active, user.suspended_why = False, why.strip()
        user.save(update_fields=["is_active", "suspended_why"])
        end_all(user)
        _announce(viewer, "users.suspend", user, why=user.suspended_why)


def resume(viewer: Viewer, user: User) -> None:
    """Open a suspended account again. Raises :class:`Refused`, NotAllowed."""
    _by_another(viewer, user)
    with transaction.atomic():
        user.is_active, user.suspended_why = True, ""
        user.save(update_fields=["is_active", "suspended_why"])
        _announce(viewer, "users.resume", user)


def reset_password(viewer: Viewer, user: User) -> str:
    """A new one-time password; open log-ins end. Raises :class:`Refused`, NotAllowed."""
    _by_another(viewer, user)
    password = one_time_password()
    with transaction.atomic():
        user.set_password(password)
        user.must_change_password = True
        user.save(update_fields=["password", "must_change_password"])
        end_all(user)
        _announce(viewer, "users.reset_password", user)
    return password


def reset_factors(viewer: Viewer, user: User) -> None:
    """Forget a user's second factors, e.g. of a lost telephone; open log-ins end. Raises :class:`Refused`, NotAllowed."""
    _by_another(viewer, user)
    with transaction.atomic():
        count, _by_model = Authenticator.objects.filter(user=user).delete()
        end_all(user)
        _announce(viewer, "users.reset_factors", user, count=count)


def first_administrator(
    *, role: Role, username: str, display_name: str, organisation: str
) -> tuple[User, str]:
    """An administrator made from the command line, where the installation begins. Raises :class:`Refused`."""
    if role not in ADMINISTRATORS:
        raise Refused(_("这里只建立管理员；其他用户由安全保密管理员建立。"))
    with transaction.atomic():
        user, password = create(SYSTEM, username=username, display_name=display_name)
        body, _made = Organisation.objects.get_or_create(
            kind=Organisation.Kind.AGENCY_OF_GOVERNMENT, name=organisation, division=""
        )
        Membership.objects.create(user=user, organisation=body, role=role, from_day=clock.today())
        _announce(SYSTEM, "roles.grant", user, role=str(role), organisation=organisation)
    return user, password


def _by_another(viewer: Viewer, user: User) -> None:
    demand(viewer, "users.manage")
    if viewer.user_id == user.pk:
        raise Refused(_("不能对自己的账号办理，请另一位安全保密管理员办理。"))


def _announce(viewer: Viewer, act: str, user: User, **detail: object) -> None:
    announce(viewer, act, kind="user", key=str(user.uuid), detail=detail, permission="users.manage")
