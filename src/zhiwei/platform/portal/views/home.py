"""The first page, and the entrances by difficulty."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from zhiwei.platform.accounts.doors import public_doors
from zhiwei.platform.portal import queries
from zhiwei.platform.portal.difficulties import ENTRANCES, entrance
from zhiwei.platform.portal.language import lang
from zhiwei.platform.portal.lawbook import lawbook
from zhiwei.platform.portal.views.law import articles


def home(request: HttpRequest) -> HttpResponse:
    """What this is, the door to the questions, the four difficulties, what localities decided, counts."""
    law = lawbook()
    context = {
        "doors": public_doors(),
        "entrances": ENTRANCES,
        "latest": queries.latest_decisions(),
        "counts": queries.live_counts(),
        "totals": law.coverage.totals,
        "measures": len(law.book.measures),
        "documents": len(law.register),
    }
    return render(request, "portal/home.html", context)


def difficulty(request: HttpRequest, key: str) -> HttpResponse:
    """The articles and measures that help with one of the four difficulties."""
    found = entrance(key)
    if found is None:
        raise Http404
    law = lawbook()
    sentences = {s.sentence.id for a in articles(lang()) if a.number in found.articles for s in a.sentences}
    context = {
        "entrance": found,
        "entrances": ENTRANCES,
        "articles": [a for a in articles(lang()) if a.number in found.articles],
        "measures": [m for m in law.book.measures.values() if sentences & set(m.cites)],
        "asked": queries.enquiries_under(found.difficulty.value),
    }
    return render(request, "portal/difficulty.html", context)
