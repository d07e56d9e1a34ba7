"""Forms of land. Areas are asked in hectares and kept in square metres."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.bases.clusters.forms import places
from zhiwei.platform.bases.land.queries import HECTARE, written
from zhiwei.platform.bases.models import LandKind, LandRequest
from zhiwei.platform.kit import clock
from zhiwei.platform.kit.forms import DateInput

LEAST, PLACES = Decimal("0.0001"), 4


class HectaresField(forms.DecimalField):
    """An area written in hectares; gives square metres."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=LEAST, max_digits=12, decimal_places=PLACES, **kwargs)

    def clean(self, value: Any) -> Any:
        """Square metres."""
        found = super().clean(value)
        return None if found is None else int(found * HECTARE)


class SourceForm(forms.Form):
    """The year's quota, or a released plot."""

    kind = forms.ChoiceField(label=_("类型"), choices=LandKind.choices)
    division = forms.ChoiceField(label=_("地区"))
    year = forms.IntegerField(label=_("年度"), min_value=1)
    name = forms.CharField(
        label=_("地块名称"), max_length=120, required=False, help_text=_("盘活的建设用地须填写")
    )
    area = HectaresField(label=_("面积（公顷）"))
    document = forms.CharField(label=_("文号"), max_length=120)

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["division"].choices = places(viewer)  # type: ignore[attr-defined]
        self.fields["year"].initial = clock.today().year


class AskForm(forms.Form):
    """A request for land."""

    purpose = forms.CharField(label=_("用途"), max_length=200)
    area = HectaresField(label=_("申请面积（公顷）"))


class AllocateForm(forms.Form):
    """Who gets how much; with a field for the reason of each request that would be passed over."""

    request = forms.ChoiceField(label=_("安排给哪件申请"), required=False)
    receiver = forms.CharField(
        label=_("没有在这里申请的用地单位"),
        max_length=120,
        required=False,
        help_text=_("选择了申请的，不用填写"),
    )
    area = HectaresField(label=_("安排面积（公顷）"))
    on = forms.DateField(label=_("决定日期"), widget=DateInput)
    document = forms.CharField(label=_("文号"), max_length=120)

    def __init__(
        self, *args: Any, waiting: Sequence[LandRequest], first: Sequence[LandRequest], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.first = list(first)
        choices = [
            (str(one.pk), now("%(name)s：%(area)s 公顷，%(day)s 申请") % {
                "name": one.applicant.name, "area": written(one.area), "day": one.asked_on,
            })
            for one in waiting
        ]  # fmt: skip
        self.fields["request"].choices = [("", "—"), *choices]  # type: ignore[attr-defined]
        for one in first:
            self.fields[f"reason-{one.pk}"] = forms.CharField(
                label=now("没有安排“%(name)s”的理由") % {"name": one.applicant.name}, max_length=300, required=False,
                help_text=now("这件申请优先；安排给它的，不用填写"),
            )  # fmt: skip

    def reasons(self) -> dict[UUID, str]:
        """What was written for each request that goes first."""
        return {one.pk: self.cleaned_data.get(f"reason-{one.pk}", "") for one in self.first}
