"""What narrows the room's lists."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhiwei.platform.accounts.divisions import choices as divisions
from zhiwei.platform.cases.casetypes import registry
from zhiwei.platform.cases.hands import TRAITS
from zhiwei.platform.kit.forms import FilterForm


def types() -> list[tuple[str, str]]:
    """The case types as choices, before them that for all."""
    return [("", _("全部")), *((one.id, str(one.title)) for one in registry.all_types().values())]


def _traits() -> list[tuple[str, str]]:
    return [("", _("全部")), *((name, str(label)) for name, label in TRAITS.items())]


class WorkFilter(FilterForm):
    """What narrows the officials' work list."""

    q = forms.CharField(label=gettext_lazy("主体名称包含"), max_length=100)
    type = forms.ChoiceField(label=gettext_lazy("事项"), choices=types)
    trait = forms.ChoiceField(label=gettext_lazy("办理情况"), choices=_traits)
    bureau = forms.ChoiceField(
        label=gettext_lazy("经办单位"),
        choices=[
            ("", gettext_lazy("本单位和没有指定单位的")),
            ("others", gettext_lazy("其他部门")),
            ("all", gettext_lazy("全部")),
        ],
    )

    def __init__(self, data: Any = None, *, divided: bool = False, **kwargs: Any) -> None:
        """``divided``: whether cases of other organisations stand apart from the reader's own."""
        super().__init__(data, **kwargs)
        if not divided:
            del self.fields["bureau"]


class OwnFilter(FilterForm):
    """What narrows a firm's own cases."""

    state = forms.ChoiceField(
        label=gettext_lazy("办理情况"),
        choices=[
            ("", gettext_lazy("全部")),
            ("open", gettext_lazy("在办")),
            ("ended", gettext_lazy("已办结")),
        ],
    )
    type = forms.ChoiceField(label=gettext_lazy("事项"))

    def __init__(self, data: Any = None, held: Iterable[str] = (), **kwargs: Any) -> None:
        """``held`` are the types of the firm's cases."""
        super().__init__(data, **kwargs)
        own = set(held)
        self.fields["type"].choices = [one for one in types() if not one[0] or one[0] in own]  # type: ignore[attr-defined]


class NoticeFilter(FilterForm):
    """What narrows the public notices."""

    q = forms.CharField(label=gettext_lazy("名称包含"), max_length=100)
    type = forms.ChoiceField(label=gettext_lazy("事项"), choices=types)
    division = forms.ChoiceField(label=gettext_lazy("地区"), choices=lambda: [("", _("全部")), *divisions()])
