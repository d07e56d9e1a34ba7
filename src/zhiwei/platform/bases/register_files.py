"""The registers of a base from a file: who moved in, who moved out, who graduated; mistakes are struck on the page."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.bases import queries
from zhiwei.platform.bases.forms import GraduateForm, MoveInForm
from zhiwei.platform.bases.models import Base, Graduation, Residency
from zhiwei.platform.bases.services import graduate, move_in, move_out
from zhiwei.platform.bases.services.common import Fault, Refused
from zhiwei.platform.kit.forms import DateInput
from zhiwei.platform.subjects.firm_field import ExactFirmField
from zhiwei.platform.subjects.list_files import Done, ListFile, Result, row_of
from zhiwei.platform.subjects.list_files.kinds import Words

FIRM = ("企业名称", "统一社会信用代码")


class ResidentRow(MoveInForm):
    """A firm, named whole, that moved in."""

    firm = ExactFirmField(label=gettext_lazy("企业"))


class DepartureRow(forms.Form):
    """A firm, named whole, that moved out."""

    firm = ExactFirmField(label=gettext_lazy("企业"))
    on = forms.DateField(label=gettext_lazy("迁出日期"), widget=DateInput)


class GraduateRow(GraduateForm):
    """A firm, named whole, that the base raised."""

    firm = ExactFirmField(label=gettext_lazy("企业"))


class RegisterFile(ListFile):
    """A register of a base."""

    permission = "bases.keep"

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


class ResidentFile(RegisterFile):
    """Who moved in on which day with how much room."""

    name = "residents"
    title = gettext_lazy("入驻名录")
    note = gettext_lazy(
        "登记过的入驻不能用表修改，内容不同的行不收；迁出另用迁出表，登记有误的在名录页面办理。"
    )
    form = ResidentRow
    key = ("firm", "on")
    names: ClassVar[Mapping[str, tuple[Words, ...]]] = {
        "firm": FIRM, "on": (gettext_lazy("入驻"),), "area": (gettext_lazy("面积（平方米）"),),
    }  # fmt: skip

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
            raise _struck(struck)
        move_in(viewer, target, given["firm"], on=given["on"], area=given["area"])
        return Done(Result.NEW)


class DepartureFile(RegisterFile):
    """Who moved out, from which day on."""

    name = "departures"
    title = gettext_lazy("迁出名录")
    note = gettext_lazy(
        "只收登记了入驻的企业；登记过的迁出不能用表修改，日期不同的行不收。没有迁出日期的企业不要列入。"
    )
    form = DepartureRow
    key = ("firm", "on")
    names: ClassVar[Mapping[str, tuple[Words, ...]]] = {"firm": FIRM, "on": (gettext_lazy("迁出"),)}

    def enter(self, viewer: Viewer, target: Base, given: dict[str, Any]) -> Done:
        """The firm that resides there moves out; one that left on this day is there already."""
        rows = Residency.objects.filter(base=target, firm=given["firm"], struck_at=None)
        if rows.filter(moved_out_on=given["on"]).exists():
            return Done(Result.SAME)
        here = rows.filter(moved_out_on=None).first()
        if here is None:
            left = rows.order_by("-moved_out_on").first()
            if left is None:
                said = _("该企业没有登记入驻这个基地；请核对名称，或先登记入驻")
            else:
                words = _("该企业已登记 %(day)s 迁出；请改为一致或删去这一行")
                said = words % {"day": left.moved_out_on}
            raise Refused([Fault("firm", said)])
        move_out(viewer, here, on=given["on"])
        return Done(Result.NEW)


class GraduateFile(RegisterFile):
    """Whom the base raised, by which document."""

    name = "graduates"
    title = gettext_lazy("毕业名录")
    note = gettext_lazy(
        "一家企业只毕业一次。登记过的毕业不能用表修改，内容不同的行不收；登记有误的在名录页面办理。"
    )
    form = GraduateRow
    key = ("firm",)
    names: ClassVar[Mapping[str, tuple[Words, ...]]] = {"firm": FIRM, "document": ("毕业证书号", "证书号")}

    def enter(self, viewer: Viewer, target: Base, given: dict[str, Any]) -> Done:
        """A firm graduates; one that did so on this day by this document is there already."""
        rows = Graduation.objects.filter(base=target, firm=given["firm"])
        said = {"graduated_on": given["on"], "document": given["document"].strip()}
        there = rows.filter(struck_at=None).first()
        if there is not None:
            if (there.graduated_on, there.document) == tuple(said.values()):
                return Done(Result.SAME)
            words = _("该企业已登记：%(day)s 毕业，%(document)s；请改为一致或删去这一行，登记有误的先作废")
            raise Refused([Fault("firm", words % {"day": there.graduated_on, "document": there.document})])
        if struck := rows.filter(**said).first():
            raise _struck(struck)
        graduate(viewer, target, given["firm"], on=given["on"], document=given["document"])
        return Done(Result.NEW)


def _struck(entry: Residency | Graduation) -> Refused:
    """A mistake that was struck does not come back by a file."""
    words = _("这条登记已经作废（%(why)s）；请删去这一行，确要登记的在名录页面逐户登记")
    return Refused([Fault("firm", words % {"why": entry.struck_why})])
