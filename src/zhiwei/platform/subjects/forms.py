"""What officials and firms fill in on the pages of the room."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from zhiwei.law.divisions import load_divisions
from zhiwei.platform.accounts.divisions import name_of
from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.kit import clock
from zhiwei.platform.kit.forms import DateInput, FilterForm
from zhiwei.platform.subjects import entities, labels, queries
from zhiwei.platform.subjects.models import Difficulty, Enquiry, ImportBatch, Subject
from zhiwei.platform.subjects.services.origins import source_of, sources_for
from zhiwei.policy.book import rulebook

Choices = list[tuple[str, Any]]
ANY: tuple[str, Any] = ("", _("全部"))


def _words(vocabulary: str) -> Choices:
    return [(m.value, labels.member(vocabulary, m.value)) for m in rulebook().data.vocabularies[vocabulary]]


def _actors() -> Choices:
    return [(k.name, labels.entity(k.name)) for k in entities.kinds().values() if k.actor]


def _with_facts() -> Choices:
    return [(name, labels.entity(name)) for name in entities.kinds() if entities.of_rulebook(name)]


def _places(codes: frozenset[str]) -> Choices:
    today = clock.today()
    listed = [one for one in load_divisions() if one.code in codes and one.exists(today)]
    return [(one.code, name_of(one.code)) for one in sorted(listed, key=lambda one: one.code)]


def _all_places() -> Choices:
    return [ANY, *_places(frozenset(one.code for one in load_divisions()))]


class SubjectFilter(FilterForm):
    """What narrows the officials' list."""

    text = forms.CharField(label=_("名称、拼音、首字母或号码"), max_length=100)
    division = forms.ChoiceField(label=_("地区"))
    entity = forms.ChoiceField(label=_("类型"), choices=lazy(lambda: [ANY, *_actors()], list))
    legal_form = forms.ChoiceField(
        label=_("组织形式"), choices=lazy(lambda: [ANY, *_words("LegalForm")], list)
    )
    size_class = forms.ChoiceField(label=_("规模"), choices=lazy(lambda: [ANY, *_words("SizeClass")], list))
    industry = forms.RegexField(r"^[0-9]{1,4}$", label=_("行业代码（前几位）"), max_length=4)
    state = forms.ChoiceField(label=_("状态"), choices=lazy(lambda: [ANY, *Subject.State.choices], list))

    def __init__(self, viewer: Viewer, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = _places(queries.divisions_for(viewer, "subjects.read"))
        self.fields["division"].choices = [ANY, *places]  # type: ignore[attr-defined]


class PublicFilter(FilterForm):
    """What narrows the public list."""

    text = forms.CharField(label=_("名称、拼音或首字母"), max_length=100)
    division = forms.ChoiceField(label=_("地区"), choices=lazy(_all_places, list))
    entity = forms.ChoiceField(label=_("类型"), choices=lazy(lambda: [ANY, *_actors()], list))


class DayFilter(FilterForm):
    """The day the facts apply to, and the day whose knowledge is used."""

    as_of = forms.DateField(label=_("事实适用于哪一天"), widget=DateInput)
    known_on = forms.DateField(label=_("按哪一天已知的（选填）"), widget=DateInput)


class SubjectForm(forms.Form):
    """A subject to be registered."""

    entity = forms.ChoiceField(label=_("类型"), choices=lazy(_actors, list))
    name = forms.CharField(label=_("名称"), max_length=200)
    division = forms.ChoiceField(label=_("所在行政区划"))
    legal_form = forms.ChoiceField(
        label=_("组织形式"), choices=lazy(lambda: [("", "—"), *_words("LegalForm")], list), required=False
    )
    industry = forms.CharField(
        label=_("行业代码"), max_length=4, required=False, help_text=_("GB/T 4754，保留前面的零")
    )
    founded_on = forms.DateField(label=_("成立日期"), widget=DateInput, required=False)
    uscc = forms.CharField(label=_("统一社会信用代码"), max_length=30, required=False)
    registration_number = forms.CharField(label=_("注册号"), max_length=30, required=False)
    organisation_code = forms.CharField(label=_("组织机构代码"), max_length=30, required=False)
    tax_number = forms.CharField(label=_("税务登记号"), max_length=30, required=False)

    def __init__(self, viewer: Viewer, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = _places(queries.divisions_for(viewer, "subjects.create"))
        self.fields["division"].choices = places  # type: ignore[attr-defined]


class ImportForm(forms.Form):
    """A file and what is said of it."""

    file = forms.FileField(label=_("文件"), help_text=_("xlsx 或 csv，第一行是列名，最大 40 MB"))
    source = forms.ChoiceField(label=_("来源"))
    division = forms.ChoiceField(label=_("行政区划"), help_text=_("其他地区的行会被列为错误"))
    entity = forms.ChoiceField(label=_("主体类型"), choices=lazy(_with_facts, list))
    received_on = forms.DateField(label=_("收到日期"), widget=DateInput)
    legal_basis = forms.CharField(label=_("依据"), max_length=200, required=False)
    expires_on = forms.DateField(label=_("有效期至"), widget=DateInput, required=False)
    sheet = forms.CharField(
        label=_("工作表"), max_length=100, required=False, help_text=_("不填则读“企业”表，没有则读第一张")
    )
    create_missing = forms.BooleanField(label=_("登记没有匹配到的主体"), required=False)

    def __init__(self, viewer: Viewer, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        divisions = queries.divisions_for(viewer, "facts.import")
        places = _places(divisions)
        codes = sources_for(viewer, places[0][0]) if places else ()
        self.fields["source"].choices = [(c, labels.source(c)) for c in codes]  # type: ignore[attr-defined]
        self.fields["source"].initial = source_of(viewer, places[0][0]) if places else ""
        self.fields["division"].choices = places  # type: ignore[attr-defined]
        self.fields["received_on"].initial = clock.today()
        self.fields["entity"].initial = entities.ENTERPRISE
        if not viewer.may("subjects.create"):
            del self.fields["create_missing"]


class CorrectionFileForm(forms.Form):
    """The corrected version of a faulty file."""

    file = forms.FileField(label=_("更正后的文件"))


class ImportFilter(FilterForm):
    """What narrows the list of imports."""

    state = forms.ChoiceField(label=_("状态"), choices=lazy(lambda: [ANY, *ImportBatch.State.choices], list))


class EnquiryForm(forms.ModelForm[Enquiry]):
    """A question, need or complaint."""

    class Meta:
        model = Enquiry
        fields = ("kind", "difficulty", "title", "text")
        widgets = {"text": forms.Textarea(attrs={"rows": 6})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [c for c in Enquiry.Kind.choices if c[0] != Enquiry.Kind.CORRECTION]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]
        unsure = ("", _("说不清"))
        self.fields["difficulty"].choices = [unsure, *Difficulty.choices]  # type: ignore[attr-defined]


class CorrectionForm(forms.Form):
    """A firm says that a recorded fact is wrong."""

    fact = forms.CharField(widget=forms.HiddenInput, max_length=91)
    proposed = forms.CharField(label=_("应为"), max_length=200)
    text = forms.CharField(label=_("理由"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4}))


class EnquiryFilter(FilterForm):
    """What narrows the officials' list of enquiries."""

    difficulty = forms.ChoiceField(
        label=_("属于哪一难"), choices=lazy(lambda: [ANY, *Difficulty.choices], list)
    )
    kind = forms.ChoiceField(label=_("类别"), choices=lazy(lambda: [ANY, *Enquiry.Kind.choices], list))
    state = forms.ChoiceField(label=_("状态"), choices=lazy(lambda: [ANY, *Enquiry.State.choices], list))


class IndicatorFilter(FilterForm):
    """What narrows the officials' list of indicators."""

    difficulty = forms.ChoiceField(
        label=_("属于哪一难"), choices=lazy(lambda: [ANY, *Difficulty.choices], list)
    )
    year = forms.IntegerField(label=_("年度"), min_value=2012, max_value=2099)


class AnswerForm(forms.Form):
    """The answer to an enquiry."""

    answer = forms.CharField(label=_("答复"), max_length=4000, widget=forms.Textarea(attrs={"rows": 6}))
    difficulty = forms.ChoiceField(
        label=_("属于哪一难"), choices=lazy(lambda: [("", "—"), *Difficulty.choices], list), required=False
    )
    close = forms.BooleanField(label=_("同时办结"), required=False)


class WhyForm(forms.Form):
    """Why contact data are asked for."""

    why = forms.CharField(label=_("事由"), max_length=200)
