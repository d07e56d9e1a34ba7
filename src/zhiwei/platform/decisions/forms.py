"""Forms of the room; that of a filing is made from what its sentence leaves open."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from unicodedata import normalize

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhiwei.engine.raw import RawError, read_raw, shown
from zhiwei.law.divisions import load_divisions
from zhiwei.platform.accounts.divisions import name_of
from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.decisions import permissions, scans, standing
from zhiwei.platform.decisions.checking import faults
from zhiwei.platform.decisions.holding import Held, held
from zhiwei.platform.decisions.models import PUBLIC, Filing, State
from zhiwei.platform.decisions.register import book
from zhiwei.platform.decisions.terms import Term, bound_text, open_sentences, terms_of
from zhiwei.platform.kit import clock
from zhiwei.platform.kit.fields import FenFormField
from zhiwei.platform.kit.forms import DateInput, FilterForm
from zhiwei.platform.kit.language import aside, commas, lang
from zhiwei.platform.kit.uploads import Refused

TERM = "term_"
"""Before the name of a term in the names of the form's fields."""


class FilingForm(forms.Form):
    """One filing: what document, for whom, since when, and a box for each open term of the sentence."""

    division = forms.ChoiceField(label=gettext_lazy("地区"))
    document = forms.CharField(
        label=gettext_lazy("文号"), max_length=120, help_text=gettext_lazy("例如 杭政发〔2012〕18号")
    )
    title = forms.CharField(label=gettext_lazy("文件标题"), max_length=300)
    issued_on = forms.DateField(label=gettext_lazy("印发日期"), widget=DateInput)
    from_day = forms.DateField(label=gettext_lazy("起始日"), widget=DateInput)
    to_day = forms.DateField(
        label=gettext_lazy("终止日"), widget=DateInput, required=False, help_text=gettext_lazy("不定期的留空")
    )
    declines = forms.BooleanField(
        label=gettext_lazy("本地不实施这一句"),
        required=False,
        help_text=gettext_lazy("选中后不填下面的数值；本地主体的判定将写明“本地不实施”"),
    )
    replaces = forms.ModelChoiceField(
        Filing.objects.none(), label=gettext_lazy("替代"), required=False,
        help_text=gettext_lazy("更正或取代已生效的决定时选择；原决定自新决定的起始日起不再适用"),
    )  # fmt: skip
    scan = forms.FileField(
        label=gettext_lazy("文件扫描件"),
        required=False,
        help_text=gettext_lazy("pdf、png 或 jpg，不超过 50 MB；生效后公开"),
    )
    note = forms.CharField(
        label=gettext_lazy("说明"), required=False, max_length=2_000, widget=forms.Textarea({"rows": 3})
    )

    def __init__(
        self, viewer: Viewer, sentence: str, filing: Filing | None, *args: Any, **kwargs: Any
    ) -> None:
        self.viewer, self.filing = viewer, filing or Filing(sentence=sentence, made_by_id=viewer.user_id)
        self.terms = terms_of(sentence)
        kwargs.setdefault("initial", self._initial(filing))
        super().__init__(*args, **kwargs)
        places = divisions_for(viewer)
        self.fields["division"].choices = places  # type: ignore[attr-defined]
        if len(places) == 1:
            self.initial.setdefault("division", places[0][0])
        now = {one.term.name: one for one in self._held([code for code, _n in places])}
        for term in self.terms:
            self.fields[TERM + term.name] = field = term_field(term)
            if term.name in now:
                said = _("现行：%(value)s") % {"value": now[term.name]}
                field.help_text = (
                    f"{said}。{field.help_text}" if lang() == "zh" else f"{said}. {field.help_text}"
                )
        self.order_fields(
            ["division", "document", "title", "issued_on", "from_day", "to_day", "declines"]
            + [TERM + term.name for term in self.terms]
        )
        own = Filing.objects.filter(
            sentence=sentence, state=State.APPROVED, division__in=[code for code, _n in places]
        )
        self.fields["replaces"].queryset = own.order_by("division", "from_day")  # type: ignore[attr-defined]
        self.fields["replaces"].label_from_instance = replaced_label  # type: ignore[attr-defined]

    def _held(self, places: list[str]) -> list[Held]:
        """What holds today in the place the filing is for, as far as it is known which; else where the viewer's office is."""
        said = self.data.get("division") or self.initial.get("division")
        offices = [grant.division for grant in self.viewer.grants if grant.division in places]
        place = next((one for one in (said, *offices) if one in places), None)
        return held(self.filing.sentence, place, clock.today()) if place else []

    def _initial(self, filing: Filing | None) -> dict[str, Any]:
        if filing is None:
            return {}
        names = (
            "division",
            "document",
            "title",
            "issued_on",
            "from_day",
            "to_day",
            "declines",
            "replaces",
            "note",
        )
        initial = {name: getattr(filing, name) for name in names}
        for term in self.terms:
            if term.name in filing.fills:
                initial[TERM + term.name] = box_value(term, filing.fills[term.name])
        return initial

    def fills(self) -> dict[str, Any]:
        """The values given, in file form; what cannot be read as it was written, for the check to say so."""
        given = ((term, self.cleaned_data.get(TERM + term.name)) for term in self.terms)
        return {term.name: _file_form(term, value) for term, value in given if value not in (None, "")}

    def clean_scan(self) -> Any:
        """The scan looked into, None where none was sent."""
        file = self.cleaned_data.get("scan")
        if not file:
            return None
        try:
            return scans.checked(file)
        except Refused as wrong:
            raise forms.ValidationError(str(wrong), code=wrong.code) from None

    def clean(self) -> dict[str, Any]:
        """The engine's own check, each fault at the box it concerns."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.errors:
            return cleaned
        trial = Filing(pk=self.filing.pk, made_by_id=self.filing.made_by_id)
        for name, value in self.content().items():
            setattr(trial, name, value)
        for fault in faults(trial):
            at = TERM + fault.field if TERM + fault.field in self.fields else fault.field
            self.add_error(
                at if at in self.fields else None, fault.text + self._without_sign(fault.field, trial)
            )
        return cleaned

    def _without_sign(self, name: str, trial: Filing) -> str:
        """What a share above 1 that was written without % was probably meant to be, if that keeps to its limits; else ''."""
        term = next((one for one in self.terms if one.name == name and one.kind == "rate"), None)
        said = str(self.cleaned_data.get(TERM + name) or "").strip()
        value = None if term is None else term.read(said)
        if term is None or value is None or value <= 1 or "%" in normalize("NFKC", said):
            return ""
        meant, last = value / 100, trial.to_day or trial.from_day
        if term.exceeded(meant, trial.from_day, last):
            return ""
        return _("。没有写百分号：如果是 %(meant)s，请写成“%(meant)s”") % {"meant": term.shown(meant)}

    def content(self) -> dict[str, Any]:
        """What :func:`services.draft` takes, but for the scan."""
        names = (
            "division",
            "document",
            "title",
            "issued_on",
            "from_day",
            "to_day",
            "declines",
            "replaces",
            "note",
        )
        return {name: self.cleaned_data[name] for name in names} | {
            "sentence": self.filing.sentence,
            "fills": self.fills(),
        }


def _file_form(term: Term, value: Any) -> Any:
    if term.kind == "money":
        return shown(term.parameter.type, value)
    try:
        return shown(term.parameter.type, read_raw(term.parameter.type, value, book().data.vocabularies))
    except RawError:
        return value


def term_field(term: Term) -> forms.Field:
    """The box of a term, its bounds beside it."""
    common: dict[str, Any] = {
        "label": term.label, "required": False, "help_text": _("。").join(map(bound_text, term.bounds())),
    }  # fmt: skip
    match term.kind:
        case "money":
            return FenFormField(**common | {"label": _("%(label)s（元）") % {"label": term.label}})
        case "flag":
            choices = [("", _("未作决定")), ("true", _("是")), ("false", _("否"))]
            return forms.ChoiceField(choices=choices, **common)
        case "text":
            return forms.CharField(widget=forms.Textarea({"rows": 3}), max_length=2_000, **common)
        case "rate":
            text = _("写成 50%% 或 0.5。%(bounds)s") % {"bounds": common["help_text"]}
            common["help_text"] = text
    return forms.CharField(max_length=40, widget=forms.TextInput({"inputmode": "decimal"}), **common)


def box_value(term: Term, raw: Any) -> Any:
    """A value in file form as its box shows it."""
    if term.kind == "rate":
        return term.written(raw)
    if term.kind == "money":
        return str(raw).removesuffix(".00")
    return raw


def replaced_label(filing: Filing) -> str:
    """How a filing is called among those that may be replaced."""
    ends = filing.to_day or _("不定期")
    return aside(filing.document, commas((name_of(filing.division), f"{filing.from_day} — {ends}")))


def divisions_for(viewer: Viewer) -> list[tuple[str, str]]:
    """The divisions a viewer files for, with their names; abolished ones with the year, for papers of their time."""
    found = []
    for one in load_divisions():
        if permissions.may_file(viewer, one.code):
            gone = _("（至 %(year)s 年）") % {"year": one.abolished} if one.abolished else ""
            found.append((one.code, name_of(one.code) + gone))
    return sorted(found)


class ReturnForm(forms.Form):
    """Why a filing goes back: a line for each reason."""

    reasons = forms.CharField(
        label=gettext_lazy("退回理由"), widget=forms.Textarea({"rows": 4}), max_length=4_000,
        help_text=gettext_lazy("一次写明全部问题，每行一条"),
    )  # fmt: skip


class WithdrawForm(forms.Form):
    """Why a filing that has not taken effect is taken back."""

    reason = forms.CharField(
        label=gettext_lazy("撤回理由"), widget=forms.Textarea({"rows": 3}), max_length=2_000
    )


class EndForm(WithdrawForm):
    """Why a decision in effect is to end, and since which day."""

    lapses_from = forms.DateField(
        label=gettext_lazy("自此日起不再适用"), widget=DateInput, required=False,
        help_text=gettext_lazy("留空表示自始不适用（误报）；废止的填写废止之日"),
    )  # fmt: skip


class DropForm(forms.Form):
    """Why a decision goes on holding."""

    reason = forms.CharField(label=gettext_lazy("理由"), widget=forms.Textarea({"rows": 2}), max_length=2_000)


def _sentences() -> list[tuple[str, str]]:
    return [("", _("全部")), *((s, _("第 %(id)s 句") % {"id": s}) for s in open_sentences())]


def _states(states: Iterable[State]) -> list[tuple[str, Any]]:
    named = [(state.value, state.label) for state in states]
    return [("", _("全部")), *named, (standing.BEGINS, _("已批准，尚未施行")), (standing.OVER, _("已终止"))]


class PublicFilter(FilterForm):
    """What narrows the public list."""

    q = forms.CharField(label=gettext_lazy("文号或标题包含"), max_length=100)
    sentence = forms.ChoiceField(label=gettext_lazy("句"), choices=_sentences)
    city = forms.ChoiceField(label=gettext_lazy("市"))
    state = forms.ChoiceField(label=gettext_lazy("状态"), choices=lambda: _states(PUBLIC))
    day = forms.DateField(label=gettext_lazy("在此日适用"), widget=DateInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = [(one.code, one.name) for one in load_divisions() if one.level < 3]
        self.fields["city"].choices = [("", _("全部")), *places]  # type: ignore[attr-defined]


class OfficeFilter(FilterForm):
    """What narrows the officials' list."""

    q = forms.CharField(label=gettext_lazy("文号或标题包含"), max_length=100)
    sentence = forms.ChoiceField(label=gettext_lazy("句"), choices=_sentences)
    state = forms.ChoiceField(label=gettext_lazy("状态"), choices=lambda: _states(State))
