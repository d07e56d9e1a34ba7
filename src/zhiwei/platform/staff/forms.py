"""Forms of the room."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zhiwei.platform.kit import clock
from zhiwei.platform.kit.forms import FilterForm
from zhiwei.platform.staff.services import FIRST


class ReportForm(forms.Form):
    """Staff at the end of a year; what is not known stays empty."""

    year = forms.IntegerField(label=_("年度（年末数）"), min_value=FIRST)
    technology = forms.IntegerField(label=_("科技人员"), min_value=0, required=False)
    skilled = forms.IntegerField(
        label=_("科技人员以外的高技能人才"), min_value=0, required=False, help_text=_("每个人只算一次")
    )
    total = forms.IntegerField(
        label=_("职工总数"), min_value=0, required=False, help_text=_("不知道的数可以不填，不要填零")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("year", clock.today().year - 1)


class YearFilter(FilterForm):
    """Of which year."""

    year = forms.IntegerField(label=_("年度"), min_value=FIRST, max_value=2099)

    def or_last(self) -> int:
        """The year chosen, else the last one that is over."""
        return int(self.chosen().get("year") or clock.today().year - 1)
