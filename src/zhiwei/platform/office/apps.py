"""The room as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class OfficeConfig(AppConfig):
    """The officials' desk: dashboard, what-if, coverage."""

    name = "zhiwei.platform.office"
    label = "office"
    verbose_name = "工作台"
