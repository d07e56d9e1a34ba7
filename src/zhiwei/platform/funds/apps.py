"""The room as Django knows it."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class FundsConfig(AppConfig):
    """Programmes that pay: found by a run over all subjects, shown to the public, booked in the ledger."""

    name = "zhiwei.platform.funds"
    label = "funds"
    verbose_name = "资金项目"

    def ready(self) -> None:
        """Follow the ledger: what the bank paid moves the case."""
        import_module("zhiwei.platform.funds.receivers")
