"""Forms of the room. None has a box for a sum, a size, a fee or a deadline: those are computed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from zhiwei.law.divisions import load_divisions
from zhiwei.platform.accounts.divisions import name_of
from zhiwei.platform.accounts.models import Organisation
from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.answers.rulebook import current
from zhiwei.platform.cases.forms import ALLOWED
from zhiwei.platform.kit import uploads
from zhiwei.platform.kit.fields import FenFormField
from zhiwei.platform.kit.forms import DateInput, FilterForm
from zhiwei.platform.kit.language import lang, listed
from zhiwei.platform.registration import papers
from zhiwei.platform.registration.models import Entry, Filing, Item, Kind
from zhiwei.platform.registration.models.capital import KINDS
from zhiwei.platform.subjects.models import Subject
from zhiwei.platform.subjects.queries.searching import by_text

MOST = 8
"""Firms offered where a text fits several."""
COUNTY = 3
LARGEST = 9_999
"""Steps or days of an approval item: above any real one, within what the database's small number holds."""


def counties() -> list[tuple[str, str]]:
    """Every county of today by name."""
    able = [one.code for one in load_divisions() if one.level == COUNTY and not one.abolished]
    return [("", str(_("请选择"))), *((code, name_of(code)) for code in sorted(able))]


def legal_forms() -> list[tuple[str, str]]:
    """Every legal form in the reader's language."""
    every = current().data.vocabularies["LegalForm"]
    known = [(str(one.value), one.zh if lang() == "zh" else one.en) for one in every]
    return [("", str(_("请选择"))), *(pair for pair in known if pair[0] != "other_individual")]


class BeginForm(forms.Form):
    """What is filed for, and for whom; the key makes a double click one filing."""

    kind = forms.ChoiceField(label=_("登记事项"), choices=Kind.choices)
    enterprise = forms.ModelChoiceField(
        Subject.objects.none(), label=_("企业"), required=False, help_text=_("设立登记不选")
    )
    division = forms.ChoiceField(
        label=_("登记机关所在地"),
        choices=counties,
        required=False,
        help_text=_("设立登记须选，其余按企业所在地"),
    )
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=_("办理单位"),
        required=False,
        empty_label=_("请选择"),
        help_text=_("设立登记须选：新企业归这个单位管理。其余按企业所属的单位"),
    )
    key = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, firms: Any, organisations: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["enterprise"].queryset = firms  # type: ignore[attr-defined]
        self.only = None
        some = list(organisations[:2])
        if len(some) > 1:
            self.fields["organisation"].queryset = organisations  # type: ignore[attr-defined]
        else:
            del self.fields["organisation"]
            self.only = some[0] if some else None

    def clean(self) -> dict[str, Any]:
        """Whoever acts for several units says for which of them something is founded; of an enterprise it is known."""
        given = super().clean() or {}
        if given.get("enterprise") is not None or "enterprise" in self.errors:
            given["organisation"] = None
        elif "organisation" not in self.fields:
            given["organisation"] = self.only
        elif given.get("kind") not in (None, Kind.ESTABLISHMENT):
            self.add_error("enterprise", _t("请选择企业"))
        elif given.get("organisation") is None and "organisation" not in self.errors:
            self.add_error("organisation", _t("您为几个单位办事，请选择这次以哪个单位办理"))
        return given


class FirmField(forms.CharField):
    """A firm by its whole name, its number, or a part that fits one firm only; gives the subject."""

    def clean(self, value: Any) -> Subject | None:
        """The firm. Raises ValidationError naming those that fit where there are several."""
        text = super().clean(value)
        if not text.strip():
            return None
        rows = Subject.objects.filter(entity="enterprise", state=Subject.State.ACTIVE)
        exact = list(rows.filter(name=text.strip())[:2])
        found = exact if len(exact) == 1 else list(by_text(rows, text)[: MOST + 1])
        if len(found) == 1:
            return found[0]
        if not found:
            raise forms.ValidationError(_t("名录里没有这个企业；请写登记的全称或统一社会信用代码"))
        raise forms.ValidationError(
            _t("有多个企业符合，请写全称：%(names)s") % {"names": listed(one.name for one in found[:MOST])}
        )


class CounterForm(forms.Form):
    """A filing taken down at the counter."""

    kind = forms.ChoiceField(label=_("登记事项"), choices=Kind.choices)
    enterprise = FirmField(
        label=_("企业"), max_length=200, required=False, help_text=_("登记的全称或号码；设立登记不填")
    )
    division = forms.ChoiceField(
        label=_("登记机关所在地"),
        choices=counties,
        required=False,
        help_text=_("设立登记须选，其余按企业所在地"),
    )
    key = forms.CharField(widget=forms.HiddenInput, max_length=64)


class EntryForm(forms.Form):
    """Whom a filing registers; of a change only what changes."""

    name = forms.CharField(label=_("名称"), max_length=200, required=False)
    legal_form = forms.ChoiceField(label=_("组织形式"), choices=legal_forms, required=False)
    industry = forms.CharField(
        label=_("行业代码"), max_length=6, required=False, help_text=_("国民经济行业分类，例如 3399")
    )
    address = forms.CharField(label=_("住所"), max_length=200, required=False)
    employees = forms.IntegerField(
        label=_("从业人员"), min_value=0, required=False, help_text=_("用来判断是不是小微企业")
    )
    investment_company = forms.BooleanField(label=_("投资公司"), required=False)
    public_offer = forms.BooleanField(label=_("募集设立（只有股份有限公司可选）"), required=False)
    other_law = forms.CharField(
        label=_("注册资本另有规定的法律、行政法规"), max_length=200, required=False,
        help_text=_("银行、保险等行业写明名称和条款；一般企业不填"),
    )  # fmt: skip

    def __init__(self, entry: Entry, data: Any = None) -> None:
        initial = {name: getattr(entry, name) for name in self.base_fields}
        super().__init__(data, prefix=f"entry{entry.number}", initial=initial)
        dropped = {
            Kind.CHANGE: ("employees", "investment_company", "public_offer", "other_law"),
            Kind.CAPITAL_INCREASE: (
                "name", "legal_form", "industry", "address", "employees", "investment_company", "public_offer",
            ),
        }.get(Kind(entry.filing.kind), ())  # fmt: skip
        if not entry.anew and entry.filing.kind in (Kind.MERGER, Kind.DIVISION):
            dropped = ("name", "legal_form", "industry", "address", "employees", "public_offer")
        for name in dropped:
            del self.fields[name]


class ContributionForm(forms.Form):
    """One instalment of one contributor."""

    contributor = forms.CharField(label=_("出资人"), max_length=100)
    kind = forms.ChoiceField(label=_("出资方式"), choices=KINDS)
    fen = FenFormField(label=_("出资额（元）"), least=1)
    at_founding = forms.BooleanField(label=_("登记时缴付"), required=False)
    due_on = forms.DateField(
        label=_("约定的缴付期限"), widget=DateInput, required=False, help_text=_("不填的按法律的最后期限")
    )
    proof = forms.CharField(label=_("验资或评估报告"), max_length=120, required=False)


class PaidForm(forms.Form):
    """An instalment that was paid."""

    contribution: forms.ModelChoiceField[Any] = forms.ModelChoiceField(queryset=None, label=_("出资"))
    paid_on = forms.DateField(label=_("缴付日期"), widget=DateInput)
    proof = forms.CharField(label=_("验资或评估报告"), max_length=120)

    def __init__(self, rows: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["contribution"].queryset = rows  # type: ignore[attr-defined]


class PartyForm(forms.Form):
    """Another enterprise that goes into a merger."""

    firm = FirmField(label=_("合并方"), max_length=200, help_text=_("登记的全称或统一社会信用代码"))


class PaperForm(forms.Form):
    """A paper."""

    name = forms.ChoiceField(label=_("材料"))
    file = forms.FileField(label=_("文件"), help_text=_("可上传 pdf、图片或 xlsx"))

    def __init__(self, filing: Filing, names: list[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = papers.paper_list()
        self.fields["name"].choices = [(name, words.label(name)) for name in names]  # type: ignore[attr-defined]

    def clean_file(self) -> Any:
        """Look into the file."""
        try:
            return uploads.check(self.cleaned_data["file"], allowed=ALLOWED)
        except uploads.Refused as wrong:
            raise forms.ValidationError(str(wrong)) from None


class ReturnForm(forms.Form):
    """Everything that is missing, named once; what the registers show stands there already."""

    defects = forms.CharField(
        label=_("需要补正的问题"), widget=forms.Textarea({"rows": 8}), max_length=4_000,
        help_text=_("一次写明全部问题，每行一条；此后不能再次退回"),
    )  # fmt: skip


class PilotForm(forms.Form):
    """A pilot area."""

    division = forms.ChoiceField(label=_("试点地区"))
    document = forms.CharField(label=_("文号"), max_length=120)
    from_day = forms.DateField(label=_("起始日"), widget=DateInput)
    to_day = forms.DateField(label=_("终止日"), widget=DateInput, required=False)

    def __init__(self, viewer: Viewer, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["division"].choices = places_of(viewer)  # type: ignore[attr-defined]


def places_of(viewer: Viewer) -> list[tuple[str, str]]:
    """The places whose lists and pilots the viewer keeps."""
    able = [one.code for one in load_divisions() if not one.abolished]
    return [(code, name_of(code)) for code in sorted(able) if viewer.may("registration.keep", division=code)]


class ListForm(forms.Form):
    """A new version of a list of approval items."""

    division = forms.ChoiceField(label=_("地区"))
    document = forms.CharField(label=_("文号"), max_length=120)
    from_day = forms.DateField(label=_("施行日期"), widget=DateInput)

    def __init__(self, viewer: Viewer, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["division"].choices = places_of(viewer)  # type: ignore[attr-defined]


class ItemForm(forms.Form):
    """An item of a draft; the same code again changes it."""

    code = forms.CharField(label=_("事项编码"), max_length=30)
    title = forms.CharField(label=_("事项"), max_length=120)
    authority = forms.CharField(label=_("审批部门"), max_length=100)
    steps = forms.IntegerField(label=_("环节数"), min_value=1, max_value=LARGEST)
    statutory_days = forms.IntegerField(label=_("法定时限"), min_value=0, max_value=LARGEST)
    promised_days = forms.IntegerField(label=_("承诺时限"), min_value=0, max_value=LARGEST)
    unit = forms.ChoiceField(label=_("计日方式"), choices=Item.Unit.choices)


class CompareForm(FilterForm):
    """Which version is compared with this one."""

    older: forms.ModelChoiceField[Any] = forms.ModelChoiceField(queryset=None, label=_("与哪个版本比较"))

    def __init__(self, rows: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["older"].queryset = rows  # type: ignore[attr-defined]


class StatisticsFilter(FilterForm):
    """Which year and place are shown."""

    year = forms.IntegerField(label=_("年度"), min_value=2012, max_value=2099)
    division = forms.ChoiceField(label=_("地区"), choices=counties)


class QueueFilter(FilterForm):
    """What narrows the queue."""

    q = forms.CharField(label=_("企业名称包含"), max_length=60)
    kind = forms.ChoiceField(label=_("登记事项"), choices=[("", _("全部")), *Kind.choices])
    show = forms.ChoiceField(
        label=_("范围"), choices=[("", _("在办")), ("late", _("已超期")), ("ended", _("已办结"))]
    )
