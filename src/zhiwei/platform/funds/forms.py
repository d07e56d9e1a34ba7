"""What an official chooses for a run."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhiwei.platform.accounts.divisions import name_of
from zhiwei.platform.cases import casetypes
from zhiwei.platform.funds.programmes import PROGRAMMES
from zhiwei.platform.kit import clock
from zhiwei.platform.kit.forms import DateInput, FilterForm


def _programmes() -> list[tuple[str, str]]:
    return [(name, str(casetypes.get(name).title)) for name in PROGRAMMES]


class RunForm(forms.Form):
    """Which programme, and the day of law and facts: as a rule the end of a year that is over."""

    type = forms.ChoiceField(label=gettext_lazy("项目"), choices=_programmes)
    as_of = forms.DateField(
        label=gettext_lazy("适用日"),
        widget=DateInput,
        help_text=gettext_lazy("一般是已结束的年度的最后一天，如 2012-12-31"),
    )

    def clean_as_of(self) -> date:
        """A day that is over."""
        given: date = self.cleaned_data["as_of"]
        if given > clock.today():
            raise forms.ValidationError(_("该日尚未到来"))
        return given


GOT, NOT, STUCK = "got", "not", "stuck"


class FirmsFilter(FilterForm):
    """What narrows the list of a run."""

    q = forms.CharField(label=gettext_lazy("企业名称包含"), max_length=100)
    got = forms.ChoiceField(
        label=gettext_lazy("结果"),
        choices=[
            ("", gettext_lazy("全部")), (GOT, gettext_lazy("应得")), (NOT, gettext_lazy("没有得到")),
            (STUCK, gettext_lazy("应得但没有办成")),
        ],
    )  # fmt: skip
    division = forms.ChoiceField(label=gettext_lazy("地区"))

    def __init__(self, *args: Any, places: Iterable[str], **kwargs: Any) -> None:
        """``places``: the codes of the divisions to choose from."""
        super().__init__(*args, **kwargs)
        named = sorted((code, name_of(code)) for code in places)
        self.fields["division"].choices = [("", _("全部")), *named]  # type: ignore[attr-defined]


class WhyForm(forms.Form):
    """Whose answer is asked for."""

    q = forms.CharField(label=gettext_lazy("企业名称"), max_length=100)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["q"].widget.attrs["autocomplete"] = "off"
