"""The answer page: from an address, a share link, a visitor's answers or a file; on any day since 2012."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import parse_qsl

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from zhiwei.engine.errors import InputError
from zhiwei.platform.answers.rulebook import current
from zhiwei.platform.kit import clock
from zhiwei.platform.kit.pdf import response as pdf_response
from zhiwei.platform.portal.answer_pdf import document
from zhiwei.platform.portal.answer_view import Shown, shown
from zhiwei.platform.portal.behind import stops
from zhiwei.platform.portal.compare import differences
from zhiwei.platform.portal.days import FIRST, read_day
from zhiwei.platform.portal.defects import told
from zhiwei.platform.portal.flow import answer_of, day_of, remaining
from zhiwei.platform.portal.language import lang
from zhiwei.platform.portal.meanings import meanings
from zhiwei.platform.portal.question import division_name
from zhiwei.platform.portal.reading import Read, read, share_token
from zhiwei.platform.portal.views.find import answered_rows


@never_cache
def answer(request: HttpRequest) -> HttpResponse:
    """All measures in groups; ``view=print`` for paper, with every derivation opened where ``why=all`` asks for it."""
    found = read(request)
    if found.origin == "nothing":
        return render(
            request, "portal/answer_empty.html", {"read": found}, status=400 if found.broken else 200
        )
    slid = _slid(request, found)
    if slid is not None:
        return redirect(slid)
    try:
        context = answer_context(found)
    except InputError as error:
        return _refused(request, found, error)
    if request.GET.get("view") != "print":
        return render(request, "portal/answer.html", context)
    # Whoever logs in from the sheet comes back to the answer, where he can go on.
    context |= {"open_all": request.GET.get("why") == "all", "come_back": context["answer_url"]}
    return render(request, "portal/answer_print.html", context)


def _slid(request: HttpRequest, found: Read) -> str | None:
    """The address of the day that the slider stands at."""
    raw = request.GET.get("d", "")
    days = stops(found.asked.entity, day_of(found.asked), clock.today())
    if not (raw.isascii() and raw.isdigit()) or int(raw) >= len(days):
        return None
    return found.url("/answer/", as_of=days[int(raw)].day.isoformat())


def answer_context(found: Read) -> dict[str, Any]:
    """What the page and its printed forms show; raises the engine's InputError."""
    asked, language = found.asked, lang()
    result = answer_of(asked)
    page: Shown = shown(result, language)
    day, today = day_of(asked), clock.today()
    days = stops(asked.entity, day, today)
    left = remaining(asked, result) if found.origin == "kept" else ()
    return {
        "read": found,
        "asked": asked,
        "entity": current().entities[asked.entity],
        "page": page,
        "counts": {group.key: len(group.rows) for group in page.groups},
        "day": day,
        "today": today,
        "first": FIRST,
        "days": days,
        "at": [one.day for one in days].index(day),
        "answered": answered_rows(asked),
        "place": division_name(asked.facts["division"], language) if "division" in asked.facts else "",
        "meanings": meanings(asked, language),
        "left": left,
        "share": f"/answer/?t={share_token(asked)}",
        "print_url": found.url("/answer/", as_of=day.isoformat(), view="print"),
        "print_all_url": found.url("/answer/", as_of=day.isoformat(), view="print", why="all"),
        "pdf_url": found.url("/answer/pdf/", as_of=day.isoformat()),
        "compare_url": found.url("/answer/compare/", as_of=day.isoformat()),
        "answer_url": found.url("/answer/", as_of=day.isoformat()),
        "parameters": hidden_parameters(found),
    }


@never_cache
def pdf(request: HttpRequest) -> HttpResponse:
    """The answer as a PDF to keep or hand over."""
    found = read(request)
    if found.origin == "nothing":
        return redirect("/answer/")
    try:
        context = answer_context(found)
    except InputError as error:
        return _refused(request, found, error)
    data = document(
        context["page"], context["entity"], context["day"].isoformat(), context["place"], context["answered"]
    )
    return pdf_response("kit/document.typ", data, f"zhiwei-{context['day']:%Y-%m-%d}.pdf")


def _refused(request: HttpRequest, found: Read, error: InputError) -> HttpResponse:
    context = {"read": found, "errors": told(error, lang())}
    return render(request, "portal/answer_empty.html", context, status=422)


def hidden_parameters(found: Read) -> list[tuple[str, str]]:
    """What a form must carry so that its address asks for the same facts."""
    return parse_qsl(found.address)


@never_cache
def compare(request: HttpRequest) -> HttpResponse:
    """Two days beside each other: what appeared, ended or changed, by which text; at first the answer's day and today."""
    found = read(request)
    today = clock.today()
    shown_day = day_of(found.asked)
    begun = shown_day if shown_day < today else date(2012, 6, 30)
    first = read_day(request.GET.get("from", "")) or begun
    second = read_day(request.GET.get("to", "")) or today
    context: dict[str, Any] = {
        "read": found,
        "from_day": first,
        "to_day": second,
        "first": FIRST,
        "today": today,
        "parameters": [*hidden_parameters(found), *found.dated.items()],
        "back": found.url("/answer/", **found.dated),
    }
    if found.origin == "nothing":
        return render(
            request, "portal/answer_empty.html", {"read": found}, status=400 if found.broken else 200
        )
    try:
        context["rows"] = differences(found.asked, first, second, lang())
    except InputError as error:
        return _refused(request, found, error)
    return render(request, "portal/compare.html", context)
