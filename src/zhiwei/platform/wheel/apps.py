"""The room as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class WheelConfig(AppConfig):
    """Yearly duties of the Opinions: due, done, published."""

    name = "zhiwei.platform.wheel"
    label = "wheel"
    verbose_name = "年度事项"
