"""The room as Django knows it."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StaffConfig(AppConfig):
    """Reports of staff and the indicator of 5.4."""

    name = "zhiwei.platform.staff"
    label = "staff"
    verbose_name = "人员素质"

    def ready(self) -> None:
        """Stand on the pages of firms, on the first page and on the desk."""
        pages, doors = (
            import_module(f"zhiwei.platform.{name}") for name in ("subjects.pages", "accounts.doors")
        )
        for office, address in ((True, "/office/staff/{}/"), (False, "/my/staff/{}/")):
            pages.add_page(
                _("科技人员和高技能人才"),
                lambda s, at=address: at.format(s.pk) if s.entity == "enterprise" else None,
                office=office,
            )
        doors.add_public_door(_("人员素质"), _("各地科技人员和高技能人才比重"), "/staff/")
        doors.add_office_door(_("人员素质"), _("各企业、各县的比重，缺的数据"), "/office/staff/")
