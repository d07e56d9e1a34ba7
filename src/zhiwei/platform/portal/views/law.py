"""Pages of the Opinions: the whole text, an article, a sentence, coverage."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from zhiwei.engine.parameters import Parameter
from zhiwei.law.coverage import RecordRow
from zhiwei.law.coverage_report import STATES
from zhiwei.law.sentences import Sentence
from zhiwei.platform.kit.tables import export_response
from zhiwei.platform.portal import law_tables, queries
from zhiwei.platform.portal.language import lang
from zhiwei.platform.portal.lawbook import lawbook
from zhiwei.platform.portal.sentence_view import Segment, article_label, segments, sentence_page


@dataclass(frozen=True, slots=True)
class Shown:
    """A sentence in a list: its text in segments and what runs it."""

    sentence: Sentence
    row: RecordRow
    segments: tuple[Segment, ...]
    state: str


@dataclass(frozen=True, slots=True)
class Article:
    """An article with its sentences."""

    number: int
    label: str
    title: str
    sentences: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter with its articles; the preamble is the first, without a heading."""

    title: str
    articles: tuple[Article, ...]


@lru_cache(maxsize=4)
def _chapters(digest: str, language: str) -> tuple[Chapter, ...]:
    law = lawbook()
    found: list[Chapter] = []
    titles: dict[int, str] = {}
    articles: dict[int, dict[int, list[Shown]]] = {}
    heads: dict[int, str] = {}
    for one in law.opinions:
        passage = one.passage
        if passage.article is None:
            titles[passage.chapter] = one.text if language == "zh" else one.gloss
        elif passage.heading:
            heads[passage.article] = passage.title if language == "zh" else one.gloss
        else:
            row = law.rows[one.id]
            state = STATES[row.state][0 if language == "zh" else 1]
            shown = Shown(one, row, segments(one, law, language), state)
            articles.setdefault(passage.chapter, {}).setdefault(passage.article, []).append(shown)
    for chapter, inside in articles.items():
        listed = tuple(
            Article(
                number, article_label(number, language) if number else "", heads.get(number, ""), tuple(rows)
            )
            for number, rows in inside.items()
        )
        found.append(Chapter(titles.get(chapter, ""), listed))
    return tuple(found)


def articles(language: str) -> tuple[Article, ...]:
    """All articles in order, the preamble as number 0."""
    return tuple(a for c in _chapters(lawbook().book.hash, language) for a in c.articles)


def index(request: HttpRequest) -> HttpResponse:
    """All 170 records by chapter and article."""
    law = lawbook()
    context = {"chapters": _chapters(law.book.hash, lang()), "totals": law.coverage.totals}
    return render(request, "portal/law.html", context)


def article(request: HttpRequest, number: int) -> HttpResponse:
    """One article, its sentences in full."""
    found = articles(lang())
    at = next((i for i, a in enumerate(found) if a.number == number), None)
    if at is None:
        raise Http404
    context = {
        "article": found[at],
        "before": found[at - 1] if at and found[at - 1].number else None,
        "after": found[at + 1] if at + 1 < len(found) else None,
        "filed": queries.decision_counts(),
    }
    return render(request, "portal/article.html", context)


def sentence(request: HttpRequest, sentence_id: str) -> HttpResponse:
    """One sentence: text with its numbers, what runs it, what became of it, what localities decided."""
    page = sentence_page(sentence_id, lang())
    if page is None:
        if sentence_id in lawbook().opinions.records:
            return redirect("portal:article", number=int(sentence_id.split(".", maxsplit=1)[0]))
        raise Http404(_("没有这一句"))
    number = page.sentence.passage.article
    context = {
        "page": page,
        "article_label": article_label(number, lang()) if number else "",
        "article_url": f"/law/{number}/",
        "decisions": queries.decisions_of(sentence_id),
    }
    return render(request, "portal/sentence.html", context)


@dataclass(frozen=True, slots=True)
class Loose:
    """A number of the text with what holds it."""

    sentence: str
    text: str
    state: str
    parameters: tuple[Parameter, ...]
    reason: str


@lru_cache(maxsize=4)
def _numbers(digest: str, language: str) -> tuple[Loose, ...]:
    law = lawbook()
    return tuple(
        Loose(
            row.token.sentence,
            row.token.text,
            STATES[row.state][0 if language == "zh" else 1],
            tuple(law.book.data.parameters[name] for name in row.parameters),
            row.reason.text(language) if row.reason else "",
        )
        for row in law.coverage.tokens
        if row.token.family != "heading"
    )


def coverage(request: HttpRequest) -> HttpResponseBase:
    """What runs each of the 170 records and what holds each number of the text."""
    law = lawbook()
    every = [shown for article in articles(lang()) for shown in article.sentences]
    tables = law_tables.sentences(every), law_tables.numbers(_numbers(law.book.hash, lang()))
    for table in tables:
        if file := export_response(table, request):
            return file
    context = {
        "sentences": tables[0],
        "tokens": tables[1],
        "totals": law.coverage.totals,
        "complete": law.coverage.complete,
        "chapters": _chapters(law.book.hash, lang()),
        "numbers": _numbers(law.book.hash, lang()),
    }
    return render(request, "portal/coverage.html", context)
