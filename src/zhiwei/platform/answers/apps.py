"""The room as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class AnswersConfig(AppConfig):
    """Answers for subjects: the rulebook applied to registered facts and decisions."""

    name = "zhiwei.platform.answers"
    label = "answers"
    verbose_name = "判定"
