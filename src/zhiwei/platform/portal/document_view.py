"""What the pages of legal documents show."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from zhiwei.engine.parameters import Parameter
from zhiwei.law.documents import OPINIONS, Document
from zhiwei.platform.portal.citation_links import Link, citation_link
from zhiwei.platform.portal.law_words import entry_value, evidence_text, until_text
from zhiwei.platform.portal.lawbook import Lawbook, lawbook


@dataclass(frozen=True, slots=True)
class SetValue:
    """A dated value that a document gives to a parameter."""

    parameter: Parameter
    label: str
    value: str
    starts: str
    until: str
    article: str


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """Everything of a document."""

    document: Document
    name: str
    evidence: str
    issued_evidence: str
    ended_by: Link | None
    ends: tuple[Link, ...]
    values: tuple[SetValue, ...]
    rules: tuple[Link, ...]


def document_page(number: str, lang: str) -> DocumentPage | None:
    """The page of a document by number or alias; None for an unknown one."""
    law = lawbook()
    found = law.register.get(number)
    return _page(law.book.hash, found.number, lang) if found else None


@lru_cache(maxsize=400)
def _page(digest: str, number: str, lang: str) -> DocumentPage:
    law = lawbook()
    document = law.register.find(number)
    return DocumentPage(
        document=document,
        name=document.name(lang),
        evidence=evidence_text(document.evidence, lang),
        issued_evidence=evidence_text(document.issued_evidence, lang),
        ended_by=citation_link(document.ended_by, law.register, lang) if document.ended_by else None,
        ends=tuple(
            citation_link(one.number, law.register, lang)
            for one in law.register
            if one.ended_by and law.register.get(one.ended_by.split("#")[0]) is document
        ),
        values=_values(law, document, lang),
        rules=_rules(law, document, lang),
    )


def _values(law: Lawbook, document: Document, lang: str) -> tuple[SetValue, ...]:
    return tuple(
        SetValue(
            parameter,
            parameter.zh if lang == "zh" else parameter.en,
            entry_value(parameter, entry, law.book.data, lang),
            entry.starts.isoformat(),
            until_text(entry),
            entry.article,
        )
        for parameter in law.book.data.parameters.values()
        if not parameter.reading
        for entry in parameter.values
        if law.register.get(entry.source) is document
    )


def _rules(law: Lawbook, document: Document, lang: str) -> tuple[Link, ...]:
    """The sentences run by rules that lean on a document."""
    if document.number == OPINIONS:
        return ()
    sentences = {
        cite
        for records in law.book.data.rules.values()
        for record in records
        if any("#" in c and law.register.get(c.split("#")[0]) is document for c in record.cites)
        for cite in record.cites
        if cite in law.rows
    }
    return tuple(citation_link(one, law.register, lang) for one in law.order if one in sentences)
