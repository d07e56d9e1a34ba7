"""What the tax office fills in."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from zhiwei.platform.bases.forms import FirmField
from zhiwei.platform.kit.fields import FenFormField
from zhiwei.platform.kit.forms import DateInput


class PaymentForm(forms.Form):
    """A payment of tax."""

    firm: forms.Field = FirmField(
        label=_("企业"), max_length=200, help_text=_("登记的全称或统一社会信用代码")
    )
    paid_on = forms.DateField(label=_("缴款日期"), widget=DateInput)
    fen = FenFormField(label=_("缴纳税款"), least=1)
    number = forms.CharField(label=_("完税凭证号"), max_length=60)
