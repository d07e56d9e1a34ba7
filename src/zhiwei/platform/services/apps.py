"""The room as Django knows it."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class ServicesConfig(AppConfig):
    """Agencies' catalogue, vouchers, settlements over three levels."""

    name = "zhiwei.platform.services"
    label = "services"
    verbose_name = "创业服务"

    def ready(self) -> None:
        """Lend the ledger words for what it pays on, and stand on the pages of subjects."""
        upwards, money = (
            import_module(f"zhiwei.platform.{name}") for name in ("ledger.upwards", "services.money")
        )
        upwards.add_basis(money.VOUCHER, lambda _key: gettext("服务订单"))
        upwards.add_basis(
            money.INVOICE, lambda key: gettext("发票 %(number)s") % {"number": key.split("/", 1)[-1]}
        )
        import_module("zhiwei.platform.services.receivers")
        upwards.add_follower(
            lambda moved: import_module("zhiwei.platform.services.following").follow_claims(moved)
        )
        pages = import_module("zhiwei.platform.subjects.pages")
        pages.add_page(
            _("创业服务"), lambda s: "/services/" if s.entity == "enterprise" else None, office=False
        )
        pages.add_page(
            _("我的服务"), lambda s: "/my/services/" if s.entity == "agency" else None, office=False
        )
        doors = import_module("zhiwei.platform.accounts.doors")
        doors.add_public_door(_("创业服务"), _("可以用服务券的服务目录"), "/services/")
        doors.add_office_door(_("创业服务"), _("服务券方案和核定"), "/office/services/")
        import_module("zhiwei.platform.subjects.list_files").add_list_file(
            import_module("zhiwei.platform.services.offer_file").OfferFile()
        )
        tagged = import_module("zhiwei.platform.subjects.indicators")
        tagged.add_indicators(import_module("zhiwei.platform.services.difficulties").counted)
