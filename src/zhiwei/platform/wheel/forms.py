"""Forms of the room."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zhiwei.platform.accounts.divisions import name_of
from zhiwei.platform.kit import uploads
from zhiwei.platform.kit.forms import DateInput, FilterForm
from zhiwei.platform.wheel.models import Kind
from zhiwei.platform.wheel.queries import years
from zhiwei.platform.wheel.states import LABELS

ALLOWED = {"pdf", "png", "jpg", "xlsx"}


ALL = "all"
"""The choice of every place at once."""


class WheelFilter(FilterForm):
    """What narrows the wheel."""

    year = forms.TypedChoiceField(label=_("年度"), coerce=int)
    city = forms.ChoiceField(label=_("地区"))
    state = forms.ChoiceField(label=_("状态"))

    def __init__(self, *args: Any, places: list[str], whole: bool = False, **kwargs: Any) -> None:
        """``whole``: of the whole province, its own duties first; else of the named places."""
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = [(one, str(one)) for one in reversed(years())]  # type: ignore[attr-defined]
        first = [("", _("省本级")), (ALL, _("全部地区"))] if whole else [("", _("全部"))]
        self.fields["city"].choices = [*first, *((one, name_of(one)) for one in places)]  # type: ignore[attr-defined]
        self.fields["state"].choices = [("", _("全部")), *((one.value, text) for one, text in LABELS.items())]  # type: ignore[attr-defined]


class EntryForm(forms.Form):
    """What is said of a duty, with its document."""

    kind = forms.ChoiceField(
        label=_("事项"),
        choices=[(one.value, one.label) for one in Kind if one != Kind.REVOKED],
        initial=Kind.DONE,
    )
    day = forms.DateField(
        label=_("日期"), widget=DateInput, help_text=_("计划、完成或公布的日期；计划日期不改变期限")
    )
    document = forms.CharField(
        label=_("文号"),
        required=False,
        max_length=120,
        help_text=_("例如 浙企协组〔2013〕4号；登记“已完成”时，文号和证明材料至少填一项"),
    )
    summary = forms.CharField(
        label=_("内容"), required=False, max_length=500, widget=forms.Textarea({"rows": 2}),
        help_text=_("结果或理由，公开显示"),
    )  # fmt: skip
    address = forms.URLField(label=_("公布网址"), required=False, assume_scheme="https")
    proof = forms.FileField(
        label=_("证明材料"), required=False, help_text=_("pdf、png、jpg 或 xlsx，登记后公开")
    )

    def __init__(self, *args: Any, once: bool = False, **kwargs: Any) -> None:
        """``once``: of a task, which has the deadline that is planned and closes by the number of its document alone."""
        super().__init__(*args, **kwargs)
        if once:
            self.fields["day"].help_text = _("计划、完成或公布的日期；计划日期就是期限")
            self.fields["document"].help_text = _(
                "例如 浙企协组〔2013〕4号；任务凭文号办结，登记“已完成”时必填"
            )

    def clean_proof(self) -> uploads.Checked | None:
        """The file, looked into."""
        given = self.cleaned_data.get("proof")
        if not given:
            return None
        try:
            return uploads.check(given, allowed=ALLOWED)
        except uploads.Refused as refused:
            raise forms.ValidationError(str(refused)) from refused


class RevokeForm(forms.Form):
    """Why an entry is taken back."""

    reason = forms.CharField(label=_("撤销理由"), max_length=500)
