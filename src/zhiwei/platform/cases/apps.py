"""The room as Django knows it."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class CasesConfig(AppConfig):
    """Cases: states as data, clocks, public notices, objections, ratings."""

    name = "zhiwei.platform.cases"
    label = "cases"
    verbose_name = "办件"

    def ready(self) -> None:
        """Know the guards and effects of every room, and check the case types with Django's own checks."""
        import_module("zhiwei.platform.cases.guards")
        import_module("zhiwei.platform.cases.checks")
        autodiscover_modules("case_acts")
