"""The residents of a base from a file: who moved in on which day with how much room; moving out and mistakes stay on the page."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.bases import queries
from zhiwei.platform.bases.forms import MoveInForm
from zhiwei.platform.bases.models import Base, Residency
from zhiwei.platform.bases.services import move_in
from zhiwei.platform.bases.services.common import Fault, Refused
from zhiwei.platform.subjects.firm_field import ExactFirmField
from zhiwei.platform.subjects.list_files import Done, ListFile, Result, row_of
from zhiwei.platform.subjects.list_files.kinds import Words


class ResidentRow(MoveInForm):
    """A firm, named whole, that moved in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["firm"] = ExactFirmField(label=self.fields["firm"].label)


class ResidentFile(ListFile):
    """The register of who moved in to a base."""

    name = "residents"
    title = gettext_lazy("入驻名录")
    note = gettext_lazy("登记过的入驻不能用表修改，内容不同的行不收；迁出和登记有误的在名录页面办理。")
    permission = "bases.keep"
    form = ResidentRow
    key = ("firm", "on")
    names: ClassVar[Mapping[str, tuple[Words, ...]]] = {
        "firm": ("企业名称", "统一社会信用代码"), "on": (gettext_lazy("入驻"),), "area": (gettext_lazy("面积（平方米）"),),
    }  # fmt: skip

    def target(self, viewer: Viewer, key: str) -> Base:
        """The base, for its operator and officials of its place."""
        base = row_of(queries.own(viewer), subject=key)
        if base is None:
            raise Http404
        if not queries.may_keep(viewer, base):
            raise PermissionDenied(_("您不能登记这个基地的入驻和毕业情况"))
        return base

    def whose(self, target: Base) -> str:
        """Its name."""
        return target.subject.name

    def page(self, viewer: Viewer, target: Base) -> str:
        """Its registers, as an official or its operator sees them."""
        office = viewer.covers(target.subject.division)
        return reverse("bases:office" if office else "bases:own", args=[target.subject_id])

    def division(self, target: Base) -> str:
        """Its place."""
        return target.subject.division

    def owners(self, target: Base) -> Mapping[Words, Collection[str]]:
        """Rows of another base are refused."""
        return {gettext_lazy("基地"): {target.subject.name}}

    def enter(self, viewer: Viewer, target: Base, given: dict[str, Any]) -> Done:
        """A firm moves in; one that did so on this day is there already, or the row contradicts the register."""
        rows = Residency.objects.filter(base=target, firm=given["firm"])
        there = rows.filter(struck_at=None, moved_in_on=given["on"]).first()
        there = there or rows.filter(struck_at=None, moved_out_on=None).first()
        if there is not None:
            if (there.moved_in_on, there.area) == (given["on"], given["area"]):
                return Done(Result.SAME)
            words = _("该企业已登记：%(day)s 入驻，%(area)d 平方米；请改为一致或删去这一行，登记有误的先作废")
            raise Refused([Fault("firm", words % {"day": there.moved_in_on, "area": there.area})])
        if struck := rows.filter(moved_in_on=given["on"], area=given["area"]).first():
            words = _("这条登记已经作废（%(why)s）；请删去这一行，确要登记的在名录页面逐户登记")
            raise Refused([Fault("firm", words % {"why": struck.struck_why})])
        move_in(viewer, target, given["firm"], on=given["on"], area=given["area"])
        return Done(Result.NEW)
