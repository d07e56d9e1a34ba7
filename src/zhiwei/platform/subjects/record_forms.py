"""What a guarantor or a lender fills in: a contract, what became of it."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from zhiwei.platform.kit.fields import FenFormField
from zhiwei.platform.kit.forms import DateInput, FilterForm
from zhiwei.platform.subjects.firm_field import FirmField
from zhiwei.platform.subjects.models import GuaranteeEvent


class ContractForm(forms.Form):
    """A contract with a firm."""

    borrower = FirmField(label=_("企业"))
    contract = forms.CharField(label=_("合同编号"), max_length=80)
    fen = FenFormField(label=_("金额（元）"), least=1)
    from_day = forms.DateField(label=_("起始日"), widget=DateInput)
    to_day = forms.DateField(label=_("终止日"), widget=DateInput)


class EventForm(forms.Form):
    """A repayment, a claim or a recovery."""

    kind = forms.ChoiceField(label=_("事项"), choices=GuaranteeEvent.Kind.choices)
    on_day = forms.DateField(label=_("日期"), widget=DateInput)
    fen = FenFormField(label=_("金额（元）"), least=1)
    document = forms.CharField(label=_("凭证号"), max_length=120)


class StrikeForm(forms.Form):
    """Why an entry is wrong."""

    why = forms.CharField(label=_("理由"), max_length=300)


class RecordFilter(FilterForm):
    """What narrows a list of records."""

    text = forms.CharField(label=_("合同编号或名称"), max_length=100)
