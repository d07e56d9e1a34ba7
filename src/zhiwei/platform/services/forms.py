"""Forms of the room."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext, gettext_lazy

from zhiwei.law.divisions import load_divisions
from zhiwei.platform.accounts.divisions import name_of
from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.cases.bulk.choices import Choice
from zhiwei.platform.cases.forms import StepForm
from zhiwei.platform.kit import clock
from zhiwei.platform.kit.fields import FenFormField
from zhiwei.platform.kit.forms import DateInput, FilterForm
from zhiwei.platform.kit.money import short
from zhiwei.platform.services.models import Category, Order
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


class CorrectingFilter(FilterForm):
    """Which agency's orders, made on which days."""

    agency: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        Subject.objects.none(), label=gettext_lazy("机构")
    )
    from_day = forms.DateField(label=gettext_lazy("下单日自"), widget=DateInput)
    to_day = forms.DateField(label=gettext_lazy("下单日至"), widget=DateInput)

    def __init__(self, agencies: Any, *args: Any) -> None:
        super().__init__(*args)
        self.fields["agency"].queryset = agencies  # type: ignore[attr-defined]


class OrdersField(forms.MultipleChoiceField):
    """Orders as a page showed them, ``key:revision``; one that has moved on since is told by the service."""

    widget = forms.CheckboxSelectMultiple

    def valid_value(self, value: str) -> bool:
        """Whether it is such a text."""
        key, _colon, revision = value.partition(":")
        try:
            UUID(key)
        except ValueError:
            return False
        return revision.isdecimal()


class CorrectingForm(StepForm):
    """What a step asks, once for many orders; all of them are chosen at first."""

    def __init__(self, one: Choice, orders: Sequence[Order], *args: Any) -> None:
        super().__init__(one.kind, one.rule, frozenset(), *args)
        choices = [(f"{order.pk}:{order.case.revision}", _told(order)) for order in orders]
        self.fields["orders"] = OrdersField(
            label=gettext_lazy("服务单"), choices=choices, initial=[key for key, _text in choices]
        )
        self.order_fields(["orders"])

    def chosen(self) -> list[tuple[UUID, int]]:
        """Key and revision of the orders that were ticked."""
        parts = (text.partition(":") for text in self.cleaned_data["orders"])
        return [(UUID(key), int(revision)) for key, _colon, revision in parts]


def _told(order: Order) -> str:
    return gettext("%(number)s %(firm)s：%(service)s，%(day)s 下单，核定的补贴 %(fen)s 元") % {
        "number": order.case.number, "firm": order.firm.name, "service": order.offer.title,
        "day": clock.day_of(order.made_at), "fen": short(order.subsidy or 0),
    }  # fmt: skip


class YearFilter(FilterForm):
    """Of which year."""

    year = forms.IntegerField(label=gettext_lazy("年度"), min_value=2012, max_value=2099)
