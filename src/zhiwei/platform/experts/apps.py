"""The room as Django knows it."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExpertsConfig(AppConfig):
    """Volunteer experts: register, sessions, questions."""

    name = "zhiwei.platform.experts"
    label = "experts"
    verbose_name = "专家志愿服务"

    def ready(self) -> None:
        """Stand on the pages of firms, tell them what waits, and give experts a door to their desk."""
        from zhiwei.platform.accounts.roles import Role

        pages = import_module("zhiwei.platform.subjects.pages")
        errands = import_module("zhiwei.platform.experts.errands")
        pages.add_page(
            _("咨询专家"), lambda s: "/my/advice/" if s.entity == "enterprise" else None, office=False
        )
        pages.add_errands(errands.of_firm)
        doors = import_module("zhiwei.platform.accounts.doors")
        doors.add_public_door(_("专家志愿服务团"), _("预约专家、网上提问、公开的解答"), "/experts/")
        doors.add_office_door(_("专家志愿服务"), _("名册、场次、没有人解答的"), "/office/experts/")
        lists = import_module("zhiwei.platform.kit.open_lists")
        public = import_module("zhiwei.platform.experts.views.public")
        lists.add_open_list("expert-sessions", _("可预约的专家场次"), "/experts/", public.sessions)
        lists.add_open_list("expert-answers", _("公开的解答"), "/experts/answers/", public.published)
        pages.add_desk(_("专家工作页"), "/my/expert/", lambda viewer: viewer.has(Role.EXPERT))
        import_module("zhiwei.platform.subjects.list_files").add_list_file(
            import_module("zhiwei.platform.experts.session_file").SessionFile()
        )
        tagged = import_module("zhiwei.platform.subjects.indicators")
        tagged.add_indicators(import_module("zhiwei.platform.experts.difficulties").counted)
