"""What narrows the audit's lists."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from zhiwei.platform.kit.forms import DateInput, FilterForm


class ActFilter(FilterForm):
    """By person, act, record and days."""

    who = forms.CharField(label=_("姓名或单位"), max_length=60)
    act = forms.CharField(label=_("行为"), max_length=60)
    key = forms.CharField(label=_("对象编号"), max_length=200)
    from_day = forms.DateField(label=_("自"), widget=DateInput)
    to_day = forms.DateField(label=_("至"), widget=DateInput)


class ReadFilter(FilterForm):
    """By person, record and days."""

    who = forms.CharField(label=_("姓名或单位"), max_length=60)
    key = forms.CharField(label=_("对象编号"), max_length=200)
    from_day = forms.DateField(label=_("自"), widget=DateInput)
    to_day = forms.DateField(label=_("至"), widget=DateInput)
