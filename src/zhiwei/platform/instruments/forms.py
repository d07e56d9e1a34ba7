"""Forms of the room."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zhiwei.law.divisions import load_divisions
from zhiwei.platform.accounts.divisions import name_of
from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.instruments.models import Kind, Resource, Slot
from zhiwei.platform.instruments.services.publishing import REGISTER
from zhiwei.platform.instruments.services.registering import KEPT_BY
from zhiwei.platform.kit import clock
from zhiwei.platform.kit.fields import FenFormField
from zhiwei.platform.kit.forms import DateInput, FilterForm
from zhiwei.platform.kit.language import lang, listed
from zhiwei.platform.subjects.models import Subject
from zhiwei.platform.subjects.queries.searching import by_text
from zhiwei.policy.vocabulary_programme import PlatformNature

MOST = 8
"""Keepers offered where a text fits several."""


class TimeInput(forms.TimeInput):
    """The browser's own picker of a time of day."""

    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


class KeeperField(forms.CharField):
    """A body by its whole name, its number, or a part that fits one only; gives the subject."""

    def clean(self, value: Any) -> Subject:
        """The body. Raises ValidationError naming those that fit where there are several."""
        text = super().clean(value)
        rows = Subject.objects.filter(entity__in=KEPT_BY, state=Subject.State.ACTIVE, personal_name=False)
        exact = list(rows.filter(name=text.strip())[:2])
        found = exact if len(exact) == 1 else list(by_text(rows, text)[: MOST + 1])
        if len(found) == 1:
            return found[0]
        if not found:
            raise forms.ValidationError(_("名录里没有这个单位；请写登记的全称"))
        names = listed(one.name for one in found[:MOST])
        raise forms.ValidationError(_("有多个单位符合，请写全称：%(names)s") % {"names": names})


class PlatformForm(forms.Form):
    """A platform enters the register."""

    keeper = KeeperField(
        label=_("管理单位"), max_length=200, help_text=_("高校、院所、企业或服务机构的登记全称")
    )
    name = forms.CharField(label=_("平台名称"), max_length=200)
    division = forms.ChoiceField(label=_("所在地区"))
    place = forms.CharField(label=_("地点"), max_length=200)
    opening = forms.CharField(label=_("开放时间"), max_length=200, required=False)
    set_up_on = forms.DateField(label=_("建设日期"), widget=DateInput)
    legal_nature = forms.ChoiceField(label=_("单位性质"))
    public_money = forms.TypedChoiceField(
        label=_("是否由财政投入支持形成"),
        choices=[("", _("请选择")), ("yes", _("是")), ("no", _("否"))],
        coerce=lambda text: text == "yes",
        help_text=_("是的，按第 19.3 句向小型、微型企业免费开放；否的，可按第 19.1 句申请实绩补助"),
    )
    document = forms.CharField(label=_("建设或登记的文号"), max_length=120)

    def __init__(self, viewer: Viewer, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        english = lang() == "en"
        natures = [(one.value, one.en if english else one.zh) for one in PlatformNature]
        self.fields["legal_nature"].choices = natures  # type: ignore[attr-defined]
        self.fields["division"].choices = places(viewer, "instruments.register", (3,))  # type: ignore[attr-defined]


def places(viewer: Viewer, act: str, levels: tuple[int, ...]) -> list[tuple[str, str]]:
    """The places of some levels in which the viewer may act."""
    able = [one for one in load_divisions() if one.level in levels and not one.abolished]
    codes = sorted(one.code for one in able if viewer.may(act, division=one.code))
    return [(code, name_of(code)) for code in codes]


class ResourceForm(forms.Form):
    """A resource with its prices."""

    kind = forms.ChoiceField(label=_("类别"), choices=Kind.choices)
    title = forms.CharField(label=_("名称"), max_length=120)
    tariff = FenFormField(label=_("收费标准（元，每次）"), least=0)
    small_price = FenFormField(
        label=_("对小微企业的价格（元，每次）"), least=0, required=False, help_text=_("不填则按收费标准")
    )
    text = forms.CharField(
        label=_("用途和要求"), max_length=2_000, required=False, widget=forms.Textarea({"rows": 4})
    )

    def __init__(self, public: bool, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if public:
            del self.fields["small_price"]


class SlotsForm(forms.Form):
    """Slots from day to day."""

    first = forms.DateField(label=_("首日"), widget=DateInput)
    last = forms.DateField(label=_("末日"), widget=DateInput)
    opens = forms.TimeField(label=_("每天从"), widget=TimeInput, initial="09:00")
    closes = forms.TimeField(label=_("每天到"), widget=TimeInput, initial="17:00")
    minutes = forms.IntegerField(label=_("每个时段（分钟）"), min_value=10, max_value=1_440, initial=120)
    weekends = forms.BooleanField(label=_("周末也开放"), required=False)


class BookingForm(forms.Form):
    """For which firm, in which slot, for what; the key makes a double click one booking."""

    firm = forms.ModelChoiceField(Subject.objects.none(), label=_("为哪家企业预约"))
    slot = forms.ModelChoiceField(Slot.objects.none(), label=_("时段"))
    purpose = forms.CharField(label=_("用来做什么"), max_length=1_000, widget=forms.Textarea({"rows": 3}))
    key = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, resource: Resource, firms: Any, slots: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["firm"].queryset = firms  # type: ignore[attr-defined]
        if len(firms) == 1:
            self.initial.setdefault("firm", firms[0].pk)
        if resource.by_slot:
            self.fields["slot"].queryset = slots  # type: ignore[attr-defined]
        else:
            del self.fields["slot"]


class FiledForm(forms.Form):
    """What schemes and rates have in common."""

    division = forms.ChoiceField(label=_("地区"))
    document = forms.CharField(label=_("文号"), max_length=120)
    first_year = forms.IntegerField(label=_("起始年度"), min_value=2012, max_value=2099)
    last_year = forms.IntegerField(label=_("终止年度"), min_value=2012, max_value=2099, required=False)

    def __init__(self, viewer: Viewer, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["division"].choices = places(viewer, "instruments.scheme", (1, 2, 3))  # type: ignore[attr-defined]
        self.initial.setdefault("first_year", clock.today().year)


class SchemeForm(FiledForm):
    """How platforms are scored."""

    small_weight = forms.IntegerField(label=_("小微企业使用占比的分值"), min_value=0)
    hours_weight = forms.IntegerField(label=_("使用时长的分值"), min_value=0)
    accepted_weight = forms.IntegerField(label=_("预约接受率的分值"), min_value=0)
    rating_weight = forms.IntegerField(
        label=_("企业评价的分值"), min_value=0, help_text=_("四项之和须为一百")
    )
    hours = forms.IntegerField(label=_("使用时长满分的小时数"), min_value=1)
    excellent_from = forms.IntegerField(label=_("优秀的最低得分"), min_value=1)
    good_from = forms.IntegerField(label=_("良好的最低得分"), min_value=1)
    qualified_from = forms.IntegerField(label=_("合格的最低得分"), min_value=1)
    excellent_most = FenFormField(label=_("优秀的下年度经费上限（元）"), least=0)
    good_most = FenFormField(label=_("良好的下年度经费上限（元）"), least=0)
    qualified_most = FenFormField(label=_("合格的下年度经费上限（元）"), least=0)


class RateForm(FiledForm):
    """What confirmed services are paid."""

    per_use = FenFormField(label=_("每次经确认的服务（元）"), least=0)
    per_hour = FenFormField(label=_("每小时经确认的使用（元）"), least=0)
    yearly_most = FenFormField(label=_("每家平台每年上限（元）"), least=1)


class CatalogueFilter(FilterForm):
    """What narrows the catalogue."""

    q = forms.CharField(label=_("资源或平台包含"), max_length=60)
    kind = forms.ChoiceField(label=_("类别"), choices=[("", _("全部")), *Kind.choices])
    city = forms.ChoiceField(label=_("所在市"))
    free = forms.BooleanField(label=_("只看对小微企业免费的"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cities = [(one.code, name_of(one.code)) for one in load_divisions() if one.level == 2]
        self.fields["city"].choices = [("", _("全省")), *cities]  # type: ignore[attr-defined]


class YearFilter(FilterForm):
    """Of which year."""

    year = forms.IntegerField(label=_("年度"), min_value=2012, max_value=2099)


class BeginForm(forms.Form):
    """Begin the reviews of a year, of all platforms of the division or of one."""

    year = forms.IntegerField(label=_("考核年度"), min_value=2012, max_value=2099)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("year", clock.today().year - 1)


class PublishForm(BeginForm):
    """Publish the reviews of a year of one's place."""

    division = forms.ChoiceField(label=_("地区"))
    document = forms.CharField(label=_("公布文号"), max_length=120)

    def __init__(self, viewer: Viewer, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = sorted(
            {g.division for g in viewer.grants if g.division and viewer.may(REGISTER, division=g.division)}
        )
        self.fields["division"].choices = [(code, name_of(code)) for code in own]  # type: ignore[attr-defined]
