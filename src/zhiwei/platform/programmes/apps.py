"""The room as Django knows it."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    """Programmes as data: what case types and registers of any room are made of."""

    name = "zhiwei.platform.programmes"
    label = "programmes"
    verbose_name = "扶持项目"

    def ready(self) -> None:
        """Follow the ledger and the cases."""
        import_module("zhiwei.platform.programmes.receivers")
