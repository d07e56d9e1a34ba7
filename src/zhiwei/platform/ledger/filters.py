"""What narrows the lists of the room, in their addresses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhiwei.platform.answers.rulebook import current
from zhiwei.platform.kit.forms import DateInput, FilterForm
from zhiwei.platform.kit.language import lang
from zhiwei.platform.ledger import queries
from zhiwei.platform.ledger.chart import Level
from zhiwei.platform.ledger.models import Commitment, Fund, PaymentList
from zhiwei.platform.ledger.models.funds import OVER


class DaysForm(FilterForm):
    """The day up to which a fund is looked at, and the first day whose entries are listed."""

    to_day = forms.DateField(
        label=gettext_lazy("截至哪一天"), widget=DateInput, help_text=gettext_lazy("余额和明细都算到这一天")
    )
    from_day = forms.DateField(label=gettext_lazy("明细从哪一天起"), widget=DateInput)

    def clean(self) -> dict[str, Any]:
        """In order."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = cleaned.get("from_day"), cleaned.get("to_day")
        if first and last and last < first:
            raise ValidationError(_("“截至哪一天”早于“明细从哪一天起”"))
        return cleaned


ENDED = "ended"
"""Of a fund: its days are over and it was not closed."""


class FundFilter(FilterForm):
    """What narrows the list of funds."""

    q = forms.CharField(label=gettext_lazy("名称或用途包含"), max_length=60)
    level = forms.ChoiceField(
        label=gettext_lazy("级次"), choices=[("", gettext_lazy("全部")), *Level.choices]
    )
    year = forms.IntegerField(label=gettext_lazy("预算年度"))
    state = forms.ChoiceField(
        label=gettext_lazy("状态"), choices=[("", gettext_lazy("全部")), *Fund.State.choices, (ENDED, OVER)]
    )

    def narrowed(self, rows: QuerySet[Fund]) -> QuerySet[Fund]:
        """The funds that the filters leave; one whose days are over is not in use any more."""
        chosen = self.chosen()
        if text := chosen.get("q"):
            rows = rows.filter(Q(name__icontains=text) | Q(purposes__icontains=text))
        for field, name in (("level", "level"), ("year", "budget_year")):
            if field in chosen:
                rows = rows.filter(**{name: chosen[field]})
        state = chosen.get("state")
        if state == ENDED:
            return rows.filter(queries.over())
        if state:
            rows = rows.filter(state=state)
        return rows.exclude(queries.over()) if state == Fund.State.OPEN else rows


class OfficeFundFilter(FundFilter):
    """The same for officials, who are shown the funds in use first."""

    at_first: ClassVar[Mapping[str, str]] = {"state": Fund.State.OPEN.value}


class CommitmentFilter(FilterForm):
    """What narrows the commitments."""

    q = forms.CharField(label=gettext_lazy("主体或凭据包含"), max_length=100)
    sentence = forms.CharField(label=gettext_lazy("句"), max_length=40)
    state = forms.ChoiceField(
        label=gettext_lazy("状态"), choices=[("", gettext_lazy("全部")), *Commitment.State.choices]
    )
    unpaid = forms.ChoiceField(
        label=gettext_lazy("未付清"),
        choices=[
            ("", gettext_lazy("全部")),
            ("waiting", gettext_lazy("尚未付清")),
            ("over", gettext_lazy("资金已到期，仍未付清")),
        ],
    )
    days = forms.IntegerField(label=gettext_lazy("未付满多少天"), min_value=1)
    alike = forms.BooleanField(label=gettext_lazy("同一凭据不止一笔"))


class UncheckedFilter(FilterForm):
    """What narrows the commitments that rest on values still to be checked; ``names`` are the parameters there are."""

    q = forms.CharField(label=gettext_lazy("主体或凭据包含"), max_length=100)
    parameter = forms.ChoiceField(label=gettext_lazy("待核的数值"))
    state = forms.ChoiceField(
        label=gettext_lazy("状态"), choices=[("", gettext_lazy("全部")), *Commitment.State.choices]
    )

    def __init__(self, names: Iterable[str], *args: Any) -> None:
        super().__init__(*args)
        known, en = current().data.parameters, lang() == "en"
        labels = {
            name: (known[name].en if en else known[name].zh) if name in known else name for name in names
        }
        listed = sorted(labels.items(), key=lambda pair: pair[1])
        self.fields["parameter"].choices = [("", _("全部")), *listed]  # type: ignore[attr-defined]


class ListFilter(FilterForm):
    """What narrows the payment lists."""

    state = forms.ChoiceField(
        label=gettext_lazy("状态"), choices=[("", gettext_lazy("全部")), *PaymentList.State.choices]
    )
