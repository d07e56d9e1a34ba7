"""The room as Django knows it."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TalentConfig(AppConfig):
    """Seconded experts, spare-time founders, technology shares, split proceeds, deferred tax on equity awards."""

    name = "zhiwei.platform.talent"
    label = "talent"
    verbose_name = "人才激励"

    def ready(self) -> None:
        """Stand on the pages of subjects, tell the audit what it calls a researcher, and whose data his are."""
        pages, addresses, audited, owned, upwards = (
            import_module(f"zhiwei.platform.{name}")
            for name in (
                "subjects.pages",
                "talent.addresses",
                "talent.audited",
                "audit.owned",
                "audit.upwards",
            )
        )
        import_module("zhiwei.platform.talent.about")
        pages.add_page(_("人才激励"), addresses.own_page, office=False)
        pages.add_page(_("人才激励"), addresses.office_page, office=True)
        pages.add_errands(addresses.errands)
        pages.add_desk(_("人才激励"), "/my/talent/", addresses.is_researcher)
        doors = import_module("zhiwei.platform.accounts.doors")
        doors.add_public_door(_("人才激励"), _("离岗、在职创业、技术股份、收益分配、股权奖励"), "/talent/")
        doors.add_office_door(
            _("人才激励"), _("备案、技术股份、递延纳税和统计"), "/office/talent/", permission="talent.read"
        )
        owned.register(audited.owned_by)
        upwards.add_record("researcher", audited.Researcher, audited.tell, beside=("organisation",))
        tagged = import_module("zhiwei.platform.subjects.indicators")
        tagged.add_indicators(import_module("zhiwei.platform.talent.difficulties").counted)
