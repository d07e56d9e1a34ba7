"""Search over sentences, measures, parameters, documents and public decisions."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from zhiwei.platform.decisions import queries as decisions
from zhiwei.platform.kit.search import excerpt, marked, search
from zhiwei.platform.portal import search_index
from zhiwei.platform.portal.language import lang

LIMIT = 60
EACH = 15
LONGEST = 100


@dataclass(frozen=True, slots=True)
class Found:
    """One thing found, with the words of the question marked."""

    title: SafeString
    text: SafeString
    address: str


@dataclass(frozen=True, slots=True)
class Section:
    """What was found of one kind."""

    key: str
    title: str
    found: tuple[Found, ...]


def results(request: HttpRequest) -> HttpResponse:
    """`?q=`: what was found, by kind."""
    word = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST]
    sections = _sections(word) if word else []
    count = sum(len(section.found) for section in sections)
    return render(request, "portal/search.html", {"word": word, "sections": sections, "count": count})


def _sections(word: str) -> list[Section]:
    search_index.ensure()
    titles = {
        "measure": _("政策措施"),
        "sentence": _("条文"),
        "parameter": _("参数"),
        "document": _("文件"),
    }
    grouped: dict[str, list[Found]] = {}
    for hit in search(word, kinds=search_index.KINDS, limit=LIMIT):
        rows = grouped.setdefault(hit.kind, [])
        if len(rows) < EACH:
            rows.append(Found(marked(hit.title, word), excerpt(_own(hit.text), word), hit.address))
    sections = [
        Section(kind, title, tuple(grouped[kind])) for kind, title in titles.items() if kind in grouped
    ]
    filed = _decisions(word)
    return [*sections, Section("decision", _("地方决定"), filed)] if filed else sections


def _own(text: str) -> str:
    """The part of an entry's text in the reader's language: the first line is Chinese, the second English."""
    chinese, _line, english = text.partition("\n")
    return english if lang() == "en" and english else chinese


def _decisions(word: str) -> tuple[Found, ...]:
    wanted = Q(document__icontains=word) | Q(title__icontains=word) | Q(sentence=word)
    return tuple(
        Found(marked(f"{one.document} {one.title}", word), SafeString(""), f"/decisions/{one.pk}/")
        for one in decisions.public().filter(wanted)[:EACH]
    )
