"""The room as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig

from zhiwei.platform.kit import logs


class KitConfig(AppConfig):
    """What every room's pages are made of: layout, tables, search, files, jobs; no policy."""

    name = "zhiwei.platform.kit"
    label = "kit"
    verbose_name = "工具"

    def ready(self) -> None:
        """Let the logs speak through Python's."""
        logs.configure()
