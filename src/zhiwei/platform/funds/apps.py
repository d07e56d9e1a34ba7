"""The room as Django knows it."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

WORDS = {
    "venture_investment": _("创业投资损失"),
    "sme_project": _("专项资金项目"), "development_support": _("发展基金支持"),
    "upgrading_project": _("转型升级项目"), "guide_fund": _("引导基金出资"),
}  # fmt: skip
"""What is paid on, in words."""

OF_CASES = ("guarantees.compensation", "ventures.facts", "special.projects", "about", "waiting")
"""Modules with guards and effects of the room's cases, with what these are about and what they wait for."""


class FundsConfig(AppConfig):
    """Programmes that pay: found by a run over all subjects, shown to the public, booked in the ledger."""

    name = "zhiwei.platform.funds"
    label = "funds"
    verbose_name = "资金项目"

    def ready(self) -> None:
        """Follow the ledger: what the bank paid moves the case; lend it words for what it pays on and what a use asks."""
        import_module("zhiwei.platform.funds.receivers")
        upwards = import_module("zhiwei.platform.ledger.upwards")
        kind = import_module("zhiwei.platform.funds.case_acts").BASIS
        upwards.add_basis(kind, lambda key: gettext("%(year)s 年度") % {"year": key.rpartition("/")[2]})
        for name in OF_CASES:
            import_module(f"zhiwei.platform.funds.{name}")
        upwards.add_condition(import_module("zhiwei.platform.funds.special.uses").without_use)
        for basis, words in WORDS.items():
            upwards.add_basis(basis, lambda _key, words=words: str(words))
        guarantees = import_module("zhiwei.platform.funds.guarantees.facts")
        upwards.add_kept_basis(guarantees.BASIS, guarantees.basis_words)
        import_module("zhiwei.platform.subjects.services.records").add_hold(guarantees.held)
        doors = import_module("zhiwei.platform.accounts.doors")
        doors.add_office_door(_("免申即享"), _("核算、公示、兑付"), "/office/programmes/")
        doors.add_office_door(_("专项资金"), _("项目、配套、设立情况"), "/office/funds/")
        doors.add_office_door(_("担保业务"), _("担保、代偿、风险补偿"), "/office/funds/guarantees/")
        doors.add_office_door(_("创业投资"), _("投资、退出、引导基金穿透"), "/office/ventures/")
        doors.add_public_door(_("财政扶持资金"), _("各地设立情况、用途、担保风险补偿"), "/funds/")
        pages = import_module("zhiwei.platform.subjects.pages")
        addresses = import_module("zhiwei.platform.funds.views.addresses")
        pages.add_page(_("创业投资登记"), addresses.venture, office=False)
        pages.add_page(_("创业投资登记"), addresses.venture, office=True)
        pages.add_page(_("申请省级担保风险补偿"), addresses.provincial_compensation, office=False)
        pages.add_page(_("申请地方担保风险补偿"), addresses.local_compensation, office=False)
        import_module("zhiwei.platform.subjects.list_files").add_list_file(
            import_module("zhiwei.platform.funds.special.revenue_file").RevenueFile()
        )
        tagged = import_module("zhiwei.platform.subjects.indicators")
        tagged.add_indicators(import_module("zhiwei.platform.funds.difficulties").counted)
