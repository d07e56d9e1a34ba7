"""What is wrong with a filing: the engine's own reading of it, and what the register adds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any
from unicodedata import normalize

from django.utils.translation import gettext as _

from zhiwei.engine.decisions import read_decisions
from zhiwei.engine.errors import Defect, InputError
from zhiwei.law.divisions import load_divisions
from zhiwei.platform.decisions.models import Filing, State
from zhiwei.platform.decisions.register import book, file_form
from zhiwei.platform.decisions.terms import Term, sentence_of, terms_of
from zhiwei.platform.kit import clock
from zhiwei.platform.kit.language import lang
from zhiwei.platform.kit.refusals import Fault

NUMBERED = re.compile(r"(?<!\d)(19|20)\d{2}(?!\d).*?[\d一二三四五六七八九十百]\s*号|令\s*第?\s*\d+\s*号")
"""The number of a document names its year and its place in it, 杭政发〔2012〕18号, 2012年第5号, or that of an order, 令第271号."""


def faults(filing: Filing) -> list[Fault]:
    """Everything wrong with a filing if it took effect today, conflicts with what is already in effect included."""
    whole = file_form(filing) | {"filed_on": clock.today().isoformat()}
    found = [*_division(filing), *_own(filing), *_terms(filing, whole)]
    if found:
        return found
    found = [Fault("", text) for text in _read([whole])]
    return found or _conflicts(filing, whole)


def _division(filing: Filing) -> list[Fault]:
    divisions = load_divisions()
    if filing.division not in divisions:
        return [Fault("division", _("没有行政区划 %(code)s") % {"code": filing.division or _("（空）")})]
    division = divisions[filing.division]
    if division.exists(filing.from_day):
        return []
    heirs = "、".join(
        divisions[one].name for one in divisions.successors_on(filing.division, filing.from_day)
    )
    text = _("%(name)s在起始日 %(day)s 不存在") % {"name": division.name, "day": filing.from_day}
    return [Fault("division", text + (_("；当时为：%(heirs)s") % {"heirs": heirs} if heirs else ""))]


def _own(filing: Filing) -> list[Fault]:
    found = []
    if not filing.title.strip():
        found.append(Fault("title", _("请填写文件标题")))
    if not NUMBERED.search(normalize("NFKC", filing.document)):
        found.append(Fault("document", _("文号须写明年份和序号，例如 杭政发〔2012〕18号")))
    if filing.issued_on > clock.today():
        found.append(Fault("issued_on", _("印发日期 %(day)s 尚未到来") % {"day": filing.issued_on}))
    if filing.to_day and filing.to_day < filing.from_day:
        found.append(Fault("to_day", _("终止日早于起始日 %(day)s") % {"day": filing.from_day}))
    if filing.declines and filing.fills:
        found.append(Fault("declines", _("既写明不实施，又填写了数值；只保留一个")))
    old = filing.replaces
    if old is not None and (old.division, old.sentence) != (filing.division, filing.sentence):
        found.append(Fault("replaces", _("只能替代同一地区就同一句作出的决定")))
    elif old is not None and old.state != State.APPROVED:
        found.append(Fault("replaces", _("所替代的决定已不在生效状态")))
    return found


def _terms(filing: Filing, whole: Mapping[str, Any]) -> list[Fault]:
    """Each value alone, so that a fault stands at its field, in the words people use for it."""
    terms = {term.name: term for term in terms_of(filing.sentence)}
    sound = {"division": next(iter(book().data.parents)), "document": "—"}  # their faults are told elsewhere
    in_order = filing.to_day is None or filing.to_day >= filing.from_day
    dropped = ("fills", "declines") if in_order else ("fills", "declines", "to")
    found = []
    for name, value in filing.fills.items():
        alone = {k: v for k, v in whole.items() if k not in dropped} | sound | {"fills": {name: value}}
        for text in _read([alone]):
            label = terms[name].label if name in terms else name
            told = _in_percent(filing, terms[name]) if name in terms else ""
            found.append(Fault(name, told or text.replace(name, label, 1)))
        if name in terms and in_order and not _in_period(filing, terms[name].parameter.values):
            found.append(Fault(name, _("%(label)s在此期间不由地方决定") % {"label": terms[name].label}))
    return found


def _in_percent(filing: Filing, term: Term) -> str:
    """That a share lies outside the bounds of its sentence, in per cent as the form speaks of it; '' where it does not."""
    value = term.read(filing.fills[term.name]) if term.kind == "rate" else None
    bound = None if value is None else term.exceeded(value, filing.from_day, filing.to_day or filing.from_day)
    if bound is None:
        return ""
    cited, low, high = sentence_of(filing.sentence), bound.low or _("不限"), bound.high or _("不限")
    return _(
        "%(label)s = %(given)s，超出第 %(id)s 句限定的 %(low)s 至 %(high)s：“%(words)s”；请报备 %(low)s 至 %(high)s 之间的数值"
    ) % {
        "label": term.label, "given": term.shown(value), "id": filing.sentence, "low": low, "high": high,
        "words": cited.text if cited else "",
    }  # fmt: skip


def _in_period(filing: Filing, values: Iterable[Any]) -> bool:
    last = filing.to_day
    return any(
        v.state == "value"
        and (last is None or v.starts <= last)
        and (v.ends is None or filing.from_day <= v.ends)
        for v in values
    )


def same_day(filing: Filing) -> list[Filing]:
    """Filings of the division about the sentence that took effect today; the engine cannot rank them by filing day."""
    own = Filing.objects.filter(
        division=filing.division, sentence=filing.sentence, state=State.APPROVED, filed_on=clock.today()
    )
    return [one for one in own.exclude(pk=filing.pk) if one.pk != filing.replaces_id]


def overlapping(filing: Filing) -> list[Filing]:
    """Filings in effect that say something of the same days; the one filed later goes before them."""
    own = Filing.objects.filter(division=filing.division, sentence=filing.sentence, state=State.APPROVED)
    return [
        one
        for one in own.exclude(pk=filing.pk).order_by("filed_on")
        if one.pk != filing.replaces_id
        and (filing.to_day is None or one.from_day <= filing.to_day)
        and (one.to_day is None or filing.from_day <= one.to_day)
    ]


def _conflicts(filing: Filing, whole: Mapping[str, Any]) -> list[Fault]:
    others = [file_form(one) for one in same_day(filing)]
    remedy = _("如系更正，请在“替代”一栏选择原决定")
    return [Fault("replaces", f"{text}；{remedy}") for text in _read([whole, *others])] if others else []


def _read(items: list[Mapping[str, Any]]) -> list[str]:
    try:
        read_decisions(items, book().data)
    except InputError as error:
        return [_text(defect) for defect in error.defects]
    return []


def _text(defect: Defect) -> str:
    """The defect without its place, which the form shows."""
    text, where = defect.text(lang()), defect.where
    for start in (f"{where}：", f"{where}: "):
        text = text.removeprefix(start)
    return text
