"""The room as Django knows it."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Acts with legal effect and reads of non-public data, in an append-only chain of hashes."""

    name = "zhiwei.platform.audit"
    label = "audit"
    verbose_name = "审计"

    def ready(self) -> None:
        """Write down what the room of accounts tells, call its people by name, guard the tables after migrations."""
        import_module("zhiwei.platform.audit.receivers")
        import_module("zhiwei.platform.audit.people").hand_in()
