"""How people of the sign-on become users: only with a role, and with that role alone."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest

from zhiwei.platform.accounts.models import User
from zhiwei.platform.accounts.services import Refused
from zhiwei.platform.accounts.sign_on.claims import Rule, load
from zhiwei.platform.accounts.sign_on.memberships import align


class SignOnAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # the library has no types
    """Whoever has a role by the rules is let in; his roles follow the claims at every log-in."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Whether a person not seen before gets an account: if a rule gives him a role."""
        return any(rule.fits(claims_of(sociallogin)) for rule in rules())

    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, data: dict[str, Any]) -> User:
        """The name as the sign-on says it."""
        user: User = super().populate_user(request, sociallogin, data)
        user.display_name = str(data.get("name") or data.get("username") or "")[:60]
        return user

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Somebody known: bring his roles in line before he is let in."""
        if sociallogin.is_existing:
            self._align(request, sociallogin)

    def save_user(self, request: HttpRequest, sociallogin: SocialLogin, form: Any = None) -> User:
        """Somebody new: with his first roles."""
        user: User = super().save_user(request, sociallogin, form)
        self._align(request, sociallogin)
        return user

    def _align(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Roles that the order of offices forbids are not given, and the person is told."""
        try:
            align(sociallogin.user, claims_of(sociallogin), rules())
        except Refused as refused:
            messages.error(request, str(refused))


def claims_of(sociallogin: SocialLogin) -> Mapping[str, Any]:
    """What the sign-on says of a person: the identity token, and the user information over it."""
    said = sociallogin.account.extra_data
    return {**said, **(said.get("id_token") or {}), **(said.get("userinfo") or {})}


def rules() -> tuple[Rule, ...]:
    """The installation's rules."""
    return load(Path(settings.OIDC_CLAIMS))
