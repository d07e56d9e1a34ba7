"""What is entered or chosen on the pages of special funds."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zhiwei.platform.funds.special.counties import Colour
from zhiwei.platform.kit import clock
from zhiwei.platform.kit.fields import FenFormField
from zhiwei.platform.kit.forms import FilterForm


class FigureForm(forms.Form):
    """A year's published revenue with the document it stands in."""

    year = forms.IntegerField(
        label=_("年度"),
        min_value=2000,
        max_value=2100,
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), _("请填写公历年份，例如 2012")),
    )
    fen = FenFormField(label=_("财政收入（万元）"), unit="万元", least=1)
    document = forms.CharField(label=_("出处"), max_length=120, help_text=_("决算报告或公报的名称、文号"))


class RevenueForm(FigureForm):
    """A figure entered on the page, or one that takes the place of a year's."""

    correct = forms.BooleanField(label=_("更正已登记的年度"), required=False)


class MapFilter(FilterForm):
    """What narrows the list of counties."""

    year = forms.TypedChoiceField(label=_("年度"), coerce=int)
    colour = forms.ChoiceField(label=_("设立情况"), choices=[("", _("全部")), *Colour.choices])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        years = range(clock.today().year, 2011, -1)
        self.fields["year"].choices = [(one, str(one)) for one in years]  # type: ignore[attr-defined]
