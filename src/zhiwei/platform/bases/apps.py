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

        from zhiwei.platform.accounts import doors
        from zhiwei.platform.bases.design.queries import GRANTED, MATCHED
        from zhiwei.platform.bases.queries import BASIS
        from zhiwei.platform.bases.rewards import matters
        from zhiwei.platform.bases.views import addresses
        from zhiwei.platform.kit.open_lists import add_open_list
        from zhiwei.platform.ledger.upwards import add_basis
        from zhiwei.platform.subjects.pages import add_page

        add_page(_("入驻名录和指标"), addresses.office_page, office=True)
        add_page(_("入驻名录和指标"), addresses.own_page, office=False)
        add_page(_("基地、集群和产业链"), addresses.office_places, office=True)
        add_page(_("基地、集群和产业链"), addresses.own_places, office=False)
        add_page(_("用地申请"), addresses.own_land, office=False)
        add_page(_("设计示范基地"), addresses.office_design, office=True)
        add_page(_("设计示范基地"), addresses.own_design, office=False)
        add_basis(BASIS, lambda _key: gettext("创业示范基地"))
        add_basis(matters.GRADUATED, lambda _key: gettext("孵化毕业"))
        add_basis(
            matters.YEAR, lambda key: gettext("%(year)s 年孵化毕业率") % {"year": key.rpartition("/")[2]}
        )
        add_basis(GRANTED, lambda _key: gettext("工业设计示范基地"))
        add_basis(
            MATCHED, lambda key: gettext("%(year)s 年工业设计示范基地配套") % {"year": key.rpartition("/")[2]}
        )
        for name in ("rewards.acts", "design.acts", "relief.acts", "incubators.acts", "entries"):
            import_module(f"zhiwei.platform.bases.{name}")
        doors.add_public_door(_("创业基地"), _("创业基地和创业示范基地"), "/bases/")
        add_open_list(
            "bases", _("创业基地"), "/bases/", import_module("zhiwei.platform.bases.views.public").listing
        )
        doors.add_office_door(_("创业基地"), _("名录、评选、扶持"), "/office/bases/")
        lists = import_module("zhiwei.platform.subjects.list_files")
        files = import_module("zhiwei.platform.bases.register_files")
        for kind in (files.ResidentFile, files.DepartureFile, files.GraduateFile):
            lists.add_list_file(kind())
        lists.add_list_file(import_module("zhiwei.platform.bases.rewards.payment_file").PaymentFile())
        tagged = import_module("zhiwei.platform.subjects.indicators")
        tagged.add_indicators(import_module("zhiwei.platform.bases.difficulties").counted)
