"""The courses of a commission from a file: organiser, title and first day tell two courses apart; changes stay on the page."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, ClassVar

from django import forms
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.kit.language import aside, commas, semicolons
from zhiwei.platform.subjects.list_files import Done, ListFile, Result, changes, row_of
from zhiwei.platform.subjects.list_files.kinds import Words
from zhiwei.platform.training import queries
from zhiwei.platform.training.forms import CourseForm
from zhiwei.platform.training.models import Commission, Course
from zhiwei.platform.training.services import publish
from zhiwei.platform.training.services.common import Fault, Refused


class CourseRow(CourseForm):
    """A course of the commission whose file it is."""

    def __init__(self, commission: Commission, *args: Any, **kwargs: Any) -> None:
        super().__init__(Commission.objects.filter(pk=commission.pk), *args, **kwargs)
        del self.fields["commission"]


class CourseFile(ListFile):
    """What a body offers under a commission."""

    name = "courses"
    title = gettext_lazy("培训课程")
    note = gettext_lazy(
        "同一机构同名、同一天开课的算同一门课程，只登记一次。已发布的课程不能用表修改，内容不同的行不收；"
        "更改和取消在课程页面上办理。"
    )
    permission = "training.teach"
    form = CourseRow
    key = ("title", "starts_on")
    names: ClassVar[Mapping[str, tuple[Words, ...]]] = {
        "title": (gettext_lazy("课程"),), "teacher": ("授课人",), "division": (gettext_lazy("地区"),),
    }  # fmt: skip

    def target(self, viewer: Viewer, key: str) -> Commission:
        """The commission, for the people of its body."""
        rows = Commission.objects.filter(body__in=queries.bodies_of(viewer)).select_related("body")
        commission = row_of(rows, pk=key)
        if commission is None:
            raise Http404
        return commission

    def whose(self, target: Commission) -> str:
        """Its body, document and kind."""
        return aside(target.body.name, commas((target.document, target.get_kind_display())))

    def page(self, viewer: Viewer, target: Commission) -> str:
        """The courses of the viewer's bodies."""
        return reverse("training:courses")

    def division(self, target: Commission) -> str:
        """The place it is for."""
        return target.division

    def row(self, viewer: Viewer, target: Commission, data: Mapping[str, str] | None = None) -> forms.Form:
        """The form of one course."""
        return CourseRow(target, data)

    def owners(self, target: Commission) -> Mapping[Words, Collection[str]]:
        """Rows of another body or another commission are refused."""
        return {gettext_lazy("培训机构"): {target.body.name}, gettext_lazy("委托文号"): {target.document}}

    def enter(self, viewer: Viewer, target: Commission, given: dict[str, Any]) -> Done:
        """A new course; one of the body that is there says what the row says, or the row is refused."""
        rows = Course.objects.filter(
            commission__body=target.body, title=given["title"].strip(), starts_on=given["starts_on"]
        ).select_related("commission")
        there = rows.filter(state=Course.State.OPEN).first()
        if there is not None:
            told = changes(there, given, self.fields(viewer, target))
            if there.commission_id != target.pk:
                told.append(_("按另一份委托 %(document)s 发布") % {"document": there.commission.document})
            if not told:
                return Done(Result.SAME)
            words = _(
                "这门课程已经发布，内容不同（%(told)s）；请改为一致或删去这一行，要更改的在课程页面上更改"
            )
            raise Refused([Fault("title", words % {"told": semicolons(told)})])
        if gone := rows.filter(commission=target).first():
            words = _("这门课程已经取消（%(why)s）；请删去这一行，确要再开的在页面上逐门发布")
            raise Refused([Fault("title", words % {"why": gone.cancelled_why})])
        publish(viewer, target, **{"text": "", **given})
        return Done(Result.NEW)
