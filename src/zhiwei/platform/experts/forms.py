"""Forms of the room."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zhiwei.law.divisions import load_divisions
from zhiwei.platform.accounts.divisions import covered_by, name_of
from zhiwei.platform.accounts.models import Membership, User
from zhiwei.platform.accounts.models.memberships import on
from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.cases.models import Grade
from zhiwei.platform.experts import routing
from zhiwei.platform.experts.models import Background, Channel, Expert, Field, Question
from zhiwei.platform.kit import clock
from zhiwei.platform.kit.forms import DateInput, FilterForm
from zhiwei.platform.kit.language import aside
from zhiwei.platform.subjects.models import Difficulty, Subject

UNSURE = ("", _("不清楚"))


def places(codes: Any) -> list[tuple[str, str]]:
    """Divisions of today among some codes, as choices."""
    today = clock.today()
    able = [one.code for one in load_divisions() if one.code in codes and one.exists(today)]
    return [(code, name_of(code)) for code in sorted(able)]


class TimeInput(forms.TimeInput):
    """The browser's own picker of a time."""

    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


class ExpertForm(forms.Form):
    """What the register keeps of an expert."""

    background = forms.ChoiceField(label=_("来自"), choices=Background.choices)
    division = forms.ChoiceField(label=_("服务地区"), help_text=_("含其下各县（市、区）"))
    fields_ = forms.MultipleChoiceField(
        label=_("领域"), choices=Field.choices, widget=forms.CheckboxSelectMultiple
    )
    introduction = forms.CharField(
        label=_("擅长的问题"), max_length=500, required=False, widget=forms.Textarea({"rows": 3}),
        help_text=_("给预约的企业看，不写姓名和联系方式"),
    )  # fmt: skip

    def __init__(self, viewer: Viewer, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        able = frozenset().union(*(covered_by(g.division) for g in viewer.grants if g.division))
        self.fields["division"].choices = places(  # type: ignore[attr-defined]
            {code for code in able if viewer.may("experts.keep", division=code)}
        )

    def given(self) -> dict[str, Any]:
        """What the service takes."""
        found = dict(self.cleaned_data)
        found["fields"] = found.pop("fields_")
        return found


class NewExpertForm(ExpertForm):
    """An expert to be taken into the group: somebody who holds the role and is in no register yet."""

    user = forms.ModelChoiceField(
        User.objects.none(), label=_("专家"), help_text=_("先由安全保密管理员建立专家账号")
    )
    field_order = ["user", "background", "division", "fields_", "introduction"]

    def __init__(self, viewer: Viewer, *args: Any, **kwargs: Any) -> None:
        super().__init__(viewer, *args, **kwargs)
        held = Membership.objects.filter(on(clock.today()), role=routing.ROLE)
        able = User.objects.filter(pk__in=held.values("user"), is_active=True, expert=None)
        self.fields["user"].queryset = able.order_by("display_name")  # type: ignore[attr-defined]

    def given(self) -> dict[str, Any]:
        """What the service takes beside the user."""
        found = super().given()
        found.pop("user")
        return found


class SessionForm(forms.Form):
    """A session; seats are for a special one, minutes for the other two."""

    channel = forms.ChoiceField(label=_("方式"), choices=Channel.choices)
    field = forms.ChoiceField(label=_("领域"))
    division = forms.ChoiceField(label=_("地区"))
    topic = forms.CharField(label=_("主题"), max_length=120)
    place = forms.CharField(label=_("地点或网上会场"), max_length=200)
    day = forms.DateField(label=_("日期"), widget=DateInput)
    begins = forms.TimeField(label=_("开始"), widget=TimeInput)
    ends = forms.TimeField(label=_("结束"), widget=TimeInput)
    seats = forms.IntegerField(
        label=_("名额"), min_value=1, max_value=500, required=False, help_text=_("专场咨询填写")
    )
    minutes = forms.IntegerField(
        label=_("每位时长（分钟）"), min_value=5, max_value=240, required=False,
        help_text=_("“门诊”和网上咨询填写，按时长排号"),
    )  # fmt: skip

    def __init__(self, expert: Expert, codes: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["field"].choices = [  # type: ignore[attr-defined]
            (one.field, one.get_field_display()) for one in expert.expertise.all()
        ]
        self.fields["division"].choices = places(codes)  # type: ignore[attr-defined]


class BookForm(forms.Form):
    """For which firm, which slot, and what is to be asked."""

    firm = forms.ModelChoiceField(Subject.objects.none(), label=_("为哪家企业预约"))
    slot = forms.ChoiceField(label=_("选一个号"), widget=forms.RadioSelect)
    difficulty = forms.ChoiceField(
        label=_("属于哪一难"), choices=[UNSURE, *Difficulty.choices], required=False
    )
    need = forms.CharField(label=_("想问什么"), max_length=1000, widget=forms.Textarea({"rows": 3}))

    def __init__(self, firms: Any, slots: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["firm"].queryset = firms  # type: ignore[attr-defined]
        self.fields["slot"].choices = [(str(one.pk), aside(str(one.number), str(one))) for one in slots]  # type: ignore[attr-defined]
        if len(firms) == 1:
            self.initial.setdefault("firm", firms[0].pk)


class GradeForm(forms.Form):
    """A grade of 1 to 5."""

    grade = forms.TypedChoiceField(label=_("评价"), choices=list(reversed(Grade.choices)), coerce=int)
    remark = forms.CharField(label=_("意见"), max_length=500, required=False)


class ReasonForm(forms.Form):
    """Why a session is cancelled."""

    reason = forms.CharField(label=_("取消理由"), max_length=300)


class PublishForm(forms.Form):
    """The public words of a question and its answer."""

    title = forms.CharField(label=_("公开的标题"), max_length=100)
    text = forms.CharField(
        label=_("公开的问题"), max_length=2000, widget=forms.Textarea({"rows": 6}),
        help_text=_("不能出现企业、个人的名称和号码"),
    )  # fmt: skip
    answer = forms.CharField(label=_("公开的解答"), max_length=2000, widget=forms.Textarea({"rows": 8}))


class PointForm(forms.Form):
    """Which expert is to answer."""

    expert = forms.ModelChoiceField(Expert.objects.none(), label=_("指定专家"))

    def __init__(self, question: Question, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        able = routing.of_field(question.field, routing.above(question.division))
        self.fields["expert"].queryset = able  # type: ignore[attr-defined]


class SessionFilter(FilterForm):
    """What narrows the coming sessions."""

    channel = forms.ChoiceField(label=_("方式"), choices=[("", _("全部")), *Channel.choices])
    field = forms.ChoiceField(label=_("领域"), choices=[("", _("全部")), *Field.choices])
    division = forms.ChoiceField(label=_("地区"), choices=[])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        every = {one.code for one in load_divisions()}
        self.fields["division"].choices = [("", _("全部")), *places(every)]  # type: ignore[attr-defined]


class AnswerFilter(FilterForm):
    """What narrows the published answers."""

    q = forms.CharField(label=_("含有的字"), max_length=60)
    field = forms.ChoiceField(label=_("领域"), choices=[("", _("全部")), *Field.choices])
    difficulty = forms.ChoiceField(label=_("四难"), choices=[("", _("全部")), *Difficulty.choices])


class QuestionFilter(FilterForm):
    """What narrows an official's questions."""

    field = forms.ChoiceField(label=_("领域"), choices=[("", _("全部")), *Field.choices])
    difficulty = forms.ChoiceField(label=_("四难"), choices=[("", _("全部")), *Difficulty.choices])


class YearFilter(FilterForm):
    """Of which year, place and field."""

    year = forms.IntegerField(label=_("年度"), min_value=2012, max_value=2099)
    field = forms.ChoiceField(label=_("领域"), choices=[("", _("全部")), *Field.choices])
