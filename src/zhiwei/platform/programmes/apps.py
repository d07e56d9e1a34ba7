"""The room as Django knows it."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProgrammesConfig(AppConfig):
    """Programmes as data: what case types and registers of any room are made of."""

    name = "zhiwei.platform.programmes"
    label = "programmes"
    verbose_name = "扶持项目"

    def ready(self) -> None:
        """Follow the ledger and the cases, check the files, and stand on the first page, the desk and pages of subjects."""
        import_module("zhiwei.platform.programmes.receivers")
        import_module("zhiwei.platform.programmes.checks")
        upwards = import_module("zhiwei.platform.programmes.upwards")
        upwards.hand_in()
        pages = import_module("zhiwei.platform.subjects.pages")
        pages.add_page(_("我的扶持项目"), lambda _subject: "/my/projects/", office=False)
        doors = import_module("zhiwei.platform.accounts.doors")
        doors.add_public_door(_("地方扶持项目"), _("各地设立的项目：给谁、怎么办、付了多少"), "/projects/")
        doors.add_office_door(
            _("地方扶持项目"),
            _("办件、登记册、计数、资金"),
            "/office/projects/",
            permission="programmes.read",
        )
        lists = import_module("zhiwei.platform.kit.open_lists")
        public = import_module("zhiwei.platform.programmes.views.public")
        lists.add_open_list("programmes", _("地方扶持项目"), "/projects/", public.listing)
        import_module("zhiwei.platform.subjects.list_files").add_list_file(
            import_module("zhiwei.platform.programmes.record_file").RecordFile()
        )
        tagged = import_module("zhiwei.platform.subjects.indicators")
        tagged.add_indicators(import_module("zhiwei.platform.programmes.difficulties").counted)
