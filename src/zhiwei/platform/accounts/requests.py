"""The viewer of a request, and what is asked of him before a page is shown."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from zhiwei.platform.accounts import queries
from zhiwei.platform.accounts.rights import Viewer
from zhiwei.platform.accounts.roles import Role

FACTOR = "zhiwei_factor"
"""In a session in which a second factor was set up, hence shown."""

View = Callable[..., HttpResponseBase]


def viewer_of(request: HttpRequest) -> Viewer:
    """Who asks; computed once per request and user. Nobody, where nobody is logged in."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return Viewer(origin=origin(request))
    kept: Viewer | None = getattr(request, "zhiwei_viewer", None)
    if kept is None or kept.user_id != user.pk:
        strong = not settings.SECOND_FACTOR or has_second_factor(request)
        kept = queries.viewer(user, origin=origin(request), strong=strong)
        request.zhiwei_viewer = kept  # type: ignore[attr-defined]
    return kept


def origin(request: HttpRequest) -> str:
    """The address the request comes from, as the server or the trusted proxy tells it."""
    address: str = request.META.get("REMOTE_ADDR") or ""
    if settings.HTTPS:
        forwarded = request.headers.get("X-Forwarded-For", "").rsplit(",", 1)[-1].strip()
        return forwarded or address
    return address


def has_second_factor(request: HttpRequest) -> bool:
    """Whether this session was opened, or strengthened since, with a code, a passkey or a recovery code."""
    enough = {"mfa", "socialaccount"} if settings.OIDC_STRONG else {"mfa"}
    records = request.session.get("account_authentication_methods") or []
    return FACTOR in request.session or any(record.get("method") in enough for record in records)


def refuse(request: HttpRequest, viewer: Viewer) -> HttpResponseBase:
    """Send to the log-in or to the second factor where that is what lacks. Raises PermissionDenied otherwise."""
    if viewer.is_anonymous:
        return redirect_to_login(request.get_full_path())
    if viewer.needs_factor:
        messages.info(
            request, _("公职人员须先启用并通过双因素认证（身份验证器应用或安全密钥），才能进入这一页。")
        )
        return redirect("mfa_index")
    raise PermissionDenied(_("您的角色不能打开这一页。"))


def _guard(allowed: Callable[[Viewer], bool]) -> Callable[[View], View]:
    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            viewer = viewer_of(request)
            return view(request, *args, **kwargs) if allowed(viewer) else refuse(request, viewer)

        return guarded

    return decorate


def logged_in(view: View) -> View:
    """A page for anybody who has logged in."""
    return _guard(lambda viewer: not viewer.is_anonymous and not viewer.needs_factor)(view)


def official_only(view: View) -> View:
    """A page for officials who cover a division."""
    return _guard(lambda viewer: viewer.is_official)(view)


second_factor_required = logged_in
"""A page for which officials must have shown a second factor; others need only be logged in."""


def roles(*wanted: Role) -> Callable[[View], View]:
    """A page for the holders of one of the roles."""
    return _guard(lambda viewer: viewer.has(*wanted))


def may(act: str) -> Callable[[View], View]:
    """A page for those who may do an act somewhere; where exactly is asked by the service."""
    return _guard(lambda viewer: viewer.may(act))
