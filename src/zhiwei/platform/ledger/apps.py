"""The room as Django knows it."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """Funds, entries, commitments and payment lists."""

    name = "zhiwei.platform.ledger"
    label = "ledger"
    verbose_name = "资金账"

    def ready(self) -> None:
        """Put up the database's own guards after migrations."""
        import_module("zhiwei.platform.ledger.receivers")
