"""The room as Django knows it."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class RegistrationConfig(AppConfig):
    """Filings with the registration authority and what follows from them."""

    name = "zhiwei.platform.registration"
    label = "registration"
    verbose_name = "企业登记"

    def ready(self) -> None:
        """Lend the ledger words for what it pays on, and stand on the pages of subjects."""
        upwards, refunds, pages, addresses, errands = (
            import_module(f"zhiwei.platform.{name}")
            for name in (
                "ledger.upwards",
                "registration.refunds",
                "subjects.pages",
                "registration.views.addresses",
                "registration.errands",
            )
        )
        upwards.add_basis(
            refunds.BASIS, lambda key: gettext("收费票据 %(number)s") % {"number": key.split("/", 1)[-1]}
        )
        pages.add_page(_("登记和出资"), addresses.own_page, office=False)
        pages.add_page(_("登记档案"), addresses.office_page, office=True)
        pages.add_errands(errands.find)
        lists, files = (
            import_module(f"zhiwei.platform.{name}")
            for name in ("subjects.list_files", "registration.item_files")
        )
        lists.add_list_file(files.ItemFile())
        doors = import_module("zhiwei.platform.accounts.doors")
        doors.add_public_door(_("企业登记"), _("办理登记，各地几天办结，审批事项少了哪些"), "/registration/")
        doors.add_office_door(_("企业登记"), _("待办、期限、出资风险、审批事项"), "/office/registration/")
        import_module("zhiwei.platform.registration.about")
        tagged = import_module("zhiwei.platform.subjects.indicators")
        tagged.add_indicators(import_module("zhiwei.platform.registration.difficulties").counted)
