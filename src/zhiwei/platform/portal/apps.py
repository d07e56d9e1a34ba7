"""The room as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """The public site: find out what you get, answers, law, parameters, search."""

    name = "zhiwei.platform.portal"
    label = "portal"
    verbose_name = "门户"
