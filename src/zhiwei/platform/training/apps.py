"""The room as Django knows it."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class TrainingConfig(AppConfig):
    """Commissioned bodies, courses, proved attendances, funded places."""

    name = "zhiwei.platform.training"
    label = "training"
    verbose_name = "经营者培训"

    def ready(self) -> None:
        """Lend the ledger words for what it pays on, stand on the pages of subjects."""
        upwards, money = (
            import_module(f"zhiwei.platform.{one}") for one in ("ledger.upwards", "training.money")
        )
        upwards.add_kept_basis(money.COURSE, money.course_words)
        upwards.add_basis(money.PLACE, lambda _key: gettext("资助培训名额"))
        pages = import_module("zhiwei.platform.subjects.pages")
        pages.add_page(
            _("经营者培训"), lambda s: "/my/training/" if s.entity == "enterprise" else None, office=False
        )
        pages.add_page(
            _("我的课程"), lambda s: "/my/courses/" if s.entity == "training" else None, office=False
        )
        pages.add_page(
            _("委托和课程"),
            lambda s: f"/training/bodies/{s.pk}/" if s.entity == "training" else None,
            office=True,
        )
        pages.add_errands(import_module("zhiwei.platform.training.errands").errands)
        doors = import_module("zhiwei.platform.accounts.doors")
        doors.add_public_door(_("经营者培训"), _("近期课程、资助名额、完成情况"), "/training/")
        lists = import_module("zhiwei.platform.kit.open_lists")
        public = import_module("zhiwei.platform.training.views.public")
        lists.add_open_list("courses", _("近期课程"), "/training/", public.courses)
        lists.add_open_list("trainers", _("受委托的培训机构"), "/training/bodies/", public.trainers)
        doors.add_office_door(_("经营者培训"), _("委托、课程、名额、完成情况"), "/office/training/")
        import_module("zhiwei.platform.subjects.list_files").add_list_file(
            import_module("zhiwei.platform.training.course_file").CourseFile()
        )
        tagged = import_module("zhiwei.platform.subjects.indicators")
        tagged.add_indicators(import_module("zhiwei.platform.training.difficulties").counted)
