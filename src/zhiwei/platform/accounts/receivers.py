"""What happens when somebody logs in or out, fails to, or changes how he proves who he is."""

from __future__ import annotations

from typing import Any

from allauth.account.signals import password_changed
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.core.management import call_command
from django.db.models.signals import post_migrate
from django.dispatch import receiver
from django.http import HttpRequest

from zhiwei.platform.accounts import queries, sessions
from zhiwei.platform.accounts.acts import announce
from zhiwei.platform.accounts.models import User, UserSession
from zhiwei.platform.accounts.requests import FACTOR, origin
from zhiwei.platform.accounts.rights import Viewer


@receiver(post_migrate)
def shared_cache(sender: Any, using: str, **_more: Any) -> None:
    """The table of the cache that all processes share, where failed log-ins are counted; Django has no migration for it."""
    if getattr(sender, "label", "") == "accounts":
        call_command("createcachetable", database=using, verbosity=0)


@receiver(user_logged_in)
def logged_in(request: HttpRequest, user: User, **_more: Any) -> None:
    """Count the log-in."""
    sessions.begin(request, user)
    _tell(request, user, "login")


@receiver(user_logged_out)
def logged_out(request: HttpRequest, user: User | None, **_more: Any) -> None:
    """Forget the log-in."""
    if user is not None:
        UserSession.objects.filter(key=request.session.session_key or "").delete()
        _tell(request, user, "logout")


@receiver(user_login_failed)
def login_failed(credentials: dict[str, Any], request: HttpRequest | None = None, **_more: Any) -> None:
    """Write down a failed attempt on an account that exists; what else was typed may be a password, and is not kept."""
    user = User.objects.filter(username__iexact=str(credentials.get("username", ""))).first()
    if user is not None:
        stranger = Viewer(origin=origin(request) if request else "")
        announce(stranger, "login.failed", kind="user", key=str(user.uuid), division=queries.home_of(user))


@receiver(password_changed)
def changed_password(request: HttpRequest, user: User, **_more: Any) -> None:
    """The one-time password is gone; other log-ins end."""
    user.must_change_password = False
    user.save(update_fields=["must_change_password"])
    for session in UserSession.objects.filter(user=user).exclude(key=request.session.session_key or ""):
        if session.key != getattr(request, "zhiwei_session", None):
            sessions.end(session)
    _tell(request, user, "password.change")


@receiver(authenticator_added)
def added_factor(request: HttpRequest, user: User, authenticator: Any, **_more: Any) -> None:
    """A second factor was set up, and so shown to be there."""
    if authenticator.type in (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN):
        request.session[FACTOR] = True
    _tell(request, user, "factor.add", type=authenticator.type)


@receiver(authenticator_removed)
def removed_factor(request: HttpRequest, user: User, authenticator: Any, **_more: Any) -> None:
    """A second factor was taken away."""
    _tell(request, user, "factor.remove", type=authenticator.type)


def _tell(request: HttpRequest, user: User, act: str, **detail: str) -> None:
    viewer = queries.viewer(user, origin=origin(request))
    announce(viewer, act, kind="user", key=str(user.uuid), detail=detail)
