"""A statement is made in two steps: which fact, then what is said of it, in a box that fits the fact."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from zhiwei.engine import periods
from zhiwei.engine.errors import Defect
from zhiwei.engine.facts import KNOWN, FactError, check_period, read_fact
from zhiwei.engine.model import Variable
from zhiwei.law.divisions import load_divisions
from zhiwei.law.industries import EDITIONS
from zhiwei.platform.accounts.divisions import name_of
from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.kit import clock, money
from zhiwei.platform.kit.fields import FenInput
from zhiwei.platform.kit.forms import DateInput
from zhiwei.platform.kit.language import aside, lang
from zhiwei.platform.subjects import entities, labels, queries
from zhiwei.platform.subjects.industry_search import edition_on, industries_of, industry_name
from zhiwei.platform.subjects.models import FactRecord, Subject
from zhiwei.platform.subjects.services import Refused
from zhiwei.platform.subjects.services.origins import sources_for
from zhiwei.platform.subjects.typed import UNITS, in_file_form

REGISTERED = ("name", "division", "legal_form", "founded_on", "predecessor_founded_on")
"""Facts that the register settles; a firm asks for their correction instead of declaring them."""
INDUSTRIES, DIVISIONS = "industry_codes", "divisions"
UNIT_WORDS: tuple[tuple[str, str | Promise], ...] = ((UNITS[0], _("元")), (UNITS[1], _("万元")))
PERIODS: dict[str, tuple[str | Promise, str | Promise]] = {
    "year": (_("年度"), _("例如 2011")),
    "quarter": (_("季度"), _("例如 2012Q2，即 2012 年第二季度")),
    "month": (_("月份"), _("例如 2012-06")),
    "day": (_("日期"), _("例如 2012-06-30")),
}
"""What the period of a fact is called, and how it is written."""
CHOOSE: tuple[str, str | Promise] = ("", _("请选择"))


def stateable(subject: Subject, *, own: bool) -> list[Variable]:
    """The facts that may be stated of a subject, by the firm itself without those of the register."""
    known = entities.of_rulebook(subject.entity)
    facts = sorted(known.facts.values(), key=lambda v: v.name) if known else []
    return [one for one in facts if not own or one.name not in REGISTERED]


class FactChoice(forms.Form):
    """The first step: which fact."""

    fact = forms.ChoiceField(label=_("事实"))

    def __init__(self, subject: Subject, *args: Any, own: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.facts = {one.name: one for one in stateable(subject, own=own)}
        choices = [CHOOSE, *((name, labels.named(one, lang())) for name, one in self.facts.items())]
        self.fields["fact"].choices = choices  # type: ignore[attr-defined]

    def chosen(self) -> Variable | None:
        """The fact; None where none was chosen, or none of these."""
        return self.facts[self.cleaned_data["fact"]] if self.is_bound and self.is_valid() else None


class FactForm(forms.Form):
    """The second step: one statement of a fact. ``cleaned_data["value"]`` is in file form.

    ``word`` is what an industry is looked for by.
    """

    period = forms.CharField(max_length=10)
    value = forms.CharField(max_length=200)
    unit = forms.ChoiceField(label=_("金额单位"), choices=UNIT_WORDS, initial=UNITS[0])
    status = forms.ChoiceField(label=_("状态"), choices=FactRecord.Status.choices)
    source = forms.ChoiceField(label=_("来源"))
    legal_basis = forms.CharField(label=_("依据"), max_length=200, required=False)
    received_on = forms.DateField(label=_("收到日期"), widget=DateInput)
    holds_from = forms.DateField(label=_("自何日起"), widget=DateInput, required=False)
    expires_on = forms.DateField(label=_("有效期至"), widget=DateInput, required=False)

    def __init__(
        self,
        viewer: Viewer,
        subject: Subject,
        variable: Variable,
        *args: Any,
        own: bool = False,
        word: str = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.subject, self.variable, self.word = subject, variable, word
        self.fields["received_on"].initial = clock.today()
        if own:
            for name in ("source", "legal_basis", "received_on", "expires_on"):
                del self.fields[name]
        else:
            codes = sources_for(viewer, subject.division)
            self.fields["source"].choices = [(c, labels.source(c)) for c in codes]  # type: ignore[attr-defined]
        self._fit_period()
        self._fit_value()

    def _said(self) -> str:
        return str(self.data.get("status", "")) if self.is_bound else FactRecord.Status.KNOWN.value

    def _fit_period(self) -> None:
        kind = self.variable.period
        if kind is None:
            del self.fields["period"]
            return
        del self.fields["holds_from"]  # a period says from when to when
        box = self.fields["period"]
        box.label, box.help_text = map(str, PERIODS[kind])
        box.required = (
            self._said() != FactRecord.Status.WITHDRAWN
        )  # what was once said without one is withdrawn so
        if kind == "day":
            box.widget = DateInput()

    def _fit_value(self) -> None:
        kind = self.variable.type.kind
        if kind != "money":
            del self.fields["unit"]
        elif self.is_bound:
            self.fields["unit"].required = "unit" in self.data
        box = self._box(kind)
        box.label = aside(labels.named(self.variable, lang()), self._unit(kind))
        box.required = self._said() == FactRecord.Status.KNOWN
        self.fields["value"] = box

    def _unit(self, kind: str) -> str:
        return "%" if kind == "rate" else str(labels.UNITS.get(self.variable.unit or "", ""))

    def _box(self, kind: str) -> forms.Field:
        if kind == "flag":
            return forms.ChoiceField(choices=[CHOOSE, ("true", _("是")), ("false", _("否"))])
        if kind == "enum":
            members = [(m.value, m.zh if lang() == "zh" else m.en) for m in self.variable.enum]
            return forms.ChoiceField(choices=[CHOOSE, *members])
        if self.variable.list_name == DIVISIONS:
            places = [(one.code, f"{name_of(one.code)} {one.code}") for one in load_divisions()]
            return forms.ChoiceField(choices=[CHOOSE, *sorted(places)])
        if self.variable.list_name == INDUSTRIES:
            return self._industries()
        if kind == "date":
            return forms.CharField(max_length=20, widget=DateInput)
        hints = {
            "money": _("写数字并选单位，也可以写 120万元"),
            "rate": _("写百分数：35 就是 35%"),
            "count": _("写整数"),
        }
        widget = FenInput if kind in (*hints, "number") else forms.TextInput
        return forms.CharField(max_length=200, widget=widget, help_text=hints.get(kind, ""))

    def _industries(self) -> forms.Field:
        found = industries_of(self.word, self._edition()) if self.word else ()
        if not found:
            hint = _("先在上面查找；知道代码的直接填写，例如 5211（百货零售）")
            return forms.CharField(max_length=4, help_text=hint)
        listed = [(one.code, f"{one.name} {one.code} · {one.within}") for one in found]
        return forms.CharField(max_length=4, widget=forms.RadioSelect(choices=listed))

    def _edition(self) -> str:
        """The edition that the subject's industry is stated in, else the one in force."""
        said = queries.facts(self.subject, as_of=clock.today()).get("industry_edition", {})
        held = said.get("value", "")
        return held if held in EDITIONS else edition_on(clock.today())

    @property
    def searches(self) -> bool:
        """Whether the value is an industry, to be looked for first."""
        return self.variable.list_name == INDUSTRIES

    @property
    def nothing_found(self) -> bool:
        """Whether a word was given that no industry fits."""
        return bool(self.word) and not isinstance(self.fields["value"].widget, forms.RadioSelect)

    @property
    def label(self) -> str:
        """How the fact is called."""
        return labels.named(self.variable, lang())

    def clean(self) -> dict[str, Any]:
        """The period and the value as the rulebook reads them; what is wrong stands at its box."""
        given = super().clean() or self.cleaned_data
        if given.get("period"):
            self._check_period(given["period"].strip())
        if given.get("status") == FactRecord.Status.KNOWN and given.get("value"):
            self._read(str(given["value"]).strip(), given.get("unit") or UNITS[0])
        return given

    def _check_period(self, period: str) -> None:
        self.cleaned_data["period"] = period
        try:
            check_period(self.variable, period)
        except FactError as error:
            self.add_error("period", _told(error))
            return
        now = periods.label(clock.today(), self.variable.period)
        if period > now:  # labels of one kind sort as their periods do
            self.add_error(
                "period", _t("“%(period)s”还没有到，最晚填 %(now)s") % {"period": period, "now": now}
            )

    def _read(self, raw: str, unit: str) -> None:
        try:
            raw = in_file_form(self.variable, raw, unit)
        except money.Unreadable as error:
            self.add_error("value", str(error))
            return
        if self.searches and not industry_name(raw):
            self.add_error(
                "value",
                _t("没有行业代码“%(code)s”；请先查找再选择，或填写代码，例如 5211") % {"code": raw},
            )
            return
        try:
            fact = read_fact(self.variable, raw)
        except FactError as error:
            self.add_error("value", _told(error))
            return
        if fact.state != KNOWN:
            self.add_error("value", _t("没有数值的，请在“状态”中选择“不适用”或“拒绝提供”"))
            return
        self.cleaned_data["value"] = raw

    def show(self, refused: Refused) -> None:
        """What the service refused, at the box it speaks of, else at the head; no fact by its internal name."""
        for defect in refused.defects:
            where = defect.where.partition("@")[0]
            if where == self.variable.name:
                self.add_error("value", _bare(defect))
            elif where in self.fields:
                self.add_error(where, _bare(defect))
            else:
                self.add_error(None, defect.text("zh") if lang() == "zh" else _bare(defect))


def _told(error: FactError) -> str:
    text, remedy = (error.zh, error.remedy_zh) if lang() == "zh" else (error.en, error.remedy_en)
    return aside(text, remedy)


def _bare(defect: Defect) -> str:
    """What is wrong, without where."""
    if lang() == "zh" and defect.what_zh:
        return defect.text("zh").removeprefix(f"{defect.where_zh or defect.where}：")
    return str(defect).removeprefix(f"{defect.where}: ")
