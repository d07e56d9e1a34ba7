"""The room as Django knows it."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WheelConfig(AppConfig):
    """Yearly duties of the Opinions: due, done, published."""

    name = "zhiwei.platform.wheel"
    label = "wheel"
    verbose_name = "年度事项"

    def ready(self) -> None:
        """Stand on the first page and on the desk, and listen for duties that other rooms fulfil."""
        import_module("zhiwei.platform.wheel.receivers")
        doors = import_module("zhiwei.platform.accounts.doors")
        doors.add_public_door(_("年度事项"), _("政府每年该做的，做了没有"), "/wheel/")
        doors.add_office_door(_("年度事项"), _("每年该做的，做了没有"), "/office/wheel/")
