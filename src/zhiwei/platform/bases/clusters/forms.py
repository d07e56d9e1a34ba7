"""Forms of clusters and chains."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zhiwei.platform.accounts.divisions import level_of, name_of
from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.bases.forms import MOST, FirmField
from zhiwei.platform.bases.models import ClusterKind
from zhiwei.platform.kit.forms import DateInput
from zhiwei.platform.kit.language import listed
from zhiwei.platform.subjects.models import Subject
from zhiwei.platform.subjects.queries import actors
from zhiwei.platform.subjects.queries.searching import by_text


class OperatorField(forms.CharField):
    """An organisation by its whole name or a part that fits one only; gives the subject."""

    def clean(self, value: Any) -> Subject:
        """The organisation. Raises ValidationError naming those that fit where there are several."""
        text = super().clean(value)
        rows = Subject.objects.filter(entity__in=actors(), state=Subject.State.ACTIVE)
        exact = list(rows.filter(name=text.strip())[:2])
        found = exact if len(exact) == 1 else list(by_text(rows, text)[: MOST + 1])
        if len(found) == 1:
            return found[0]
        if not found:
            raise forms.ValidationError(_("名录里没有这个单位；请写登记的全称"))
        names = listed(one.name for one in found[:MOST])
        raise forms.ValidationError(_("有多个单位符合，请写全称：%(names)s") % {"names": names})


def places(viewer: Viewer) -> list[tuple[str, str]]:
    """The counties and cities an official speaks for."""
    return [(code, name_of(code)) for code in sorted(viewer.divisions) if level_of(code) > 1]


class ClusterForm(forms.Form):
    """A new special base, cluster or park."""

    kind = forms.ChoiceField(label=_("类型"), choices=ClusterKind.choices)
    name = forms.CharField(label=_("名称"), max_length=120)
    division = forms.ChoiceField(label=_("地区"))
    boundary = forms.CharField(
        label=_("四至范围"),
        max_length=300,
        help_text=_("例如：东至文一西路，南至余杭塘河，西至荆长路，北至和睦路"),
    )
    industry = forms.CharField(label=_("主导产业"), max_length=120)
    operator = OperatorField(label=_("运营单位"), max_length=200, help_text=_("登记的全称"))
    area = forms.IntegerField(label=_("面积（公顷）"), min_value=1)
    founded_on = forms.DateField(label=_("设立日期"), widget=DateInput)

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["division"].choices = places(viewer)  # type: ignore[attr-defined]


class JoinForm(forms.Form):
    """A firm that joined."""

    firm = FirmField(label=_("企业"), max_length=200, help_text=_("登记的全称或统一社会信用代码"))
    on = forms.DateField(label=_("加入日期"), widget=DateInput)


class ChainForm(forms.Form):
    """A leading firm that the firm of the page supplies."""

    leader = FirmField(label=_("龙头企业"), max_length=200, help_text=_("登记的全称或统一社会信用代码"))
    product = forms.CharField(label=_("配套产品或服务"), max_length=120)
    from_day = forms.DateField(label=_("起始日期"), widget=DateInput)
