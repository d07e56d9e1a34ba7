"""算一算: a question at a time, without log-in; what was answered stays in the visitor's own browser."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from zhiwei.engine.errors import InputError
from zhiwei.platform.answers.rulebook import current
from zhiwei.platform.kit import clock
from zhiwei.platform.portal import keeping
from zhiwei.platform.portal.asked import ENTITY, Asked
from zhiwei.platform.portal.days import FIRST, read_day
from zhiwei.platform.portal.defects import told
from zhiwei.platform.portal.editions import edition_name, edition_of, follows
from zhiwei.platform.portal.flow import answer_of, day_of, remaining, standing
from zhiwei.platform.portal.language import lang
from zhiwei.platform.portal.question import (
    Question,
    Refused,
    division_choices,
    fact_label,
    fact_value,
    question_for,
    read_answer,
)
from zhiwei.platform.portal.reading import read_parameters
from zhiwei.platform.portal.typed_money import doubt, in_unit, unit_of
from zhiwei.platform.subjects.industry_search import industries, sections
from zhiwei.platform.subjects.typed import UNITS

ASK = "/find/ask/"
RESULT = "/answer/"


@never_cache
def start(request: HttpRequest) -> HttpResponse:
    """What is asked about, and for which day."""
    book = current()
    asked = keeping.kept(request)
    chosen = request.GET.get("entity", "") if request.GET.get("entity", "") in book.entities else ENTITY
    with_measures = {measure.entity for measure in book.measures.values()}
    kinds = [(name, entity) for name, entity in book.entities.items() if name in with_measures]
    kinds.sort(key=lambda pair: pair[0] != ENTITY)
    context = {
        "kinds": kinds,
        "chosen": chosen,
        "measure": request.GET.get("measure", ""),
        "today": clock.today(),
        "first": FIRST,
        "going_on": asked is not None and bool(asked.order),
    }
    return render(request, "portal/find.html", context)


@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """Begin anew with the chosen kind of subject and day."""
    book = current()
    entity = request.POST.get("entity", ENTITY)
    if entity not in book.entities:
        entity = ENTITY
    day = read_day(request.POST.get("as_of", ""))
    measure = request.POST.get("measure", "")
    owned = measure in book.measures and book.measures[measure].entity == entity
    asked = Asked(entity=entity, as_of=day, measures=(measure,) if owned else ())
    response = redirect("/find/next/")
    keeping.keep(response, asked)
    return response


@never_cache
def following(request: HttpRequest) -> HttpResponse:
    """Lead to the next question that matters, or to the answer."""
    asked, day = _kept(request), read_day(request.GET.get("as_of", ""))
    dated = {"as_of": day.isoformat()} if day else {}
    left = remaining(asked, answer_of(asked))
    if left:
        return redirect(f"{ASK}?{urlencode({**dated, 'fact': left[0]})}")
    return redirect(f"{RESULT}?{urlencode(dated)}" if dated else RESULT)


def _kept(request: HttpRequest) -> Asked:
    """What was answered so far; for the day that the address names, where it names one."""
    asked, day = keeping.kept(request) or Asked(), read_day(request.GET.get("as_of", ""))
    return _readable(replace(asked, as_of=day) if day else asked)


def _readable(asked: Asked) -> Asked:
    """What is asked; without its facts where today's rulebook cannot read them."""
    if asked.entity not in current().entities:
        return Asked(as_of=asked.as_of)
    try:
        answer_of(asked)
    except InputError:
        return Asked(entity=asked.entity, as_of=asked.as_of)
    return asked


@never_cache
def ask(request: HttpRequest) -> HttpResponse:
    """One question; its answer is read, kept, and followed by the next.

    An address that says facts of its own, as the links of a shared answer do, begins with those; one that names a day
    goes on with the kept answers for that day.
    """
    given = read_parameters(request.GET) if request.method == "GET" else None
    told_here = given is not None and given.origin in ("token", "query")
    asked = _readable(given.asked) if given is not None and told_here else _kept(request)
    told_here = told_here or read_day(request.GET.get("as_of", "")) is not None
    source = request.POST if request.method == "POST" else request.GET
    question = question_for(asked.entity, source.get("fact", ""), day_of(asked), lang())
    if question is None:
        return redirect("/find/next/")
    if request.method == "POST":
        return _take(request, asked, question)
    response = _page(request, asked, question, in_unit(question, asked.facts.get(question.name, "")))
    if told_here:
        try:
            keeping.keep(response, asked)
        except keeping.TooMuch:
            return _page(request, asked, question, "", [_too_much()])
    return response


def _take(request: HttpRequest, asked: Asked, question: Question) -> HttpResponse:
    if request.POST.get("action") == "unknown":
        after = asked.not_known(question.name)
    else:
        data = {k: str(v) for k, v in request.POST.items()}
        try:
            value = read_answer(question, data, lang())
            if said := doubt(question, data, value):
                return _page(request, asked, question, data["value"], [said], sure=value)
            after = asked.answered(question.name, value)
            if question.widget == "industry":
                # The edition stays that of the day of the answer when another day is looked at later.
                name = edition_name(question.name)
                after = replace(after, facts={**after.facts, name: edition_of(value, day_of(asked))})
            answer_of(after)
        except Refused as error:
            return _page(request, asked, question, request.POST.get("value", ""), [str(error)])
        except InputError as error:
            return _page(request, asked, question, request.POST.get("value", ""), told(error, lang()))
    response = redirect("/find/next/")
    try:
        keeping.keep(response, after)
    except keeping.TooMuch:
        return _page(request, asked, question, "", [_too_much()])
    return response


def _too_much() -> str:
    return _("回答太多，浏览器保存不下。请看结果，或重新开始。")


def _page(
    request: HttpRequest,
    asked: Asked,
    question: Question,
    written: str,
    errors: list[str] | None = None,
    sure: str = "",
) -> HttpResponse:
    """The question with what was written, what is wrong with it, and the value that is asked about once more."""
    answer = answer_of(asked)
    left = remaining(asked, answer)
    day = day_of(asked)
    waiting = [
        o.measure.zh if lang() == "zh" else o.measure.en
        for o in answer.measures.values()
        if question.name in o.missing
    ]
    word = request.GET.get("q", "").strip() if question.widget == "industry" else ""
    within = request.GET.get("in", "")
    context: dict[str, Any] = {
        "question": question,
        "written": written,
        "errors": errors or [],
        "sure": sure,
        "unit": request.POST.get("unit", unit_of(question)),
        "units": UNITS,
        "before": asked.before(question.name),
        "answered": answered_rows(asked),
        "left": len(left),
        "last": left == (question.name,),
        "done": len(asked.order),
        "total": len({*asked.order, *left, question.name}),
        "standing": standing(answer, lang()),
        "waiting": waiting,
        "day": day,
        "entity": current().entities[asked.entity],
    }
    if question.widget == "division":
        context["divisions"] = division_choices(day)
    if question.widget == "industry":
        found = industries(word, day) if word else sections(day, within)
        chosen = next((f for f in found if f.code == written), None)
        context |= {"word": word, "found": found, "within": within, "chosen": chosen}
        context["written_label"] = fact_value(asked.entity, question.name, written, lang()) if written else ""
    return render(request, "portal/ask.html", context, status=422 if errors else 200)


def answered_rows(asked: Asked) -> list[tuple[str, str, str]]:
    """What was answered: name, label, value as people read it."""
    day, language = day_of(asked), lang()
    rows = []
    for name in dict.fromkeys((*asked.order, *asked.facts)):
        if follows(name) and name not in asked.order:
            continue  # it came with the industry and nobody said it
        value = (
            fact_value(asked.entity, name, asked.facts[name], language)
            if name in asked.facts
            else _("不知道")
        )
        rows.append((name, fact_label(asked.entity, name, language, day, foreseen=True), value))
    return rows


@require_POST
def day(request: HttpRequest) -> HttpResponse:
    """Ask the same for another day."""
    asked = keeping.kept(request) or Asked()
    response = redirect("/find/next/")
    keeping.keep(response, replace(asked, as_of=read_day(request.POST.get("as_of", ""))))
    return response


@require_POST
def restart(request: HttpRequest) -> HttpResponse:
    """Forget everything that was answered."""
    response = redirect("/find/")
    keeping.forget(response)
    return response
