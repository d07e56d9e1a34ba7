"""Forms of the room."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from zhiwei.law.divisions import load_divisions
from zhiwei.platform.accounts.divisions import name_of
from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.kit.fields import FenFormField
from zhiwei.platform.kit.forms import DateInput, FilterForm
from zhiwei.platform.services.models import Category
from zhiwei.platform.subjects.models import Subject


class OfferForm(forms.Form):
    """A service."""

    agency = forms.ModelChoiceField(Subject.objects.none(), label=gettext_lazy("机构"))
    category = forms.ChoiceField(label=gettext_lazy("类别"), choices=Category.choices)
    title = forms.CharField(label=gettext_lazy("服务名称"), max_length=120)
    price = FenFormField(label=gettext_lazy("价格（元）"), least=1)
    text = forms.CharField(
        label=gettext_lazy("内容"), max_length=2_000, required=False, widget=forms.Textarea({"rows": 4})
    )

    telephone = forms.CharField(
        label=gettext_lazy("服务电话"), max_length=60, required=False,
        help_text=gettext_lazy("写在公开目录里的办公电话，不写个人的"),
    )  # fmt: skip

    def __init__(self, agencies: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = agencies  # type: ignore[attr-defined]
        if len(agencies) == 1:
            self.initial.setdefault("agency", agencies[0].pk)


class OrderForm(forms.Form):
    """For which firm; the key makes a double click one order."""

    firm = forms.ModelChoiceField(Subject.objects.none(), label=gettext_lazy("为哪家企业预约"))
    key = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, firms: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["firm"].queryset = firms  # type: ignore[attr-defined]
        if len(firms) == 1:  # nothing to choose: the page names the firm
            self.initial.setdefault("firm", firms[0].pk)
            self.fields["firm"].widget = forms.HiddenInput()


class SchemeForm(forms.Form):
    """A county's scheme."""

    division = forms.ChoiceField(label=gettext_lazy("地区"))
    document = forms.CharField(label=gettext_lazy("文号"), max_length=120)
    province = forms.CharField(label=gettext_lazy("省级分担比例"), max_length=20, initial="0")
    city = forms.CharField(label=gettext_lazy("市级分担比例"), max_length=20, initial="0")
    county = forms.CharField(
        label=gettext_lazy("县级分担比例"),
        max_length=20,
        help_text=gettext_lazy("写成 0.4 或 2/5，三级之和为 1"),
    )
    yearly_fen = FenFormField(label=gettext_lazy("每户每年补贴上限（元）"), least=1)
    from_day = forms.DateField(label=gettext_lazy("起始日"), widget=DateInput)
    to_day = forms.DateField(label=gettext_lazy("终止日"), widget=DateInput, required=False)

    def __init__(self, viewer: Viewer, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        able = [one for one in load_divisions() if one.level == 3 and not one.abolished]
        codes = sorted(one.code for one in able if viewer.may("services.scheme", division=one.code))
        self.fields["division"].choices = [(c, name_of(c)) for c in codes]  # type: ignore[attr-defined]


class CatalogueFilter(FilterForm):
    """What narrows the catalogue."""

    q = forms.CharField(label=gettext_lazy("服务或机构包含"), max_length=60)
    category = forms.ChoiceField(
        label=gettext_lazy("类别"), choices=[("", gettext_lazy("全部")), *Category.choices]
    )


class YearFilter(FilterForm):
    """Of which year."""

    year = forms.IntegerField(label=gettext_lazy("年度"), min_value=2012, max_value=2099)
