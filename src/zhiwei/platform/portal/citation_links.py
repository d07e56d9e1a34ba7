"""Where a citation leads: a sentence of the Opinions, or the page of a document."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from zhiwei.law.citations import citation_label, parse_citation
from zhiwei.law.documents import OPINIONS, Register


@dataclass(frozen=True, slots=True)
class Link:
    """A text and the address it leads to; an empty address for none."""

    text: str
    url: str
    title: str = ""


def document_url(number: str) -> str:
    """The address of a document's page."""
    return f"/documents/{quote(number, safe='')}/"


def citation_link(cite: str, register: Register, lang: str) -> Link:
    """A citation as a link."""
    citation = parse_citation(cite)
    label = citation_label(cite, lang)
    if citation.sentence:
        return Link(label, "" if citation.sentence.startswith("c") else f"/law/{citation.sentence}")
    document = register.get(citation.document)
    if document is None:
        return Link(label, "")
    if document.number == OPINIONS and citation.article.isascii() and citation.article.isdigit():
        return Link(label, f"/law/{citation.article}/", document.name(lang))
    return Link(label, document_url(document.number), document.name(lang))
