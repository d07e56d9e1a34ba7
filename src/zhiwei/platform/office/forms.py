"""What an official chooses for a survey and writes for a trial."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zhiwei.engine.errors import InputError
from zhiwei.engine.parameters import Parameter
from zhiwei.platform.answers.rulebook import current
from zhiwei.platform.kit import clock
from zhiwei.platform.kit.forms import DateInput
from zhiwei.platform.kit.language import aside, lang, listed
from zhiwei.platform.office.trials import reform_of

LAW_BEGINS = date(2012, 1, 1)
LINES = 3
"""Parameters that one trial may change on the page; a file changes any number."""
PLAIN = ("money", "rate", "count", "number")


def changeable(as_of: date) -> list[Parameter]:
    """The parameters with one number on a day that enterprises' measures may rest on, by label."""
    found = []
    for parameter in current().data.parameters.values():
        if parameter.type.kind not in PLAIN or parameter.key is not None or parameter.reading is not None:
            continue
        if any(v.starts <= as_of and (v.ends is None or as_of <= v.ends) for v in parameter.values):
            found.append(parameter)
    return sorted(found, key=lambda one: one.zh)


class DayForm(forms.Form):
    """The day of a survey."""

    as_of = forms.DateField(label=_("适用日"), widget=DateInput, initial=clock.today)

    def clean_as_of(self) -> date:
        """Within the time the rulebook speaks of."""
        return _within(self.cleaned_data["as_of"])


class TrialForm(forms.Form):
    """A name, a day, and up to three parameters with the value to be tried."""

    title = forms.CharField(label=_("名称"), max_length=80)
    as_of = forms.DateField(
        label=_("适用日"), widget=DateInput, help_text=_("按这一天有效的规定比较，如 2012-12-31")
    )

    def __init__(self, as_of: date, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["as_of"].initial = as_of
        english = _english()
        choices = [("", "——")] + [
            (p.name, aside(p.en if english else p.zh, listed(_rests_on(p, as_of)))) for p in changeable(as_of)
        ]
        for line in range(1, LINES + 1):
            required = line == 1
            self.fields[f"parameter{line}"] = forms.ChoiceField(
                label=_("参数 %(n)d") % {"n": line}, choices=choices, required=required
            )
            self.fields[f"value{line}"] = forms.CharField(
                label=_("试用值 %(n)d") % {"n": line}, max_length=40, required=required,
                help_text=_("金额写元，比例可写 10% 或 0.1") if required else "",
            )  # fmt: skip

    def clean_as_of(self) -> date:
        """Within the time the rulebook speaks of."""
        return _within(self.cleaned_data["as_of"])

    def changes(self) -> dict[str, str]:
        """Value by parameter, as written."""
        pairs = (
            (self.cleaned_data.get(f"parameter{n}"), self.cleaned_data.get(f"value{n}"))
            for n in range(1, LINES + 1)
        )
        return {name: value for name, value in pairs if name and value}

    def clean(self) -> dict[str, Any]:
        """Every parameter with a value, and values that the rulebook can read."""
        data = super().clean() or {}
        for line in range(1, LINES + 1):
            if bool(data.get(f"parameter{line}")) != bool(data.get(f"value{line}")):
                self.add_error(f"value{line}", _("参数和试用值要一起填"))
        if not self.errors:
            try:
                reform_of(data["title"], data["as_of"], self.changes())
            except InputError as error:
                for defect in error.defects:
                    self.add_error(None, defect.text("en" if _english() else "zh"))
        return data


def _rests_on(parameter: Parameter, as_of: date) -> list[str]:
    """The sentences that say a parameter, else the documents its value of the day is taken from."""
    own = [parameter.delegated["sentence"]] if parameter.delegated else []
    said = dict.fromkeys([*own, *(quote["sentence"] for quote in parameter.quotes)])
    in_force = (v for v in parameter.values if v.starts <= as_of and (v.ends is None or as_of <= v.ends))
    return list(said or dict.fromkeys(v.source for v in in_force))


def _english() -> bool:
    return lang() == "en"


def _within(day: date) -> date:
    if day < LAW_BEGINS:
        raise forms.ValidationError(_("规则集从 2012 年起；请选 2012-01-01 或以后的日期"))
    return day
