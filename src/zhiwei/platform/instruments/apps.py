"""The room as Django knows it."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class InstrumentsConfig(AppConfig):
    """Shared science and technology resources: platforms, bookings, reviews, money by result."""

    name = "zhiwei.platform.instruments"
    label = "instruments"
    verbose_name = "科技资源共享"

    def ready(self) -> None:
        """Lend the ledger words for what it pays on, and stand on the pages of platforms and firms."""
        upwards, money, pages, errands, addresses = (
            import_module(f"zhiwei.platform.{name}")
            for name in (
                "ledger.upwards", "instruments.money", "subjects.pages", "instruments.errands",
                "instruments.addresses",
            )
        )  # fmt: skip
        upwards.add_basis(
            money.GRANT, lambda key: gettext("%(year)s 年度平台绩效经费") % {"year": key.rsplit("/", 1)[-1]}
        )
        upwards.add_basis(
            money.SUBSIDY, lambda key: gettext("%(year)s 年度平台实绩补助") % {"year": key.rsplit("/", 1)[-1]}
        )
        pages.add_page(_("科技资源和考核"), addresses.office_page, office=True)
        pages.add_page(_("资源、时段和预约"), addresses.own_page, office=False)
        pages.add_page(_("预约仪器、数据、文献"), addresses.firm_page, office=False)
        pages.add_errands(errands.find)
        doors = import_module("zhiwei.platform.accounts.doors")
        doors.add_public_door(_("科技资源共享"), _("仪器、数据、文献，小微企业可以预约"), "/instruments/")
        lists = import_module("zhiwei.platform.kit.open_lists")
        public = import_module("zhiwei.platform.instruments.views.public")
        lists.add_open_list("instruments", _("可预约的科技资源"), "/instruments/", public.listing)
        doors.add_office_door(_("科技资源共享"), _("平台、预约、年度考核"), "/office/instruments/")
        import_module("zhiwei.platform.subjects.list_files").add_list_file(
            import_module("zhiwei.platform.instruments.resource_file").ResourceFile()
        )
        import_module("zhiwei.platform.audit.upwards").add_fields(
            import_module("zhiwei.platform.instruments.services.filing").fields
        )
        tagged = import_module("zhiwei.platform.subjects.indicators")
        tagged.add_indicators(import_module("zhiwei.platform.instruments.difficulties").counted)
