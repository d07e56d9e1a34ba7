"""The room as Django knows it."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AgenciesConfig(AppConfig):
    """Public platforms, bodies under departments, the open register of agencies, research intensity."""

    name = "zhiwei.platform.agencies"
    label = "agencies"
    verbose_name = "中介机构和公共服务平台"

    def ready(self) -> None:
        """Stand on the pages of agencies and platforms, on the first page and on the desk."""
        pages = import_module("zhiwei.platform.subjects.pages")
        doors = import_module("zhiwei.platform.accounts.doors")
        addresses = import_module("zhiwei.platform.agencies.views.addresses")
        pages.add_page(_("脱钩、转制和名录"), addresses.own_page, office=False)
        pages.add_page(_("脱钩、转制和名录"), addresses.office_page, office=True)
        doors.add_public_door(_("中介服务机构"), _("机构名录、平台过渡、管办分离进度"), "/agencies/")
        doors.add_public_door(_("企业研发投入"), _("各县研发费用占营业收入的比重"), "/research-intensity/")
        lists = import_module("zhiwei.platform.kit.open_lists")
        public = import_module("zhiwei.platform.agencies.views.public")
        lists.add_open_list("agencies", _("中介服务机构名录"), "/agencies/", public.listing)
        lists.add_open_list(
            "service-platforms", _("待过渡的公共服务平台"), "/agencies/platforms/", public.open_platforms
        )
        doors.add_office_door(_("机构脱钩和平台过渡"), _("登记、逾期清单、年度报告"), "/office/agencies/")
        tagged = import_module("zhiwei.platform.subjects.indicators")
        tagged.add_indicators(import_module("zhiwei.platform.agencies.difficulties").counted)
