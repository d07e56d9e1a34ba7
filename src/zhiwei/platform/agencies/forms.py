"""Forms of the room."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zhiwei.law.divisions import load_divisions
from zhiwei.platform.accounts.divisions import name_of
from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.agencies.models import Body, Kind, Nature, Person
from zhiwei.platform.agencies.services.common import KEEP
from zhiwei.platform.kit import clock
from zhiwei.platform.kit.forms import DateInput, FilterForm
from zhiwei.platform.subjects.models import Subject


def own_places(viewer: Viewer) -> list[tuple[str, str]]:
    """The divisions of today whose registers the viewer keeps, as choices."""
    today = clock.today()
    able = [one.code for one in load_divisions() if one.exists(today) and viewer.may(KEEP, division=one.code)]
    return [(code, name_of(code)) for code in sorted(able)]


class PlacedForm(forms.Form):
    """Something registered in a division."""

    name = forms.CharField(label=_("名称"), max_length=200)
    division = forms.ChoiceField(label=_("所在地区"))

    def __init__(self, viewer: Viewer, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["division"].choices = own_places(viewer)  # type: ignore[attr-defined]


class PlatformForm(PlacedForm):
    """A public platform or centre."""

    nature = forms.ChoiceField(label=_("单位性质"), choices=Nature.choices)
    set_up_on = forms.DateField(label=_("建设（登记）日期"), widget=DateInput)
    department = forms.CharField(label=_("主办部门"), max_length=120)


class BodyForm(PlacedForm):
    """A body under a department."""

    department = forms.CharField(label=_("主管部门"), max_length=120)
    person = forms.ChoiceField(label=_("法人性质"), choices=Person.choices)
    since = forms.DateField(label=_("何日起隶属"), widget=DateInput)
    document = forms.CharField(label=_("批准设立的文号"), max_length=120)


class PlanForm(forms.Form):
    """By which days a body is separated and converted."""

    document = forms.CharField(label=_("工作方案文号"), max_length=120)
    separate_by = forms.DateField(label=_("计划分离日期"), widget=DateInput)
    convert_by = forms.DateField(
        label=_("计划转制日期"), widget=DateInput, required=False, help_text=_("已是企业法人的不填")
    )

    @classmethod
    def of(cls, body: Body, data: Any = None) -> PlanForm:
        """The form of a body's plan, with what is entered already."""
        given = {
            "document": body.plan_document, "separate_by": body.separate_by, "convert_by": body.convert_by,
        }  # fmt: skip
        return cls(data, initial=given)


class JoinForm(forms.Form):
    """Who applies to the register of agencies, with which services; the key makes a double click one application."""

    who = forms.ModelChoiceField(Subject.objects.none(), label=_("申请的法人"))
    kinds = forms.MultipleChoiceField(
        label=_("服务类别"), choices=Kind.choices, widget=forms.CheckboxSelectMultiple
    )
    services = forms.CharField(label=_("提供哪些服务"), max_length=2000, widget=forms.Textarea({"rows": 4}))
    key = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, own: list[Subject], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keys = [one.pk for one in own]
        self.fields["who"].queryset = Subject.objects.filter(pk__in=keys).order_by("name")  # type: ignore[attr-defined]
        if len(own) == 1:
            self.initial.setdefault("who", own[0].pk)


class YearFilter(FilterForm):
    """Of which year."""

    year = forms.IntegerField(label=_("年度"), min_value=2012, max_value=2099)


class ListingFilter(FilterForm):
    """What narrows the register of agencies."""

    q = forms.CharField(label=_("名称包含"), max_length=60)
    kind = forms.ChoiceField(label=_("服务类别"), choices=[("", _("全部")), *Kind.choices])
