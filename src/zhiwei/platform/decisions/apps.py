"""The room as Django knows it."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    """Local decisions (34.2): documents of cities and counties that fill delegated parameters."""

    name = "zhiwei.platform.decisions"
    label = "decisions"
    verbose_name = "地方决定"

    def ready(self) -> None:
        """Tell the audit what a decision is called."""
        upwards, audited = (
            import_module(f"zhiwei.platform.{name}") for name in ("audit.upwards", "decisions.audited")
        )
        upwards.add_record(
            "decision", audited.Filing, audited.tell, found_by=("title__icontains", "document__icontains")
        )
        upwards.add_words("decision", audited.words)
        upwards.add_fields(audited.fields)
