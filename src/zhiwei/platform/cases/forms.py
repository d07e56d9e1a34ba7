"""Forms: those a case type describes, and the room's own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhiwei.platform.cases.casetypes.model import SUPPLEMENT, SUPPLEMENTS, CaseType, Field, Transition
from zhiwei.platform.cases.filters import types
from zhiwei.platform.cases.models import Arrival, Grade
from zhiwei.platform.cases.values import LINE, LONGEST, checked
from zhiwei.platform.kit import money, uploads
from zhiwei.platform.kit.fields import FenFormField
from zhiwei.platform.kit.forms import DateInput
from zhiwei.platform.kit.language import aside

DOCUMENT = "document_"
SUPPLEMENT_BOX = DOCUMENT + SUPPLEMENTS[0]
"""The box that takes several papers at once."""
ALLOWED = {"pdf", "png", "jpg", "xlsx"}
"""Kinds of files a document may be."""


class FilesInput(forms.FileInput):
    """A box that takes several files at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files, each looked at as one of a box for one; at most ``most``."""

    widget = FilesInput

    def __init__(self, *, most: int, **kwargs: Any) -> None:
        self.most = most
        super().__init__(widget=FilesInput(attrs={"multiple": True}), **kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """The files, in the order in which they were chosen."""
        given = [one for one in data or () if one]
        if len(given) > self.most:
            raise forms.ValidationError(_("一次最多交 %(n)s 份") % {"n": self.most})
        return [one for one in (super(FilesField, self).clean(one, initial) for one in given) if one]


class StepForm(forms.Form):
    """What a step asks: its fields, its documents, and for a return every defect, a line each."""

    def __init__(
        self,
        kind: CaseType,
        rule: Transition,
        handed_in: frozenset[str],
        *args: Any,
        said: Mapping[str, Any] | None = None,
    ) -> None:
        """``said`` is what the case holds already; what the application asked before stands in its boxes again."""
        before = {one.name for one in kind.start.form} if said else set[str]()
        super().__init__(*args)
        self.initial = {name: one for name, one in (said or {}).items() if name in before}
        self.kind, self.rule = kind, rule
        for one in rule.form:
            self.fields[one.name] = field_of(one)
            if not one.shown:
                self.fields[one.name].widget = forms.HiddenInput()
        for name in rule.documents:
            document = kind.documents[name]
            hint = str(document.hint) if document.hint else _("可上传 pdf、图片或 xlsx")
            there = name in handed_in
            self.fields[DOCUMENT + name] = forms.FileField(
                label=str(document.words), required=not there,
                help_text=_("已有一份，重新上传则替换。") + hint if there else hint,
            )  # fmt: skip
        if rule.at_will:
            self.fields[SUPPLEMENT_BOX] = FilesField(
                label=str(SUPPLEMENT), required=False, most=len(rule.at_will),
                help_text=_("可以不交，也可以一次选几份，最多 %(n)s 份；可上传 pdf、图片或 xlsx") % {"n": len(rule.at_will)},
            )  # fmt: skip
        if rule.returns:
            self.fields["defects"] = forms.CharField(
                label=_("需要补正的问题"), widget=forms.Textarea({"rows": 5}), max_length=4_000,
                help_text=_("一次写明全部问题，每行一条；此后不能再次退回"),
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Look into the files, and into the values as the step will, so that all that is wrong is told at once."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        said = [one for one in self.rule.form if one.name not in self.errors]
        self.add_faults(checked(said, self.content())[1])
        for name in self.rule.documents:
            file = cleaned.get(DOCUMENT + name)
            if file:
                cleaned[DOCUMENT + name] = self._looked_at(DOCUMENT + name, file)
        if self.rule.at_will:
            papers = cleaned.get(SUPPLEMENT_BOX) or ()
            cleaned[SUPPLEMENT_BOX] = [self._looked_at(SUPPLEMENT_BOX, one) for one in papers]
        return cleaned

    def _looked_at(self, box: str, file: Any) -> uploads.Checked | None:
        """A file that may be taken; None where it may not, which is told beside its box."""
        try:
            return uploads.check(file, allowed=ALLOWED)
        except uploads.Refused as wrong:
            self.add_error(box, str(wrong))
            return None

    def content(self) -> dict[str, Any]:
        """The fields in file form, empty ones left out."""
        found: dict[str, Any] = {}
        for one in self.rule.form:
            value = self.cleaned_data.get(one.name)
            if value in (None, ""):
                continue
            if one.kind == "money":
                found[one.name] = money.yuan(value, grouped=False)
            else:
                found[one.name] = value if isinstance(value, bool) else str(value)
        return found

    def handed_in(self) -> dict[str, uploads.Checked]:
        """The files sent, by the name of the document."""
        sent = ((name, self.cleaned_data.get(DOCUMENT + name)) for name in self.rule.documents)
        papers = self.cleaned_data.get(SUPPLEMENT_BOX) if self.rule.at_will else None
        return {
            name: file for name, file in (*sent, *zip(self.rule.at_will, papers or (), strict=False)) if file
        }

    def defects(self) -> list[str]:
        """The defects of a return."""
        lines = str(self.cleaned_data.get("defects", "")).splitlines()
        return [line.strip() for line in lines if line.strip()]

    def add_faults(self, faults: Any) -> None:
        """Put what the service found beside the boxes it concerns."""
        for fault in faults:
            at = next((n for n in (fault.field, DOCUMENT + fault.field) if n in self.fields), None)
            self.add_error(at, fault.text)


def field_of(one: Field) -> forms.Field:
    """The box of a field of a case type."""
    unit = str(one.unit) if one.unit and one.kind != "money" else ""
    common: dict[str, Any] = {
        "label": aside(str(one.words), unit), "required": one.required, "help_text": str(one.hint) if one.hint else "",
    }  # fmt: skip
    match one.kind:
        case "money":
            return FenFormField(**common | {"label": _("%(label)s（元）") % {"label": one.words}})
        case "count":
            return forms.IntegerField(min_value=0, **common)
        case "date":
            return forms.DateField(widget=DateInput, **common)
        case "flag":
            return forms.BooleanField(**common)
        case "choice":
            choices = [("", _("请选择")), *((name, str(words)) for name, words in one.choices.items())]
            return forms.ChoiceField(choices=choices, **common)
        case "lines":
            return forms.CharField(widget=forms.Textarea({"rows": 4}), max_length=LONGEST, **common)
        case "rate":
            return forms.CharField(max_length=20, widget=forms.TextInput({"inputmode": "decimal"}), **common)
    return forms.CharField(max_length=LINE, **common)


class AtTheCounterForm(forms.Form):
    """Beside the form of a matter, where an official files for somebody at the desk."""

    counter_person = forms.CharField(
        label=gettext_lazy("为谁代办"), max_length=100,
        help_text=gettext_lazy("来办理的人的姓名和身份，如：王某，法定代表人。只给办理机关和企业自己看"),
    )  # fmt: skip
    counter_reason = forms.CharField(
        label=gettext_lazy("代办原因"), max_length=200,
        help_text=gettext_lazy("为什么不由企业自己在网上办，如：没有账号，不会操作"),
    )  # fmt: skip


class AgainForm(forms.Form):
    """Beside the form of a matter, where an application that says the same is under way."""

    again = forms.BooleanField(
        label=gettext_lazy("这是另一件，确要再提交"), required=False,
        help_text=gettext_lazy("内容相同但确是另一件事的，才勾选"),
    )  # fmt: skip


class OfficeForm(forms.Form):
    """How the office that handles matters is reached."""

    division = forms.ChoiceField(label=gettext_lazy("地区"))
    type_id = forms.ChoiceField(
        label=gettext_lazy("事项"), choices=types, required=False,
        help_text=gettext_lazy("不选则用于这一地区的全部事项；单独登记的事项优先"),
    )  # fmt: skip
    organisation = forms.TypedChoiceField(
        label=gettext_lazy("经办单位"), coerce=UUID, empty_value=None, required=False,
        help_text=gettext_lazy("这个事项由哪个单位的人办。选了以后，办件先列给这个单位；别的单位点一下也能看到，权限不变"),
    )  # fmt: skip
    authority = forms.CharField(
        label=gettext_lazy("办理机关"), max_length=120, required=False, help_text=gettext_lazy("对外怎么称呼。不写就用经办单位的名称"),
    )  # fmt: skip
    telephone = forms.CharField(label=gettext_lazy("联系电话"), max_length=60)
    address = forms.CharField(label=gettext_lazy("地址"), max_length=200, required=False)
    hours = forms.CharField(
        label=gettext_lazy("受理时间"), max_length=100, required=False, help_text=gettext_lazy("如：工作日 9:00—17:00")
    )  # fmt: skip

    def __init__(self, places: list[tuple[str, str]], bodies: list[Any], *args: Any, **kwargs: Any) -> None:
        """``bodies`` are organisations by division, as groups of choices."""
        super().__init__(*args, **kwargs)
        self.fields["division"].choices = places  # type: ignore[attr-defined]
        self.fields["organisation"].choices = [("", _("不指定，各单位共同办")), *bodies]  # type: ignore[attr-defined]


class ObjectionNumberForm(forms.Form):
    """The number that somebody who objected was given."""

    number = forms.CharField(
        label=gettext_lazy("异议编号"), max_length=40, help_text=gettext_lazy("提交异议时给您的编号")
    )


class ObjectionContactForm(forms.Form):
    """What shows that somebody made an objection: the contact he left with it."""

    contact = forms.CharField(
        label=gettext_lazy("您当时留下的联系方式"),
        max_length=100,
        help_text=gettext_lazy("填对了，才显示您写的内容"),
    )


class ObjectionForm(forms.Form):
    """An objection to a public notice."""

    person = forms.CharField(
        label=gettext_lazy("姓名或单位"), max_length=100, help_text=gettext_lazy("匿名异议不予受理")
    )
    contact = forms.CharField(
        label=gettext_lazy("联系方式"),
        max_length=100,
        help_text=gettext_lazy("只给办理机关看，用于告知处理结果"),
    )
    text = forms.CharField(
        label=gettext_lazy("异议内容和理由"), widget=forms.Textarea({"rows": 4}), max_length=2_000
    )


class ObjectionAnswerForm(forms.Form):
    """What the office says to an objection."""

    upheld = forms.ChoiceField(
        label=gettext_lazy("结论"), choices=[("no", gettext_lazy("异议不成立")), ("yes", gettext_lazy("异议成立"))],
        widget=forms.RadioSelect,
    )  # fmt: skip
    answer = forms.CharField(
        label=gettext_lazy("处理结果和理由"),
        widget=forms.Textarea({"rows": 3}),
        max_length=2_000,
        help_text=gettext_lazy("提出异议的人凭编号就能看到，请不要写个人信息"),
    )


class TextForm(forms.Form):
    """One text: a complaint, an answer, the outcome of a call."""

    text = forms.CharField(label=gettext_lazy("内容"), widget=forms.Textarea({"rows": 3}), max_length=2_000)


class RatingForm(forms.Form):
    """好差评."""

    grade = forms.TypedChoiceField(
        label=gettext_lazy("您对这次办理的评价"),
        choices=list(reversed(Grade.choices)),
        coerce=int,
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=gettext_lazy("意见"), widget=forms.Textarea({"rows": 2}), max_length=1_000, required=False
    )


class ArrivalForm(forms.Form):
    """Whether the money came."""

    answer = forms.ChoiceField(
        label=gettext_lazy("钱收到了吗？金额对吗？"), choices=Arrival.Answer.choices, widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=gettext_lazy("说明"), widget=forms.Textarea({"rows": 2}), max_length=1_000, required=False
    )


class AssignForm(forms.Form):
    """Who works on a case."""

    user: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        label=gettext_lazy("经办人"), queryset=None, required=False
    )

    def __init__(self, officials: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = officials  # type: ignore[attr-defined]


class CounterForm(forms.Form):
    """For whom a case is filed at the counter."""

    q = forms.CharField(
        label=gettext_lazy("主体名称或号码"), max_length=100,
        help_text=gettext_lazy("名称的一部分、拼音首字母，或完整的统一社会信用代码、注册号"),
    )  # fmt: skip
