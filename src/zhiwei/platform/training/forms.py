"""Forms of the room."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zhiwei.law.divisions import load_divisions
from zhiwei.platform.accounts.divisions import covered_by, name_of
from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.kit.fields import FenFormField
from zhiwei.platform.kit.forms import DateInput, FilterForm
from zhiwei.platform.kit.language import aside, commas
from zhiwei.platform.subjects.models import Subject
from zhiwei.platform.training.models import Commission, Kind, Topic

GRADES = [
    ("5", _("非常满意")),
    ("4", _("满意")),
    ("3", _("基本满意")),
    ("2", _("不满意")),
    ("1", _("非常不满意")),
]


def _text(rows: int = 3) -> forms.Textarea:
    return forms.Textarea({"rows": rows})


def counties(within: frozenset[str] | None = None) -> list[tuple[str, str]]:
    """The counties that exist, by code, or those of some divisions."""
    able = (one.code for one in load_divisions() if one.level == 3 and not one.abolished)
    return [(code, name_of(code)) for code in sorted(able) if within is None or code in within]


class CommissionForm(forms.Form):
    """A commission."""

    body = forms.ModelChoiceField(Subject.objects.none(), label=_("培训机构"))
    kind = forms.ChoiceField(label=_("培训类别"), choices=Kind.choices)
    division = forms.ChoiceField(label=_("委托地区"))
    document = forms.CharField(label=_("委托文号"), max_length=120)
    conditions = forms.CharField(
        label=_("符合的条件"), widget=_text(), max_length=2_000,
        help_text=_("第 16.2 句没有写明条件，请按委托文件写这家机构符合哪些条件"),
    )  # fmt: skip
    fee = FenFormField(
        label=_("每人次费用（元）"), required=False, least=1,
        help_text=_("只填委托文件写明的价格；没有写的留空，就没有依据付款"),
    )  # fmt: skip
    from_day = forms.DateField(label=_("起始日"), widget=DateInput)
    to_day = forms.DateField(label=_("终止日"), widget=DateInput)

    def __init__(self, viewer: Viewer, bodies: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].queryset = bodies  # type: ignore[attr-defined]
        able = sorted(
            one.code for one in load_divisions()
            if not one.abolished and any(g.division == one.code for g in viewer.grants)
            and viewer.may("training.commission", division=one.code)
        )  # fmt: skip
        self.fields["division"].choices = [(code, name_of(code)) for code in able]  # type: ignore[attr-defined]


class EndForm(forms.Form):
    """The early end of a commission."""

    on = forms.DateField(label=_("终止日（含当日）"), widget=DateInput)
    why = forms.CharField(label=_("终止理由"), max_length=1_000, widget=_text(2))


class CourseForm(forms.Form):
    """A course."""

    commission = forms.ModelChoiceField(Commission.objects.none(), label=_("按哪份委托"))
    title = forms.CharField(label=_("课程名称"), max_length=120)
    topic = forms.ChoiceField(label=_("领域"), choices=Topic.choices)
    text = forms.CharField(label=_("内容"), max_length=2_000, required=False, widget=_text(4))
    teacher = forms.CharField(
        label=_("授课人及其资格"), max_length=200, help_text=_("例如：王一平，高级会计师")
    )
    division = forms.ChoiceField(label=_("县（市、区）"))
    place = forms.CharField(label=_("地点"), max_length=200)
    starts_on = forms.DateField(label=_("开课日期"), widget=DateInput)
    ends_on = forms.DateField(label=_("结束日期"), widget=DateInput)
    hours = forms.IntegerField(label=_("学时"), min_value=1, max_value=500)
    seats = forms.IntegerField(label=_("名额"), min_value=1, max_value=5_000)

    def __init__(self, commissions: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["commission"]
        field.queryset = commissions
        field.label_from_instance = _commission_label
        rows = list(commissions)
        if len(rows) == 1:
            self.initial.setdefault("commission", rows[0].pk)
        within = frozenset().union(*(covered_by(one.division) for one in rows))
        self.fields["division"].choices = counties(within)  # type: ignore[attr-defined]


def _commission_label(one: Commission) -> str:
    return aside(
        one.document,
        commas((one.get_kind_display(), name_of(one.division), f"{one.from_day} — {one.last_day}")),
    )


class CancelForm(forms.Form):
    """Why a course is cancelled."""

    why = forms.CharField(label=_("取消原因"), max_length=500, widget=_text(2))


class EnrolForm(forms.Form):
    """For which of one's firms; the person is who is logged in."""

    firm = forms.ModelChoiceField(Subject.objects.none(), label=_("以哪家企业的经营者参加"))

    def __init__(self, firms: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["firm"].queryset = firms  # type: ignore[attr-defined]
        if len(firms) == 1:
            self.initial.setdefault("firm", firms[0].pk)


class ApplyForm(EnrolForm):
    """An application for a funded place; the key makes a double click one application."""

    plan = forms.CharField(
        label=_("企业和您本人的发展打算"), max_length=2_000, widget=_text(5),
        help_text=_("写给评审看：企业做什么、想怎样发展、为什么需要这次培训"),
    )  # fmt: skip
    key = forms.CharField(widget=forms.HiddenInput, max_length=64)


class CodeForm(forms.Form):
    """The code told in the room; left empty for the one click."""

    code = forms.CharField(
        label=_("签到码"), max_length=6, required=False,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off", "size": "8"}),
    )  # fmt: skip


class RatingForm(forms.Form):
    """The trainee's grade."""

    grade = forms.TypedChoiceField(label=_("评价"), choices=GRADES, coerce=int)
    remark = forms.CharField(label=_("说明"), max_length=500, required=False)


class SheetForm(forms.Form):
    """A filled sign-in sheet."""

    file = forms.FileField(label=_("填好的签到表（xlsx 或 csv）"))


class YearForm(forms.Form):
    """The announcement of a year's places."""

    year = forms.IntegerField(label=_("年度"), min_value=2012, max_value=2099)
    document = forms.CharField(label=_("通知文号"), max_length=120)
    criteria = forms.CharField(
        label=_("有发展潜力的认定标准"), max_length=2_000, widget=_text(),
        help_text=_("第 16.3 句没有写明，请按通知填写，申请人和评审都会看到"),
    )  # fmt: skip
    amount = FenFormField(
        label=_("每个名额的资助（元）"), required=False, least=1,
        help_text=_("只填通知写明的金额；没有写的留空，名额照给，不付款"),
    )  # fmt: skip
    opens_on = forms.DateField(label=_("受理起始日"), widget=DateInput)
    closes_on = forms.DateField(label=_("受理截止日"), widget=DateInput)


class PublishForm(forms.Form):
    """The year whose counts are published."""

    year = forms.TypedChoiceField(label=_("年度"), coerce=int)
    document = forms.CharField(label=_("公布文号"), max_length=120)

    def __init__(self, years: list[int], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = [(one, str(one)) for one in years]  # type: ignore[attr-defined]


class CalendarFilter(FilterForm):
    """What narrows the calendar."""

    q = forms.CharField(label=_("课程或机构包含"), max_length=60)
    division = forms.ChoiceField(label=_("县（市、区）"))
    topic = forms.ChoiceField(label=_("领域"), choices=[("", _("全部")), *Topic.choices])
    kind = forms.ChoiceField(label=_("类别"), choices=[("", _("全部")), *Kind.choices])
    month = forms.ChoiceField(label=_("月份"))
    free = forms.BooleanField(label=_("只看有余额的"))

    def __init__(self, months: list[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["division"].choices = [("", _("全部")), *counties()]  # type: ignore[attr-defined]
        self.fields["month"].choices = [("", _("全部")), *((m, m) for m in months)]  # type: ignore[attr-defined]


class YearFilter(FilterForm):
    """Of which year."""

    year = forms.TypedChoiceField(label=_("年度"), coerce=int)

    def __init__(self, years: list[int], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = [("", _("本年")), *((one, str(one)) for one in years)]  # type: ignore[attr-defined]
