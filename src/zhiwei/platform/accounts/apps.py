"""The room as Django knows it."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """People, organisations, roles and what each may see."""

    name = "zhiwei.platform.accounts"
    label = "accounts"
    verbose_name = "账户"

    def ready(self) -> None:
        """Listen to log-ins."""
        import_module("zhiwei.platform.accounts.receivers")
