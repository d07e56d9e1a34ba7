"""The room as Django knows it."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ServicesConfig(AppConfig):
    """Agencies' catalogue, vouchers, settlements over three levels."""

    name = "zhiwei.platform.services"
    label = "services"
    verbose_name = "创业服务"

    def ready(self) -> None:
        """Follow the ledger, and stand on the pages of subjects."""
        import_module("zhiwei.platform.services.receivers")
        pages = import_module("zhiwei.platform.subjects.pages")
        pages.add_page(
            _("创业服务"), lambda s: "/services/" if s.entity == "enterprise" else None, office=False
        )
        pages.add_page(
            _("我的服务"), lambda s: "/my/services/" if s.entity == "agency" else None, office=False
        )
