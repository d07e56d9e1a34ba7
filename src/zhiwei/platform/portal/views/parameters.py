"""Pages of parameters and of the documents they come from."""

from __future__ import annotations

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from zhiwei.law.documents import EVIDENCE
from zhiwei.platform.kit import clock
from zhiwei.platform.kit.tables import export_response
from zhiwei.platform.portal import law_tables
from zhiwei.platform.portal.days import read_day
from zhiwei.platform.portal.document_view import document_page
from zhiwei.platform.portal.language import lang
from zhiwei.platform.portal.law_words import boundary_text, evidence_text
from zhiwei.platform.portal.lawbook import lawbook
from zhiwei.platform.portal.parameter_view import parameter_page, parameter_rows


def parameters(request: HttpRequest) -> HttpResponseBase:
    """All parameters as of a day, filtered by a word or an evidence grade."""
    day: date = read_day(request.GET.get("as_of", "")) or clock.today()
    word, grade = request.GET.get("q", "").strip(), request.GET.get("evidence", "")
    rows = [
        row
        for row in parameter_rows(lang(), day)
        if (not word or word.lower() in f"{row.label} {row.parameter.name} {row.value}".lower())
        and (not grade or row.grade == grade)
    ]
    table = law_tables.parameters(rows)
    if file := export_response(table, request):
        return file
    grades = [(one, evidence_text(one, lang())) for one in EVIDENCE]
    context = {"rows": rows, "day": day, "word": word, "grade": grade, "grades": grades, "table": table}
    context["key"] = f"{day} {grade} {word}"
    return render(request, "portal/parameters.html", context)


def parameter(request: HttpRequest, name: str) -> HttpResponse:
    """One parameter: its dated values with sources and grades, over time."""
    page = parameter_page(name, lang(), clock.today())
    if page is None:
        raise Http404
    context = {"page": page, "boundary": boundary_text(page.parameter.boundary)}
    return render(request, "portal/parameter.html", context)


def documents(request: HttpRequest) -> HttpResponse:
    """The register of legal documents, filtered by a word."""
    word = request.GET.get("q", "").strip()
    rows = [
        (one, evidence_text(one.evidence, lang()))
        for one in lawbook().register
        if not word or word in f"{one.number} {one.title} {one.en} {one.issuer}"
    ]
    rows.sort(key=lambda pair: (pair[0].issued or date.max, pair[0].number), reverse=True)
    context = {"rows": rows, "word": word, "english": lang() == "en"}
    return render(request, "portal/documents.html", context)


def document(request: HttpRequest, number: str) -> HttpResponse:
    """One document: its days, what it set, what ended it."""
    page = document_page(number, lang())
    if page is None:
        raise Http404
    return render(request, "portal/document.html", {"page": page})
