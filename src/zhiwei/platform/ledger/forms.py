"""Forms of the room."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhiwei.law.divisions import load_divisions
from zhiwei.platform.accounts.divisions import level_of, name_of
from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.kit import clock
from zhiwei.platform.kit.fields import FenFormField
from zhiwei.platform.kit.forms import DateInput
from zhiwei.platform.kit.money import short
from zhiwei.platform.ledger import queries, services
from zhiwei.platform.ledger.chart import LEVEL_OF_DIVISION, Level
from zhiwei.platform.ledger.models import Commitment, Entry, Fund, PaymentLine, PaymentList
from zhiwei.platform.subjects.models import Subject


def key_field() -> forms.CharField:
    """The key of an act, made with the form, so that a second click does not do it twice."""
    return forms.CharField(widget=forms.HiddenInput, max_length=64)


class ActForm(forms.Form):
    """A form with a key of its own."""

    key = key_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {}).setdefault("key", new_key())
        super().__init__(*args, **kwargs)


def new_key() -> str:
    """A key nobody used."""
    return uuid.uuid4().hex


AS_THE_PLACE = "place"
"""Of a new fund: the level of its division."""


class FundForm(ActForm):
    """A new fund; its level is that of its division, unless it is a park's."""

    name = forms.CharField(label=gettext_lazy("资金名称"), max_length=120)
    division = forms.ChoiceField(label=gettext_lazy("地区"))
    level = forms.ChoiceField(label=gettext_lazy("级次"))
    budget_year = forms.IntegerField(label=gettext_lazy("预算年度"), min_value=2012, max_value=2099)
    purposes = forms.CharField(
        label=gettext_lazy("用途"), max_length=400,
        help_text=gettext_lazy("可以支付的句子或措施，用空格或逗号分开，例如 13.3 27.2；账外用途会被拒绝"),
    )  # fmt: skip
    document = forms.CharField(label=gettext_lazy("设立文号"), max_length=120, required=False)
    from_day = forms.DateField(label=gettext_lazy("起始日"), widget=DateInput)
    to_day = forms.DateField(
        label=gettext_lazy("终止日"), widget=DateInput, help_text=gettext_lazy("此日以后不能再作新的承诺")
    )

    def __init__(self, viewer: Viewer, *args: Any, **kwargs: Any) -> None:
        today = clock.today()
        kwargs.setdefault("initial", {"budget_year": today.year}).update(
            {"from_day": date(today.year, 1, 1), "to_day": date(today.year, 12, 31)}
        )
        super().__init__(*args, **kwargs)
        codes = sorted(one.code for one in load_divisions() if viewer.may("ledger.open", division=one.code))
        fields: Any = self.fields
        fields["division"].choices = [(c, name_of(c)) for c in codes]
        fields["level"].choices = levels_of(codes)

    def clean(self) -> dict[str, Any]:
        """The level of the place, where it was left to it."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("level") == AS_THE_PLACE and "division" in cleaned:
            cleaned["level"] = level_in(cleaned["division"])
        return cleaned

    def clean_purposes(self) -> list[str]:
        """The ids."""
        text: str = self.cleaned_data["purposes"]
        for mark in ",，、;；":
            text = text.replace(mark, " ")
        return text.split()


def level_in(division: str) -> str:
    """The level of the money of a division itself."""
    wanted = level_of(division)
    return next(level.value for level, number in LEVEL_OF_DIVISION.items() if number == wanted)


def levels_of(codes: Iterable[str]) -> list[tuple[str, str]]:
    """The levels of which a fund of one of these divisions may be, the first preset: that of the divisions."""
    own = sorted({level_in(code) for code in codes})
    first = (
        [(own[0], str(Level(own[0]).label))]
        if len(own) == 1
        else [(AS_THE_PLACE, _("与所选地区同级（省级、市级或县级）"))]
    )
    park = [] if own == [Level.PROVINCE] else [(Level.PARK.value, str(Level.PARK.label))]
    return first + park


class MoneyForm(ActForm):
    """An amount with the document that gives it."""

    fen = FenFormField(label=gettext_lazy("金额（元）"), least=1)
    document = forms.CharField(label=gettext_lazy("文号"), max_length=120)


class AppropriationForm(MoneyForm):
    """Money that comes into a fund; an unlikely amount is shown in words and has to be sent a second time."""

    again = forms.BooleanField(
        label=gettext_lazy("同一文号的又一笔拨款"), required=False,
        help_text=gettext_lazy("这个文号已入过账、现在确是又一笔的，才勾选"),
    )  # fmt: skip
    looked = forms.IntegerField(widget=forms.HiddenInput, required=False)
    """The amount that was looked at again, fen."""
    asks = False
    """Whether the form asks to look again."""

    def __init__(self, fund: Fund, *args: Any, **kwargs: Any) -> None:
        self.fund = fund
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        """Ask again for an unlikely amount, once for each."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        looked, fen = cleaned.pop("looked", None), cleaned.get("fen")
        if fen is None or fen > services.MOST or looked == fen:
            return cleaned
        if why := services.unlikely(self.fund, fen):
            self.asks = True
            sent: Any = self.data
            self.data = sent = sent.copy()
            sent[self.add_prefix("looked")] = str(fen)
            text = _("所填金额为 %(fen)s，%(why)s，还没有入账。请核对；金额无误的，再按一次“入账”。")
            raise ValidationError(text % {"fen": services.both_units(fen), "why": why})
        return cleaned


class EntryField(forms.ModelChoiceField):  # type: ignore[type-arg]  # at run time it takes none
    """A choice among entries of the ledger."""

    def label_from_instance(self, obj: Entry) -> str:
        """``2012-11-05 西财〔2012〕9号 12,000 元``."""
        fen = sum(line.fen for line in obj.lines.all())
        return _("%(day)s %(document)s %(fen)s 元") % {
            "day": obj.booked_on, "document": obj.document, "fen": short(fen),
        }  # fmt: skip


class CorrectionForm(ActForm):
    """An appropriation that was entered wrongly, with the right amount."""

    entry = EntryField(Entry.objects.none(), label=gettext_lazy("哪一笔拨款"))
    fen = FenFormField(
        label=gettext_lazy("正确的金额（元）"), least=0, help_text=gettext_lazy("没有这笔拨款的填 0；少记的不用冲正，另行拨款入账")
    )  # fmt: skip
    reason = forms.CharField(
        label=gettext_lazy("冲正事由"), max_length=1_000, widget=forms.Textarea({"rows": 2})
    )

    def __init__(self, fund: Fund, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["entry"].queryset = queries.correctable(fund)  # type: ignore[attr-defined]


class UndoForm(ActForm):
    """A receipt of returned money that was entered wrongly."""

    entry = EntryField(Entry.objects.none(), label=gettext_lazy("哪一笔退款"))
    reason = forms.CharField(
        label=gettext_lazy("冲正事由"), max_length=1_000, widget=forms.Textarea({"rows": 2})
    )

    def __init__(self, one: Commitment, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["entry"].queryset = queries.undoable(one)  # type: ignore[attr-defined]


class AmountForm(ActForm):
    """An amount with a reason: money asked back, a claim given up."""

    fen = FenFormField(label=gettext_lazy("金额（元）"), least=1)
    reason = forms.CharField(label=gettext_lazy("事由"), max_length=1_000, widget=forms.Textarea({"rows": 2}))


class ReceivedForm(ActForm):
    """Money that came back."""

    fen = FenFormField(label=gettext_lazy("金额（元）"), least=1)
    on = forms.DateField(label=gettext_lazy("到账日"), widget=DateInput)
    serial = forms.CharField(label=gettext_lazy("银行流水号"), max_length=60)


class ReasonForm(ActForm):
    """Why."""

    reason = forms.CharField(label=gettext_lazy("事由"), max_length=1_000, widget=forms.Textarea({"rows": 2}))


class SetBackForm(forms.Form):
    """A payment that was marked as failed although the bank made it."""

    line: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        PaymentLine.objects.none(), label=gettext_lazy("哪一笔付款")
    )
    paid_on = forms.DateField(label=gettext_lazy("银行付款日"), widget=DateInput)
    bank_reference = forms.CharField(label=gettext_lazy("银行流水号"), max_length=60)
    reason = forms.CharField(label=gettext_lazy("事由"), max_length=1_000, widget=forms.Textarea({"rows": 2}))

    def __init__(self, one: PaymentList, data: Any = None) -> None:
        super().__init__(data, prefix="back")
        field: Any = self.fields["line"]
        field.queryset = one.lines.filter(state=PaymentLine.State.FAILED)
        field.label_from_instance = lambda line: (
            f"{line.number} {line.payee} {short(line.fen)} {line.failure}"
        )


class DocumentForm(ActForm):
    """By which document."""

    document = forms.CharField(label=gettext_lazy("文号"), max_length=120)


class RefundAccountForm(ActForm):
    """Who asks for a fund's money back, and to which account it is paid."""

    office = forms.CharField(
        label=gettext_lazy("出具机关"), max_length=120, required=False,
        help_text=gettext_lazy("在退款通知书上盖章的机关"),
    )  # fmt: skip
    holder = forms.CharField(label=gettext_lazy("户名"), max_length=120, required=False)
    bank = forms.CharField(label=gettext_lazy("开户银行"), max_length=120, required=False)
    number = forms.CharField(
        label=gettext_lazy("账号"), max_length=40, required=False,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
    )  # fmt: skip

    def __init__(self, fund: Fund, *args: Any, **kwargs: Any) -> None:
        kept = {name: getattr(fund, f"refund_{name}") for name in ("office", "holder", "bank", "number")}
        kwargs.setdefault("initial", kept)
        super().__init__(*args, **kwargs)


class LetterForm(forms.Form):
    """By which day money is to come back, as the office decided; nothing where it is written in by hand."""

    by = forms.DateField(
        label=gettext_lazy("退回期限"), widget=DateInput, required=False,
        help_text=gettext_lazy("印在通知书上；不填则留空，由出具机关填写"),
    )  # fmt: skip

    def clean_by(self) -> date | None:
        """Not a day that is over."""
        by: date | None = self.cleaned_data["by"]
        if by is not None and by < clock.today():
            raise ValidationError(_("退回期限不能早于今天"))
        return by


class ReplyForm(forms.Form):
    """The bank's answer."""

    file = forms.FileField(
        label=gettext_lazy("银行回单"), help_text=gettext_lazy("xlsx 或 csv：在导出的银行文件里填好处理结果")
    )


class BankAccountForm(forms.Form):
    """Where a subject wants to be paid."""

    subject = forms.ModelChoiceField(Subject.objects.none(), label=gettext_lazy("主体"))
    bank = forms.CharField(label=gettext_lazy("开户银行"), max_length=120)
    number = forms.CharField(
        label=gettext_lazy("账号"), max_length=40,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
        help_text=gettext_lazy("加密保存，页面上只显示后四位；谁看过全号都有记录"),
    )  # fmt: skip
    bank_code = forms.CharField(
        label=gettext_lazy("联行号"), max_length=12, required=False, help_text=gettext_lazy("不知道可留空")
    )

    def __init__(self, subjects: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["subject"].queryset = subjects  # type: ignore[attr-defined]
        if len(subjects) == 1:
            self.initial.setdefault("subject", subjects[0].pk)


class RevealForm(forms.Form):
    """Why a whole account number is looked at."""

    why = forms.CharField(label=gettext_lazy("查看账号的理由"), max_length=200)
