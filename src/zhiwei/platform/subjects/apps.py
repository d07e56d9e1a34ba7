"""The room as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class SubjectsConfig(AppConfig):
    """Who the law speaks of: subjects, identifiers, relations, facts and their imports."""

    name = "zhiwei.platform.subjects"
    label = "subjects"
    verbose_name = "主体"
