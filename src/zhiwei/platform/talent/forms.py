"""Forms of the room. None asks for what a rule computes."""

from __future__ import annotations

import uuid
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhiwei.platform.kit import clock, uploads
from zhiwei.platform.kit.fields import FenFormField
from zhiwei.platform.kit.forms import DateInput, FilterForm
from zhiwei.platform.kit.language import aside
from zhiwei.platform.subjects.firm_field import FirmField
from zhiwei.platform.subjects.models import Subject
from zhiwei.platform.talent.models import Asset, EquityForm, Researcher, Secondment, WorkDone, WorkKind
from zhiwei.platform.talent.services import Portion

ALLOWED = {"pdf", "png", "jpg", "xlsx"}


class KeyForm(forms.Form):
    """A form whose key makes a double click one record."""

    key = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("key", uuid.uuid4().hex)


class OneOf(forms.ModelChoiceField):  # type: ignore[type-arg]  # at run time it takes none
    """A choice that is made already where there is one only."""

    def __init__(self, rows: Any, **kwargs: Any) -> None:
        super().__init__(rows, **kwargs)
        if len(rows) == 1:
            self.initial = rows[0].pk


class Named(OneOf):
    """Researchers by name and staff number, for those who keep them."""

    def label_from_instance(self, obj: Any) -> str:
        """Name and number."""
        return aside(obj.name, obj.number)


class ByUnit(OneOf):
    """The viewer himself, by the unit where he is."""

    def label_from_instance(self, obj: Any) -> str:
        """The unit."""
        return aside(obj.unit.name, obj.number)


class ResearcherForm(forms.Form):
    """A member of staff."""

    name = forms.CharField(label=_("姓名"), max_length=60)
    number = forms.CharField(label=_("工号"), max_length=20)
    title = forms.CharField(label=_("现有专业技术资格"), max_length=60, required=False)
    high_level = forms.BooleanField(label=_("高层次人才"), required=False)
    high_level_basis = forms.CharField(
        label=_("认定为高层次人才的依据"),
        max_length=120,
        required=False,
        help_text=_("例如正高级职称、人才项目的文号"),
    )

    def __init__(self, units: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"] = OneOf(units, label=_("单位"))
        self.order_fields(["unit"])


class MoveForm(KeyForm):
    """An expert asks to move to a firm."""

    firm = FirmField(label=_("接收企业"))
    starts_on = forms.DateField(label=_("到企业工作起始日"), widget=DateInput)
    work = forms.ChoiceField(label=_("在企业的工作"), choices=WorkKind.choices)
    task = forms.CharField(label=_("工作内容"), max_length=2_000, widget=forms.Textarea({"rows": 4}))

    def __init__(self, people: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["researcher"] = ByUnit(people, label=_("所在单位"))
        self.order_fields(["researcher"])


class DeclareForm(KeyForm):
    """A spare-time founder's declaration."""

    firm = FirmField(label=_("创办的企业"))
    year = forms.IntegerField(label=_("年度"), min_value=2012, max_value=2099)
    own_work_done = forms.BooleanField(label=_("我声明已完成本职工作"), required=False)
    duties = forms.CharField(
        label=_("本职工作的完成情况"), max_length=2_000, widget=forms.Textarea({"rows": 4})
    )

    def __init__(self, people: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["researcher"] = ByUnit(people, label=_("所在单位"))
        self.order_fields(["researcher"])
        self.fields["year"].initial = clock.today().year


class ShareForm(KeyForm):
    """A conversion into technology shares, as appraisal and resolution have it."""

    asset = forms.CharField(label=_("无形资产名称"), max_length=120)
    kind = forms.ChoiceField(label=_("类别"), choices=Asset.choices)
    valuer = forms.CharField(label=_("评估机构"), max_length=120)
    report = forms.CharField(label=_("评估报告文号"), max_length=120)
    valued_on = forms.DateField(label=_("评估基准日"), widget=DateInput)
    asset_value = FenFormField(label=_("评估价值（元）"), least=1)
    share_value = FenFormField(label=_("折算为技术股份的金额（元）"), least=1)
    capital = FenFormField(label=_("注册资本（元）"), least=1)
    other_non_monetary = FenFormField(label=_("其他非货币出资额（元）"), least=0, help_text=_("没有的填 0"))
    votes_for = forms.IntegerField(label=_("同意的表决权数"), min_value=0)
    votes_all = forms.IntegerField(label=_("全部表决权数"), min_value=1)
    resolution = forms.CharField(label=_("股东决议文号或日期"), max_length=120)
    appraisal_file = forms.FileField(label=_("评估报告"), help_text=_("可上传 pdf、图片或 xlsx"))
    resolution_file = forms.FileField(label=_("股东决议"), help_text=_("可上传 pdf、图片或 xlsx"))

    def __init__(self, firms: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["firm"] = OneOf(firms, label=_("企业"))
        self.order_fields(["firm"])

    def _file(self, name: str) -> Any:
        try:
            return uploads.check(self.cleaned_data[name], allowed=ALLOWED)
        except uploads.Refused as wrong:
            raise forms.ValidationError(str(wrong)) from None

    def clean_appraisal_file(self) -> Any:
        """The appraisal, looked into."""
        return self._file("appraisal_file")

    def clean_resolution_file(self) -> Any:
        """The resolution, looked into."""
        return self._file("resolution_file")


class PortionsField(forms.CharField):
    """A line for each person: staff number, then the share; gives :class:`Portion` for the people of a unit."""

    widget = forms.Textarea({"rows": 5})

    def portions(self, text: str, unit: Subject) -> list[Portion]:
        """What is written. Raises ValidationError with every line that cannot be read."""
        known = {one.number: one for one in Researcher.objects.filter(unit=unit, left_on=None)}
        found, wrong = [], []
        for at, line in enumerate(text.splitlines(), start=1):
            words = line.replace("，", " ").replace(",", " ").split()
            if not words:
                continue
            if len(words) != 2:
                wrong.append(gettext("第 %(at)d 行：请写工号和份额，中间空一格") % {"at": at})
                continue
            if words[0] not in known:
                wrong.append(
                    gettext("第 %(at)d 行：本单位没有工号 %(number)s") % {"at": at, "number": words[0]}
                )
            share = read_share(words[1])
            if share is None:
                wrong.append(gettext("第 %(at)d 行：份额请写成 50%% 或 1/2") % {"at": at})
            if words[0] in known and share is not None:
                found.append(Portion(known[words[0]], share))
        if wrong:
            raise forms.ValidationError(wrong)
        return found


def read_share(text: str) -> Fraction | None:
    """``50%``, ``0.5`` or ``1/2`` as an exact fraction; None for anything else."""
    try:
        if text.endswith("%"):
            return Fraction(Decimal(text[:-1])) / 100
        return Fraction(text) if "/" in text else Fraction(Decimal(text))
    except (ValueError, ZeroDivisionError, InvalidOperation, OverflowError):
        return None


class RatioField(forms.CharField):
    """A part of the whole, in percent or as a decimal; gives the exact fraction."""

    def clean(self, value: Any) -> Any:
        """The fraction. Raises ValidationError for what is none."""
        share = read_share(super().clean(value))
        if share is None or not 0 <= share <= 1:
            raise forms.ValidationError(_("请写百分数或小数，例如 60% 或 0.6"))
        return share


class SplitForm(KeyForm):
    """How a receipt of money is divided."""

    achievement = forms.CharField(label=_("职务发明成果"), max_length=200)
    contract = forms.CharField(label=_("转让、许可合同号"), max_length=120)
    voucher = forms.CharField(label=_("收益到账凭证号"), max_length=60)
    received_on = forms.DateField(label=_("到账日期"), widget=DateInput)
    proceeds = FenFormField(label=_("所得收益（元）"), least=1)
    ratio = RatioField(label=_("划归科技人员及团队的比例"), max_length=20)
    ratio_document = forms.CharField(
        label=_("规定比例的文件"),
        max_length=120,
        help_text=_("第 20.5 句没有规定比例，由单位的规定或合同确定"),
    )
    members = PortionsField(
        label=_("团队内的份额"),
        max_length=4_000,
        help_text=_("每人一行：工号，空一格，份额；份额写成 50% 或 1/3，合计为 1。金额由系统计算"),
    )

    def __init__(self, units: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"] = OneOf(units, label=_("单位"))
        self.order_fields(["unit"])

    def clean(self) -> dict[str, Any]:
        """Read the lines for the chosen unit."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        return _with_portions(self, cleaned, cleaned.get("unit"))


class RevisionForm(forms.Form):
    """Other shares in a plan that is not fixed."""

    members = PortionsField(label=_("团队内的份额"), max_length=4_000)
    change = forms.CharField(label=_("修改说明"), max_length=300)

    def __init__(self, unit: Subject, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.unit = unit

    def clean(self) -> dict[str, Any]:
        """Read the lines."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        return _with_portions(self, cleaned, self.unit)


def _with_portions(form: forms.Form, cleaned: dict[str, Any], unit: Subject | None) -> dict[str, Any]:
    text = cleaned.get("members")
    if unit is not None and text:
        field = form.fields["members"]
        assert isinstance(field, PortionsField)
        try:
            cleaned["members"] = field.portions(text, unit)
        except forms.ValidationError as wrong:
            form.add_error("members", wrong)
    return cleaned


class PaymentForm(forms.Form):
    """That somebody got his part."""

    on = forms.DateField(label=_("发放日期"), widget=DateInput)
    voucher = forms.CharField(label=_("发放凭证号"), max_length=60)


class AwardForm(KeyForm):
    """An award in equity."""

    company = FirmField(label=_("股权所在企业"))
    result = forms.CharField(label=_("转化的职务科技成果"), max_length=200)
    contract = forms.CharField(label=_("转化合同或决定文号"), max_length=120)
    form = forms.ChoiceField(label=_("奖励形式"), choices=EquityForm.choices)
    obtained_on = forms.DateField(label=_("取得日期"), widget=DateInput)
    value = FenFormField(label=_("取得时的价值（元）"), least=1)

    def __init__(self, staff: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["researcher"] = Named(staff, label=_("获奖人"))
        self.order_fields(["researcher"])


class InsuranceForm(forms.Form):
    """Up to which month the unit paid."""

    through = forms.DateField(
        label=_("缴纳到哪个月"), widget=DateInput, help_text=_("填该月任何一天；之前缺的月份一并登记")
    )


class WorkForm(forms.Form):
    """Work done at the firm."""

    title = forms.CharField(label=_("业绩名称"), max_length=120)
    done_on = forms.DateField(label=_("完成日期"), widget=DateInput)
    text = forms.CharField(
        label=_("内容"), max_length=2_000, required=False, widget=forms.Textarea({"rows": 3})
    )


class TitleForm(forms.Form):
    """An application for a title, with work the firm confirmed."""

    title = forms.CharField(label=_("申报的专业技术资格"), max_length=60)

    def __init__(self, secondment: Secondment, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        able = WorkDone.objects.filter(secondment=secondment, confirmed_at__isnull=False)
        self.fields["works"] = forms.ModelMultipleChoiceField(
            able,
            label=_("作为评审依据的业绩"),
            widget=forms.CheckboxSelectMultiple,
            required=False,
            help_text=_("只列出企业确认过的业绩"),
        )


class TitleDecisionForm(forms.Form):
    """What the former unit decided."""

    granted = forms.ChoiceField(
        label=_("评审结果"), choices=[("yes", _("通过")), ("no", _("未通过"))], widget=forms.RadioSelect
    )
    document = forms.CharField(label=_("评审文号"), max_length=120)
    reason = forms.CharField(label=_("理由"), max_length=300, required=False, help_text=_("未通过时必填"))


class LeaveForm(forms.Form):
    """The day somebody left the unit."""

    on = forms.DateField(label=_("离开单位的日期"), widget=DateInput)


class WhyForm(forms.Form):
    """Why a name is looked at."""

    why = forms.CharField(label=_("事由"), max_length=200)


class YearFilter(FilterForm):
    """Of which year."""

    year = forms.IntegerField(label=_("年度"), min_value=2012, max_value=2099)
