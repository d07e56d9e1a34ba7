"""What is entered in the register of venture capital."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from zhiwei.platform.funds.models import Transfer
from zhiwei.platform.kit.fields import FenFormField
from zhiwei.platform.kit.forms import DateInput
from zhiwei.platform.subjects.firm_field import FirmField


class VentureFundForm(forms.Form):
    """An institution and its capital."""

    fen = FenFormField(label=_("实缴规模（元）"), least=1)
    established_on = forms.DateField(label=_("设立日期"), widget=DateInput)
    document = forms.CharField(label=_("备案文号"), max_length=120)
    talent = forms.BooleanField(label=_("主要投资于高层次人才创业创新项目"), required=False)


class InvestmentForm(forms.Form):
    """Money in a firm."""

    firm = FirmField(label=_("被投资企业"))
    agreement = forms.CharField(label=_("投资协议编号"), max_length=80)
    fen = FenFormField(label=_("投资额（元）"), least=1)
    on_day = forms.DateField(label=_("投资日期"), widget=DateInput)


class TransferForm(forms.Form):
    """How it was given up."""

    way = forms.ChoiceField(label=_("退出方式"), choices=Transfer.Way.choices)
    on_day = forms.DateField(label=_("退出日期"), widget=DateInput)
    fen = FenFormField(label=_("收回金额（元）"), least=0)
    buyer = forms.CharField(label=_("受让方"), max_length=120, required=False)
    document = forms.CharField(label=_("凭证号"), max_length=120)
