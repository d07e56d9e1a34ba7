"""Forms of design bases."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zhiwei.platform.kit.fields import FenFormField
from zhiwei.platform.ledger.models import Fund


class MatchForm(forms.Form):
    """Local money for a base, for the budget year of the fund."""

    fund = forms.ModelChoiceField(Fund.objects.none(), label=_("配套资金"))
    amount = FenFormField(label=_("配套金额"), least=1)

    def __init__(self, *args: Any, funds: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["fund"].queryset = funds  # type: ignore[attr-defined]


class PublishForm(forms.Form):
    """The year whose check is published."""

    year = forms.TypedChoiceField(label=_("年度"), coerce=int)
    document = forms.CharField(label=_("通报文号"), max_length=120)

    def __init__(self, *args: Any, years: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = [(one, str(one)) for one in years]  # type: ignore[attr-defined]
