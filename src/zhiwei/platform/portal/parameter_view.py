"""What the pages of parameters show, shaped once for each rulebook and language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from zhiwei.engine.model import Variable
from zhiwei.engine.parameters import Parameter, Value
from zhiwei.engine.words import STATUS_WORDS
from zhiwei.engine.words import pick as of_pair
from zhiwei.law.diff import side
from zhiwei.platform.portal.citation_links import Link, citation_link
from zhiwei.platform.portal.language import pick
from zhiwei.platform.portal.law_words import (
    entry_value,
    evidence_text,
    one_value,
    table_rows,
    until_text,
)
from zhiwei.platform.portal.lawbook import Lawbook, lawbook
from zhiwei.platform.portal.step_chart import Step, step_chart

PLOTTED = ("money", "rate", "count", "number")


@dataclass(frozen=True, slots=True)
class EntryRow:
    """A dated value as a row of the page."""

    entry: Value
    value: str
    rows: tuple[tuple[str, str], ...]
    until: str
    source: Link
    also: tuple[Link, ...]
    ended_by: Link | None
    evidence: str
    recalled: bool
    current: bool


@dataclass(frozen=True, slots=True)
class ParameterPage:
    """Everything of a parameter."""

    parameter: Parameter
    label: str
    entries: tuple[EntryRow, ...]
    sentences: tuple[Link, ...]
    readers: tuple[Variable, ...]
    chart: str
    options: tuple[tuple[str, str, bool], ...]
    recalled: bool


@dataclass(frozen=True, slots=True)
class ParameterRow:
    """A line of the list: the parameter on the day asked for."""

    parameter: Parameter
    label: str
    value: str
    source: Link | None
    evidence: str
    grade: str
    sentences: tuple[Link, ...]


def parameter_page(name: str, lang: str, today: date) -> ParameterPage | None:
    """The page of a parameter; None for an unknown name."""
    law = lawbook()
    return _page(law.book.hash, name, lang, today) if name in law.book.data.parameters else None


@lru_cache(maxsize=500)
def _page(digest: str, name: str, lang: str, today: date) -> ParameterPage:
    law = lawbook()
    parameter = law.book.data.parameters[name]
    entries = tuple(_entry(law, parameter, entry, lang, today) for entry in parameter.values)
    return ParameterPage(
        parameter=parameter,
        label=parameter.zh if lang == "zh" else parameter.en,
        entries=entries,
        sentences=_sentences(law, name, lang),
        readers=law.readers.get(name, ()),
        chart=_chart(law, parameter, lang, today),
        options=_options(law, parameter, lang),
        recalled=any(row.recalled for row in entries),
    )


def _sentences(law: Lawbook, name: str, lang: str) -> tuple[Link, ...]:
    return tuple(citation_link(one, law.register, lang) for one in law.sentences_of.get(name, ()))


def _entry(law: Lawbook, parameter: Parameter, entry: Value, lang: str, today: date) -> EntryRow:
    table = isinstance(entry.value, Mapping)
    return EntryRow(
        entry=entry,
        value=entry_value(parameter, entry, law.book.data, lang),
        rows=tuple(table_rows(parameter, entry.value, law.book.data, lang)) if table else (),
        until=until_text(entry),
        source=citation_link(entry.cite, law.register, lang),
        also=tuple(citation_link(cite, law.register, lang) for cite in entry.also),
        ended_by=citation_link(entry.ended_by, law.register, lang) if entry.ended_by else None,
        evidence=evidence_text(entry.evidence, lang),
        recalled=entry.evidence == "R",
        current=entry.covers(today),
    )


def _options(law: Lawbook, parameter: Parameter, lang: str) -> tuple[tuple[str, str, bool], ...]:
    if not parameter.reading:
        return ()
    members = law.book.data.vocabularies[parameter.type.enum or ""]
    return tuple((m.value, pick(m.zh, m.en), m.value == parameter.reading["default"]) for m in members)


def _chart(law: Lawbook, parameter: Parameter, lang: str, today: date) -> str:
    """The value over time as steps; empty where it has fewer than two numbers."""
    if parameter.type.kind not in PLOTTED or parameter.table or parameter.reading:
        return ""
    steps = [
        Step(
            entry.starts,
            entry.ends,
            float(entry.value),
            one_value(parameter, entry.value, law.book.data, lang),
        )
        for entry in parameter.values
        if entry.state == "value" and entry.value is not None
    ]
    label = parameter.zh if lang == "zh" else parameter.en
    return step_chart(steps, label, today) if len(steps) > 1 else ""


def parameter_rows(lang: str, day: date) -> tuple[ParameterRow, ...]:
    """All parameters as they are on a day, in the order of the rulebook."""
    return _rows(lawbook().book.hash, lang, day)


@lru_cache(maxsize=32)
def _rows(digest: str, lang: str, day: date) -> tuple[ParameterRow, ...]:
    law = lawbook()
    return tuple(_row(law, parameter, lang, day) for parameter in law.book.data.parameters.values())


def _row(law: Lawbook, parameter: Parameter, lang: str, day: date) -> ParameterRow:
    found = side(parameter, day)
    entry = found.entry
    if found.status in ("known", "delegated") and entry is not None:
        value = entry_value(parameter, entry, law.book.data, lang)
        if parameter.reading:
            members = law.book.data.vocabularies[parameter.type.enum or ""]
            default = next(m for m in members if m.value == parameter.reading["default"])
            value = pick(default.zh, default.en)
    else:
        value = status_words(found.status, lang)
    return ParameterRow(
        parameter=parameter,
        label=parameter.zh if lang == "zh" else parameter.en,
        value=value,
        source=citation_link(entry.cite, law.register, lang) if entry else None,
        evidence=evidence_text(entry.evidence, lang) if entry else "",
        grade=entry.evidence if entry else "",
        sentences=_sentences(law, parameter.name, lang),
    )


def status_words(status: str, lang: str) -> str:
    """A status of a parameter in words."""
    return of_pair(STATUS_WORDS[status], lang)
