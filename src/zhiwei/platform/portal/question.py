"""One question of the flow: how it is put, what may be answered, and reading the answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from zhiwei.engine.display import display
from zhiwei.engine.facts import KNOWN, FactError, check_period, read_fact
from zhiwei.engine.model import Variable
from zhiwei.engine.periods import label as period_label
from zhiwei.engine.raw import shown
from zhiwei.law.divisions import load_divisions
from zhiwei.platform.answers.questions import variable_of
from zhiwei.platform.answers.rulebook import current
from zhiwei.platform.kit import clock, money
from zhiwei.platform.portal.asked import NOT_APPLICABLE, owner_label
from zhiwei.platform.portal.hints import hint_for
from zhiwei.platform.portal.language import aside, pick, semicolons
from zhiwei.platform.subjects import labels
from zhiwei.platform.subjects.industry_search import industry_name
from zhiwei.platform.subjects.typed import UNITS, in_file_form
from zhiwei.policy.beside import Telling

MOST_PEOPLE = 10_000_000
"""More people than any employer has: a slip of the keyboard."""
FIRST_YEAR, LAST_YEAR = 1900, 2100
FIGURES = frozenset({"money", "count", "number", "rate"})
"""Kinds of facts that are known only when their period is over."""


class Refused(ValueError):
    """An answer that cannot be taken; the text says why and what to write."""


@dataclass(frozen=True, slots=True)
class Question:
    """A fact to ask for. ``widget`` is flag, choice, money, number, date, division or industry."""

    name: str
    variable: Variable
    label: str
    text: str
    help: str
    widget: str
    options: tuple[tuple[str, str], ...] = ()
    optional: bool = False

    @property
    def unit(self) -> str:
        """The unit shown behind the box."""
        return {"person": _("人"), "year": _("年"), "day": _("天"), "month": _("个月")}.get(
            self.variable.unit or "", "%" if self.variable.type.kind == "rate" else ""
        )


def question_for(entity: str, name: str, as_of: date, lang: str) -> Question | None:
    """The question for a fact; None for a name that no fact has."""
    book = current()
    variable = variable_of(book, entity, name)
    if variable is None or variable.type.kind == "text" or not _sound_period(variable, name):
        return None
    label = fact_label(entity, name, lang, as_of)
    hint = hint_for(name)
    question = str(hint.question) if hint else _("%(label)s？") % {"label": label}
    period = _period(variable, name, as_of)
    owner = owner_label(book, entity, name, lang)
    if owner:
        question = f"{owner.rstrip('的')}：{question}" if lang == "zh" else f"{owner}{question}"
    help_text = str(hint.help) if hint else ""
    if period:
        ahead = unfinished(variable, name, as_of)
        question = aside(question.rstrip("？?"), _foreseen(variable, period) if ahead else period)
        question += "？" if lang == "zh" else "?"
        if ahead:
            said = _("%(period)s还没有过完，请按预计填写，以后以实际数为准。") % {"period": period}
            help_text = f"{help_text} {said}".lstrip()
    return Question(
        name=name,
        variable=variable,
        label=label,
        text=question,
        help=help_text,
        widget=_widget(variable),
        options=tuple((m.value, pick(m.zh, m.en)) for m in variable.enum),
        optional=variable.optional,
    )


def _sound_period(variable: Variable, name: str) -> bool:
    period = name.partition("@")[2]
    try:
        if "@" in name:
            check_period(variable, period)
    except FactError:
        return False
    return True


def _widget(variable: Variable) -> str:
    kind = variable.type.kind
    if kind == "code":
        return {"divisions": "division", "industry_codes": "industry"}.get(variable.list_name or "", "code")
    return {"flag": "flag", "enum": "choice", "money": "money", "date": "date"}.get(kind, "number")


def _period(variable: Variable, name: str, as_of: date) -> str:
    """The period a fact is asked for, as people say it; empty for none."""
    if variable.period is None or variable.period == "day":
        return ""
    raw = name.partition("@")[2] or period_label(as_of, variable.period) or ""
    year, _dash, month = raw.partition("-")
    if variable.period == "month":
        return _("%(year)s 年 %(month)s 月") % {"year": year, "month": int(month)}
    if "Q" in raw:
        return raw
    return _("%(year)s 年") % {"year": year}


def unfinished(variable: Variable, name: str, as_of: date) -> bool:
    """Whether a figure is asked for a period that today is not over, so that it can only be foreseen."""
    if variable.type.kind not in FIGURES or variable.period in (None, "day"):
        return False
    asked = name.partition("@")[2] or period_label(as_of, variable.period)
    now = period_label(clock.today(), variable.period)
    return asked >= now  # labels of one kind sort as their periods do


def _foreseen(variable: Variable, period: str) -> str:
    if variable.period == "year":
        return _("预计 %(period)s全年") % {"period": period}
    return _("预计 %(period)s") % {"period": period}


def fact_label(entity: str, name: str, lang: str, as_of: date, *, foreseen: bool = False) -> str:
    """How a fact is called, with its linked subject and period.

    ``foreseen`` names the period of a figure that the visitor can only foresee, too.
    """
    book = current()
    variable = variable_of(book, entity, name)
    if variable is None:
        return name
    label = owner_label(book, entity, name, lang) + labels.named(variable, lang)
    if foreseen and unfinished(variable, name, as_of):
        return aside(label, _foreseen(variable, _period(variable, name, as_of)))
    period = _period(variable, name, as_of) if "@" in name else ""
    return aside(label, period)


def fact_value(entity: str, name: str, raw: str, lang: str) -> str:
    """An answer as people read it."""
    variable = variable_of(current(), entity, name)
    if variable is None:
        return raw
    if raw == NOT_APPLICABLE:
        return _("不适用")
    if variable.list_name == "divisions":
        return division_name(raw, lang)
    if variable.list_name == "industry_codes":
        return f"{raw} {industry_name(raw)}".rstrip()
    try:
        fact = read_fact(variable, raw)
    except FactError:
        return raw
    if fact.state != KNOWN:
        return raw
    if variable.type.kind == "money":
        return _("%(amount)s 元") % {"amount": money.short(fact.value)}
    return display(variable.type, fact.value, variable.enum, lang)


def division_name(code: str, lang: str = "zh") -> str:
    """A division with the city above it; the code itself where it is unknown."""
    named = Telling().name("divisions", code)
    return code if named is None else named[0 if lang == "zh" else 1]


def division_choices(day: date) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """Cities with their counties on a day; the city itself stands first in its group."""
    divisions = load_divisions()
    cities = [one for one in divisions if one.level == 2 and one.exists(day)]
    return tuple(
        (
            city.name,
            (
                (city.code, _("%(city)s（市本级）") % {"city": city.name}),
                *((code, divisions[code].name) for code in divisions.children(city.code, day)),
            ),
        )
        for city in cities
    )


def read_answer(question: Question, data: Mapping[str, str], lang: str) -> str:
    """The answer in file form out of a form's fields ``value`` and ``unit``; raises :class:`Refused` in plain words."""
    raw = str(data.get("value", "")).strip()
    if question.optional and (data.get("not_applicable") or raw == NOT_APPLICABLE):
        return NOT_APPLICABLE
    if not raw:
        raise Refused(_("还没有回答。请填写或选择一项；不清楚就按“不知道”。"))
    if len(raw) > 60:
        raise Refused(_("太长了，请只填这一项的内容。"))
    try:
        fact = read_fact(question.variable, in_file_form(question.variable, raw, data.get("unit", UNITS[0])))
    except money.Unreadable as error:
        raise Refused(str(error)) from None
    except FactError as error:
        told = (error.zh, error.remedy_zh) if lang == "zh" else (error.en, error.remedy_en)
        raise Refused(semicolons(t for t in told if t)) from None
    if fact.state != KNOWN:
        raise Refused(_("还没有回答。请填写或选择一项；不清楚就按“不知道”。"))
    _check_sense(question, fact.value)
    return shown(question.variable.type, fact.value)


def _check_sense(question: Question, value: object) -> None:
    """Refuse what no subject can have: more people than there are employers for, days long past, unknown codes."""
    variable = question.variable
    if isinstance(value, date) and not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise Refused(_("年份不对，请核对日期。"))
    if variable.unit == "person" and isinstance(value, int) and value > MOST_PEOPLE:
        raise Refused(_("人数太大，请核对。"))
    known = current().data.code_lists.get(variable.list_name or "")
    if known is not None and value not in known:
        raise Refused(_("没有这个代码，请从列表中选择。"))
