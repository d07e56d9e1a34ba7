"""What narrows the audit's lists."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from zhiwei.platform.audit import words
from zhiwei.platform.audit.queries import SORTS
from zhiwei.platform.kit.forms import DateInput, FilterForm


def _sorts() -> list[tuple[str, str]]:
    return [("", str(_("全部"))), *((name, str(label)) for name, label in SORTS.items())]


def _kinds() -> list[tuple[str, str]]:
    """Kinds in words, each word once: whoever chooses it gets all kinds of that word."""
    by_word = {words.kind(name): name for name in words.KINDS}
    return [("", str(_("全部"))), *((name, word) for word, name in sorted(by_word.items()))]


class ReadFilter(FilterForm):
    """By person, record and days."""

    who = forms.CharField(label=_("谁（姓名或单位）"), max_length=60)
    kind = forms.ChoiceField(label=_("对象类型"), choices=_kinds)
    key = forms.CharField(label=_("对象（名称、编号或文号）"), max_length=200)
    from_day = forms.DateField(label=_("自"), widget=DateInput)
    to_day = forms.DateField(label=_("至"), widget=DateInput)


class ActFilter(ReadFilter):
    """Also by what was done."""

    sort_of = forms.ChoiceField(label=_("哪一类"), choices=_sorts)
    act = forms.CharField(label=_("行为"), max_length=60)
    field_order = ("who", "sort_of", "act", "kind", "key", "from_day", "to_day")
