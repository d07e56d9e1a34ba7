"""The room as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """The HTTP interface /api/v1."""

    name = "zhiwei.platform.api"
    label = "api"
    verbose_name = "接口"

    def ready(self) -> None:
        """Listen to acts."""
        from zhiwei.platform.api import receivers  # noqa: F401  # registers them
