"""The province's fiscal revenue from a file of years; a year that is on record is corrected by it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhiwei.platform.accounts.divisions import called, name_of
from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.funds.models import FiscalRevenue
from zhiwei.platform.funds.special.forms import FigureForm
from zhiwei.platform.funds.special.revenue import ENTER, PROVINCE, correct_revenue, enter_revenue
from zhiwei.platform.kit.language import semicolons
from zhiwei.platform.subjects.list_files import Done, ListFile, Result, changes
from zhiwei.platform.subjects.list_files.kinds import Words


class RevenueFile(ListFile):
    """What a finance department published, a row a year."""

    name = "fiscal-revenue"
    title = gettext_lazy("财政收入")
    note = gettext_lazy(
        "每个年度一行，按公布的决算填写；已登记年度的数字或出处不同的算更正，审计记录保留更正前的。"
    )
    permission = ENTER
    form = FigureForm
    key = ("year",)
    saying = ("fen", "document")
    large = None
    names: ClassVar[Mapping[str, tuple[Words, ...]]] = {
        "year": ("年份",), "fen": ("财政收入",), "document": (gettext_lazy("财政收入出处"), "文号"),
    }  # fmt: skip

    def target(self, viewer: Viewer, key: str) -> str:
        """The province, for its finance department: the only level whose revenue is compared."""
        if key != PROVINCE:
            raise Http404
        if not viewer.may(ENTER, division=key):
            raise PermissionDenied(_("财政收入由本级财政登记"))
        return key

    def whose(self, target: str) -> str:
        """The place's name."""
        return name_of(target)

    def page(self, viewer: Viewer, target: str) -> str:
        """The special funds, with the years."""
        return reverse("funds:special-office")

    def division(self, target: str) -> str:
        """The place itself."""
        return target

    def owners(self, target: str) -> Mapping[Words, Collection[str]]:
        """Rows of other places are refused."""
        return {gettext_lazy("地区"): called(target)}

    def enter(self, viewer: Viewer, target: str, given: dict[str, Any]) -> Done:
        """A new year, or what changes in one that is there."""
        there = FiscalRevenue.objects.filter(division=target, year=given["year"]).first()
        if there is None:
            enter_revenue(viewer, division=target, **given)
            return Done(Result.NEW)
        told = changes(there, given, self.fields(viewer, target))
        if not told:
            return Done(Result.SAME)
        kept = {"fen": there.fen, "document": there.document}
        correct_revenue(viewer, division=target, **(kept | given))
        return Done(Result.CHANGED, semicolons(told))
