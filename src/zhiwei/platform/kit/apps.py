"""The room as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class KitConfig(AppConfig):
    """What every room's pages are made of: layout, tables, search, files, jobs; no policy."""

    name = "zhiwei.platform.kit"
    label = "kit"
    verbose_name = "工具"
