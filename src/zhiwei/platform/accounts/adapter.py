"""How logging in differs from the library's way."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import Resolver404, resolve

from zhiwei.platform.accounts import queries
from zhiwei.platform.accounts.acts import announce
from zhiwei.platform.accounts.models import User
from zhiwei.platform.accounts.requests import origin, viewer_of
from zhiwei.platform.accounts.rights import Viewer


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # the library has no types
    """Accounts are made by administrators; nobody signs up by himself."""

    def is_open_for_signup(self, request: object) -> bool:
        """Whether strangers may make accounts: no."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """Where a request comes from, by the same rule as in the audit."""
        return origin(request) or "unknown"

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Where one arrives: officials at their office, people of a firm at their firm's page, others at home."""
        viewer = viewer_of(request)
        wanted = "/office/" if viewer.is_official else "/my/" if viewer.organisation_ids else "/accounts/"
        try:
            resolve(wanted)
        except Resolver404:
            return "/accounts/"
        return wanted

    def is_reauthentication_required(self, *, app: str, **more: Any) -> bool:
        """Whether factors are changed only after the password is given again: not by those who have none (sign-on)."""
        user = context.request.user
        has_password = user.is_authenticated and user.has_usable_password()
        return has_password and bool(super().is_reauthentication_required(app=app, **more))

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Refuse a log-in that is locked after too many failures, and write that down."""
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            user = User.objects.filter(username__iexact=str(credentials.get("username", ""))).first()
            if user is not None:
                stranger, home = Viewer(origin=origin(request)), queries.home_of(user)
                announce(stranger, "login.locked", kind="user", key=str(user.uuid), division=home)
            raise
