"""What the public site hands to the search: sentences, measures, parameters and documents of the current rulebook."""

from __future__ import annotations

from collections.abc import Iterator

from zhiwei.law.citations import citation_label
from zhiwei.platform.kit import search
from zhiwei.platform.kit.models import Entry
from zhiwei.platform.portal.citation_links import document_url
from zhiwei.platform.portal.lawbook import Lawbook, lawbook

KINDS = ("sentence", "measure", "parameter", "document")
MARK = "rulebook"
"""Kind of the entry that tells by which rulebook the index was made; nobody finds it."""


def build() -> int:
    """Make the index anew; gives the count of entries."""
    law = lawbook()
    count = 0
    for kind, documents in (
        ("sentence", _sentences(law)),
        ("measure", _measures(law)),
        ("parameter", _parameters(law)),
        ("document", _documents(law)),
    ):
        search.clear(kind)
        count += search.index_many(kind, documents)
    search.clear(MARK)
    search.index(MARK, law.book.hash, law.book.hash, scope="internal")
    return count


def current() -> bool:
    """Whether the index was made by the rulebook that answers."""
    return Entry.objects.filter(kind=MARK, key=lawbook().book.hash).exists()


_checked: set[str] = set()


def ensure() -> None:
    """Make the index if it is not of the current rulebook; looked at once in a process."""
    digest = lawbook().book.hash
    if digest not in _checked:
        if not current():
            build()
        _checked.add(digest)


def _sentences(law: Lawbook) -> Iterator[search.Document]:
    for one in law.opinions.counted():
        label = f"{one.id} {citation_label(one.id)} {one.passage.title}"
        yield search.Document(one.id, label, f"{one.text}\n{one.gloss}", f"/law/{one.id}")


def _measures(law: Lawbook) -> Iterator[search.Document]:
    for one in law.book.measures.values():
        sentence = next((c for c in one.cites if c in law.rows), "")
        text = law.opinions[sentence].text if sentence else ""
        address = f"/law/{sentence}" if sentence else "/law/"
        yield search.Document(one.id, one.zh, f"{text}\n{one.en}", address)


def _parameters(law: Lawbook) -> Iterator[search.Document]:
    for one in law.book.data.parameters.values():
        quoted = "；".join(dict.fromkeys(str(quote["text"]) for quote in one.quotes))
        text = f"{quoted}\n{one.en} {one.name.replace('_', ' ')}"
        yield search.Document(one.name, one.zh, text, f"/parameters/{one.name}/")


def _documents(law: Lawbook) -> Iterator[search.Document]:
    for one in law.register:
        names = dict.fromkeys((one.number, *one.aliases))
        text = f"{' '.join(names)} {one.issuer}\n{one.en}"
        yield search.Document(one.number, one.title, text, document_url(one.number))
