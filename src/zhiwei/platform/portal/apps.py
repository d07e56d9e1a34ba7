"""The room as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """The public site: find out what you get, answers, law, parameters, search."""

    name = "zhiwei.platform.portal"
    label = "portal"
    verbose_name = "门户"

    def ready(self) -> None:
        """Hand the register the page of a subject's answer."""
        from django.utils.translation import gettext_lazy as _

        from zhiwei.platform.portal.views.registered import address_of
        from zhiwei.platform.subjects.pages import add_page

        add_page(_("判定结果：能享受哪些政策"), address_of, office=True)
        add_page(_("判定结果：能享受哪些政策"), address_of, office=False)
