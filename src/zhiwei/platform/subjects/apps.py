"""The room as Django knows it."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class SubjectsConfig(AppConfig):
    """Who the law speaks of: subjects, identifiers, relations, facts and their imports."""

    name = "zhiwei.platform.subjects"
    label = "subjects"
    verbose_name = "主体"

    def ready(self) -> None:
        """Tell the audit what a subject is called."""
        upwards = import_module("zhiwei.platform.audit.upwards")
        upwards.add_record("subject", import_module("zhiwei.platform.subjects.audited").find)
