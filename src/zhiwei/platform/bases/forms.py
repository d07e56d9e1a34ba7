"""Forms of the room."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zhiwei.platform.accounts.models import Membership, User
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.bases.models import Investor, Kind
from zhiwei.platform.kit import clock
from zhiwei.platform.kit.fields import FenFormField
from zhiwei.platform.kit.forms import DateInput
from zhiwei.platform.kit.language import listed
from zhiwei.platform.ledger.models import Fund
from zhiwei.platform.subjects.models import Subject
from zhiwei.platform.subjects.queries.searching import by_text

MOST = 8
"""Firms offered where a text fits several."""


def _telephone(*, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=_("招商电话"),
        max_length=60,
        required=required,
        help_text=_("写在公开页上的办公电话，不写个人的"),
    )


class BaseForm(forms.Form):
    """What the register keeps of a base."""

    kind = forms.ChoiceField(label=_("类型"), choices=Kind.choices)
    investor = forms.ChoiceField(label=_("投资主体"), choices=Investor.choices)
    area = forms.IntegerField(label=_("可出租面积（平方米）"), min_value=1)
    floors = forms.IntegerField(label=_("层数"), min_value=1, initial=1)
    opened_on = forms.DateField(label=_("启用日期"), widget=DateInput)
    boundary = forms.CharField(
        label=_("四至范围"),
        max_length=300,
        help_text=_("例如：东至文一西路，南至余杭塘河，西至荆长路，北至和睦路"),
    )
    industry = forms.CharField(label=_("主导产业"), max_length=120)
    telephone = _telephone(required=False)


class TelephoneForm(forms.Form):
    """How a base is reached by who wants to move in."""

    telephone = _telephone()


class FirmField(forms.CharField):
    """A firm by its whole name, its number, or a part that fits one firm only; gives the subject."""

    def clean(self, value: Any) -> Subject:
        """The firm. Raises ValidationError naming those that fit where there are several."""
        text = super().clean(value)
        rows = Subject.objects.filter(entity="enterprise", state=Subject.State.ACTIVE)
        exact = list(rows.filter(name=text.strip())[:2])
        found = exact if len(exact) == 1 else list(by_text(rows, text)[: MOST + 1])
        if len(found) == 1:
            return found[0]
        if not found:
            raise forms.ValidationError(_("名录里没有这个企业；请写登记的全称或统一社会信用代码"))
        names = listed(one.name for one in found[:MOST])
        raise forms.ValidationError(_("有多个企业符合，请写全称：%(names)s") % {"names": names})


class MoveInForm(forms.Form):
    """A firm that moved in."""

    firm: forms.Field = FirmField(
        label=_("企业"), max_length=200, help_text=_("登记的全称或统一社会信用代码")
    )
    on = forms.DateField(label=_("入驻日期"), widget=DateInput)
    area = forms.IntegerField(label=_("租用面积（平方米）"), min_value=1)


class GraduateForm(forms.Form):
    """A firm that the base raised."""

    firm: forms.Field = FirmField(
        label=_("企业"), max_length=200, help_text=_("登记的全称或统一社会信用代码")
    )
    on = forms.DateField(label=_("毕业日期"), widget=DateInput)
    document = forms.CharField(label=_("毕业证明"), max_length=120, help_text=_("文号或证书号"))


class RoundForm(forms.Form):
    """A round of the province."""

    year = forms.IntegerField(label=_("年度"), min_value=1)
    as_of = forms.DateField(
        label=_("指标截止日"), widget=DateInput, help_text=_("按这一天的名录计算两项指标")
    )
    closes_on = forms.DateField(label=_("申请截止日"), widget=DateInput)
    reviews = forms.IntegerField(label=_("每个基地的评审专家数"), min_value=1, max_value=20, initial=3)
    document = forms.CharField(label=_("通知文号"), max_length=120)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].initial = clock.today().year


class MatchForm(forms.Form):
    """Local money for a recognised base."""

    fund = forms.ModelChoiceField(Fund.objects.none(), label=_("配套资金"))
    amount = FenFormField(label=_("配套金额"), least=1)

    def __init__(self, *args: Any, funds: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["fund"].queryset = funds  # type: ignore[attr-defined]


class ExpertsForm(forms.Form):
    """Who reviews the applications of a round."""

    experts = forms.ModelMultipleChoiceField(
        User.objects.none(), label=_("评审专家"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = clock.today()
        held = Membership.objects.filter(
            Q(to_day=None) | Q(to_day__gte=today), role=Role.EXPERT, from_day__lte=today
        )
        able = User.objects.filter(pk__in=held.values("user"), is_active=True).order_by("display_name")
        self.fields["experts"].queryset = able  # type: ignore[attr-defined]
