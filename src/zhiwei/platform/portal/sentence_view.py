"""What the page of a sentence shows, shaped once for each rulebook and language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from zhiwei.engine.declare import Measure
from zhiwei.engine.model import RuleRecord, Variable
from zhiwei.engine.parameters import Parameter, Value
from zhiwei.law.acceptance_report import LABELS, standing
from zhiwei.law.citations import citation_label
from zhiwei.law.coverage import RecordRow
from zhiwei.law.numerals import int_to_chinese
from zhiwei.law.sentences import Sentence
from zhiwei.platform.portal.citation_links import Link, citation_link
from zhiwei.platform.portal.law_words import entry_value, evidence_text, until_text
from zhiwei.platform.portal.lawbook import Lawbook, lawbook
from zhiwei.platform.portal.rule_text import Line, rule_lines


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a sentence: plain text, a number bound to parameters, or a number that is no norm with the reason."""

    text: str
    state: str = ""
    parameters: tuple[Parameter, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class RuleVersion:
    """One dated version of a rule in readable form."""

    record: RuleRecord
    lines: tuple[Line, ...]
    cites: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class RunningRule:
    """A variable that a sentence runs through, with its versions."""

    variable: Variable
    label: str
    versions: tuple[RuleVersion, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """A day on which something behind a sentence changed: a value began or ended, by which text."""

    day: date
    parameter: Parameter
    label: str
    value: str
    until: str
    source: Link
    ended_by: Link | None
    evidence: str
    recalled: bool


@dataclass(frozen=True, slots=True)
class CheckedClause:
    """A clause of the acceptance check: its words, whether it passed, and what it waits for otherwise."""

    id: str
    text: str
    passed: bool
    state: str
    standing: str


@dataclass(frozen=True, slots=True)
class SentencePage:
    """Everything of a sentence but what is counted live."""

    sentence: Sentence
    label: str
    title: str
    kind: str
    force: str
    choice: str
    row: RecordRow
    segments: tuple[Segment, ...]
    named: tuple[Link, ...]
    measures: tuple[Measure, ...]
    rooms: tuple[tuple[str, str], ...]
    """Rooms of the platform that carry the sentence out: what they are called, and their public page."""
    practice: tuple[Measure, ...]
    rules: tuple[RunningRule, ...]
    bound: tuple[Parameter, ...]
    open_terms: tuple[Parameter, ...]
    readings: tuple[Parameter, ...]
    events: tuple[Event, ...]
    behind: tuple[Event, ...]
    successors: tuple[Link, ...]
    clauses: tuple[CheckedClause, ...]
    before: Sentence | None
    after: Sentence | None

    @property
    def behind_key(self) -> str:
        """Names the second list of events apart from the first."""
        return f"{self.sentence.id} behind"


def practice_of(sentence_id: str, measures: Iterable[Measure]) -> tuple[Measure, ...]:
    """Measures that later texts made of what a sentence of guidance only encourages: called by it, not resting on it."""
    return tuple(
        one for one in measures if one.id.partition("/")[0] == sentence_id and sentence_id not in one.cites
    )


def article_title(sentence: Sentence) -> str:
    """The heading of the article a sentence stands in."""
    return sentence.passage.title


def article_label(number: int, lang: str) -> str:
    """How an article is called: 第（二十七）条."""
    return f"Article ({number})" if lang == "en" else f"第（{int_to_chinese(number)}）条"


def segments(sentence: Sentence, law: Lawbook, lang: str) -> tuple[Segment, ...]:
    """A sentence cut at its number tokens; ordinals of headings stay text."""
    pieces: list[Segment] = []
    at = 0
    for row in law.numbers.get(sentence.id, ()):
        token = row.token
        if token.family == "heading":
            continue
        if token.start > at:
            pieces.append(Segment(sentence.text[at : token.start]))
        parameters = tuple(law.book.data.parameters[name] for name in row.parameters)
        reason = row.reason.text(lang) if row.reason else ""
        pieces.append(Segment(token.text, row.state, parameters, reason))
        at = token.end
    if at < len(sentence.text):
        pieces.append(Segment(sentence.text[at:]))
    return tuple(pieces)


def sentence_page(sentence_id: str, lang: str) -> SentencePage | None:
    """The page of one of the 170 records; None for another id."""
    law = lawbook()
    return _page(law.book.hash, sentence_id, lang) if sentence_id in law.rows else None


@lru_cache(maxsize=400)
def _page(digest: str, sentence_id: str, lang: str) -> SentencePage:
    law = lawbook()
    sentence, data = law.opinions[sentence_id], law.book.data
    legend = law.opinions.legend
    behind = law.parameters_behind(sentence_id)
    names = {one.name for one in law.bound.get(sentence_id, ()) if one.kind == "parameter"}
    before, after = law.around(sentence_id)
    windows = {name for m in data.measures.values() if sentence_id in m.cites for name in m.window}
    own = tuple(one for one in behind if one.name in names | windows)
    return SentencePage(
        sentence=sentence,
        label=citation_label(sentence_id, lang),
        title=article_title(sentence),
        kind=legend["kinds"][sentence.kind].text(lang),
        force=legend["force"][sentence.force].text(lang) if sentence.force else "",
        choice=legend["choice"][sentence.choice].text(lang) if sentence.choice else "",
        row=law.rows[sentence_id],
        segments=segments(sentence, law, lang),
        named=tuple(citation_link(ref, law.register, lang) for ref in sentence.refs if ref in law.register),
        measures=tuple(one for one in data.measures.values() if sentence_id in one.cites),
        rooms=tuple((one.text(lang), f"/{one.key}/") for one in law.rooms.get(sentence_id, ())),
        practice=practice_of(sentence_id, data.measures.values()),
        rules=_rules(law, sentence_id, lang),
        bound=tuple(one for one in behind if one.name in names),
        open_terms=tuple(one for one in behind if one.delegated and one.delegated["sentence"] == sentence_id),
        readings=tuple(one for one in behind if one.reading),
        events=_events(law, own, lang),
        behind=_events(law, tuple(one for one in behind if one not in own), lang),
        successors=_successors(law, behind, lang),
        clauses=tuple(
            CheckedClause(
                one.id,
                one.text(lang),
                one.state == "passed",
                LABELS[one.state][lang == "en"],
                standing(one, lang),
            )
            for one in law.acceptance[sentence_id]
        ),
        before=before,
        after=after,
    )


def _rules(law: Lawbook, sentence_id: str, lang: str) -> tuple[RunningRule, ...]:
    data = law.book.data
    return tuple(
        RunningRule(
            variable,
            variable.label(lang),
            tuple(
                RuleVersion(
                    record,
                    rule_lines(record, data, lang),
                    tuple(citation_link(cite, law.register, lang) for cite in record.cites),
                )
                for record in records
            ),
        )
        for variable, records in law.rules_of(sentence_id)
    )


def _events(law: Lawbook, parameters: tuple[Parameter, ...], lang: str) -> tuple[Event, ...]:
    found = [
        _event(law, parameter, entry, lang)
        for parameter in parameters
        if not parameter.reading
        for entry in parameter.values
    ]
    return tuple(sorted(found, key=lambda e: (e.day, e.parameter.name)))


def _event(law: Lawbook, parameter: Parameter, entry: Value, lang: str) -> Event:
    return Event(
        day=entry.starts,
        parameter=parameter,
        label=parameter.zh if lang == "zh" else parameter.en,
        value=entry_value(parameter, entry, law.book.data, lang),
        until=until_text(entry),
        source=citation_link(entry.cite, law.register, lang),
        ended_by=citation_link(entry.ended_by, law.register, lang) if entry.ended_by else None,
        evidence=evidence_text(entry.evidence, lang),
        recalled=entry.evidence == "R",
    )


def _successors(law: Lawbook, parameters: tuple[Parameter, ...], lang: str) -> tuple[Link, ...]:
    """The texts after the Opinions by which what stands behind a sentence was ended or set anew, oldest first."""
    found: dict[str, date] = {}
    for entry in (e for p in parameters if not p.reading for e in p.values):
        for cite in filter(None, (entry.source, entry.ended_by)):
            document = law.register.get(cite.split("#")[0])
            if document and document.issued and law.later(document):
                found[document.number] = document.issued
    ordered = sorted(found, key=lambda number: (found[number], number))
    return tuple(citation_link(number, law.register, lang) for number in ordered)
