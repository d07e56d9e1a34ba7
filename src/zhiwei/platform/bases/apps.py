"""The room as Django knows it."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class BasesConfig(AppConfig):
    """Start-up bases: registers of residents and graduates, ranking, recognition, support."""

    name = "zhiwei.platform.bases"
    label = "bases"
    verbose_name = "创业基地"

    def ready(self) -> None:
        """Hand the register the pages of a base, the ledger words for what it pays on, and follow what the ledger pays."""
        from django.utils.translation import gettext
        from django.utils.translation import gettext_lazy as _

        from zhiwei.platform.bases.queries import BASIS
        from zhiwei.platform.bases.views.addresses import office_page, own_page
        from zhiwei.platform.ledger.upwards import add_basis
        from zhiwei.platform.subjects.pages import add_page

        add_page(_("入驻名录和指标"), office_page, office=True)
        add_page(_("入驻名录和指标"), own_page, office=False)
        add_basis(BASIS, lambda _key: gettext("创业示范基地"))
        import_module("zhiwei.platform.bases.receivers")
