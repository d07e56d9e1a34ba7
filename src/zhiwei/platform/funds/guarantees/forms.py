"""What is entered or chosen on the pages of guarantee compensation."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhiwei.platform.kit import clock
from zhiwei.platform.kit.fields import FenFormField
from zhiwei.platform.kit.forms import DateInput, FilterForm


class SchemeForm(forms.Form):
    """The province's rule."""

    from_day = forms.DateField(label=gettext_lazy("施行日期"), widget=DateInput)
    limit = FenFormField(label=gettext_lazy("单笔担保限额（元）"), least=1)
    ratio = forms.CharField(
        label=gettext_lazy("补偿比例"), max_length=20, help_text=gettext_lazy("损失的百分之几，例如 40%")
    )
    cap = FenFormField(label=gettext_lazy("单笔补偿上限（元）"), least=1)
    document = forms.CharField(label=gettext_lazy("文号"), max_length=120)

    def clean_ratio(self) -> Fraction:
        """An exact share."""
        text = self.cleaned_data["ratio"].strip().replace("％", "%")
        try:
            return Fraction(text.rstrip("%").strip()) / (100 if text.endswith("%") else 1)
        except (ValueError, ZeroDivisionError):
            raise forms.ValidationError(_("请写百分数，例如 40%")) from None


class YearFilter(FilterForm):
    """Which year's business."""

    year = forms.TypedChoiceField(label=gettext_lazy("年度"), coerce=int)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        years = range(clock.today().year, 2011, -1)
        self.fields["year"].choices = [(one, str(one)) for one in years]  # type: ignore[attr-defined]
