"""Open log-ins: how long they last, how many there may be, and how they end."""

from __future__ import annotations

from datetime import timedelta
from importlib import import_module

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest

from zhiwei.platform.accounts import queries
from zhiwei.platform.accounts.models import User, UserSession
from zhiwei.platform.accounts.requests import origin
from zhiwei.platform.accounts.roles import STAFF
from zhiwei.platform.kit import clock

IDLE = timedelta(minutes=30)
"""After this long without a request an official's or administrator's log-in ends."""
WHOLE = timedelta(hours=8)
"""After this long every log-in ends."""
AT_ONCE = 3
"""Log-ins a user may have at a time; a further one ends the oldest."""
SEEN_EVERY = timedelta(minutes=1)
"""How often it is written down that a log-in is used."""


def begin(request: HttpRequest, user: User) -> None:
    """Note a log-in that has just been opened; end the oldest ones that are too many (not in the demonstration)."""
    key = request.session.session_key
    if key is None:
        request.session.save()
        key = request.session.session_key
    UserSession.objects.update_or_create(
        key=key,
        defaults={
            "user": user,
            "began_at": clock.now(),
            "seen_at": clock.now(),
            "origin": origin(request) or None,
        },
    )
    if not settings.DEMO:
        for old in UserSession.objects.filter(user=user).order_by("-began_at", "-pk")[AT_ONCE:]:
            end(old)


def end(session: UserSession) -> None:
    """End a log-in wherever it is open."""
    store = import_module(settings.SESSION_ENGINE).SessionStore
    store(session.key).delete()
    session.delete()


def end_all(user: User, but: str | None = None) -> int:
    """End a user's log-ins, except the one with a key; gives their number."""
    ended = list(UserSession.objects.filter(user=user).exclude(key=but or ""))
    for session in ended:
        end(session)
    return len(ended)


def is_over(request: HttpRequest, user: User) -> bool:
    """Whether the log-in of a request has ended: by another, by age, or (staff) by rest. Notes that it is used, if not."""
    session = UserSession.objects.filter(key=request.session.session_key or "", user=user).first()
    now = clock.now()
    if session is None:
        return True
    rested = now - session.seen_at
    if now - session.began_at >= WHOLE or (rested >= IDLE and is_staff(user)):
        return True
    if rested >= SEEN_EVERY:
        UserSession.objects.filter(pk=session.pk).update(seen_at=now)
    return False


def close(request: HttpRequest, user: User) -> None:
    """Log out of a session that is over."""
    UserSession.objects.filter(key=request.session.session_key or "", user=user).delete()
    logout(request)


def is_staff(user: User) -> bool:
    """Whether a user is an official or administrator today."""
    return any(grant.role in STAFF for grant in queries.grants(user, clock.today()))
