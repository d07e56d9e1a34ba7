"""The room as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    """Local decisions (34.2): documents of cities and counties that fill delegated parameters."""

    name = "zhiwei.platform.decisions"
    label = "decisions"
    verbose_name = "地方决定"
