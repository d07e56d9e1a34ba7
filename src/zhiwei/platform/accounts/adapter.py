"""How logging in differs from the library's way."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # the library has no types
    """Accounts are made by administrators; nobody signs up by himself."""

    def is_open_for_signup(self, request: object) -> bool:
        """Whether strangers may make accounts: no."""
        return False
