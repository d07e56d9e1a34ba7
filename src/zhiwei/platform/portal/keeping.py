"""Where the answers of a visitor stay between two pages: in a signed cookie of his own browser, nowhere else."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponseBase

from zhiwei.platform.portal.asked import Asked

COOKIE = "asked"
SALT = "zhiwei.portal.asked"
LARGEST = 3800
"""Bytes that browsers keep of one cookie, with some to spare for its name."""


class TooMuch(ValueError):
    """More answers than a cookie holds."""


def kept(request: HttpRequest) -> Asked | None:
    """The answers given so far; None if there are none or the cookie is not ours."""
    raw = request.COOKIES.get(COOKIE)
    if not raw:
        return None
    try:
        return Asked.from_json(signing.loads(raw, salt=SALT))
    except (signing.BadSignature, ValueError, TypeError, KeyError, AttributeError):
        return None


def keep(response: HttpResponseBase, asked: Asked) -> None:
    """Send the answers back with the page, until the browser is closed; raises :class:`TooMuch`."""
    value = signing.dumps(asked.to_json(), salt=SALT, compress=True)
    if len(value) > LARGEST:
        raise TooMuch(len(value))
    secure: Any = settings.SESSION_COOKIE_SECURE
    response.set_cookie(COOKIE, value, httponly=True, samesite="Lax", secure=secure)


def forget(response: HttpResponseBase) -> None:
    """Take the answers away."""
    response.delete_cookie(COOKIE, samesite="Lax")
