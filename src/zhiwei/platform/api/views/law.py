"""The text of the Opinions, the measures, and the dictionary of facts and variables."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Router
from ninja.params.functions import Query

from zhiwei.engine.declare import Measure
from zhiwei.law.bound import bound_to
from zhiwei.law.dictionary import variable_json
from zhiwei.law.sentence_json import sentence_json
from zhiwei.law.sentences import Opinions, load_opinions
from zhiwei.platform.answers.rulebook import current
from zhiwei.platform.api.openapi import gives
from zhiwei.platform.api.paging import FARTHEST, MOST, USUAL, paged
from zhiwei.platform.api.replies import kept, law_tag

router = Router()


@lru_cache(maxsize=1)
def _opinions() -> Opinions:
    return load_opinions()


@lru_cache(maxsize=1)
def _sentences() -> tuple[dict[str, Any], ...]:
    bound = bound_to(current())
    return tuple(sentence_json(one, bound) for one in _opinions().counted())


@router.get("/law/sentences", openapi_extra=gives("sentences", etag=True), operation_id="sentences")
def sentences(
    request: HttpRequest,
    article: int | None = Query(None, ge=0, le=36, description="Only this article."),
    operative: bool | None = None,
    page: int = Query(1, ge=1, le=FARTHEST),
    size: int = Query(USUAL, ge=1, le=MOST),
) -> HttpResponse:
    """The sentences of the Opinions in the order of the text, with what runs each."""
    found = [
        one for one in _sentences()
        if (article is None or _opinions()[one["id"]].passage.article == article)
        and (operative is None or one["operative"] == operative)
    ]  # fmt: skip
    return kept(request, law_tag(), lambda: paged(request, found, page, size, dict))


@router.get("/law/sentences/{sentence}", openapi_extra=gives("sentence", etag=True), operation_id="sentence")
def sentence(request: HttpRequest, sentence: str) -> HttpResponse:
    """One sentence with its reading: kind, force, who acts, what is open, how it is checked."""
    found = next((one for one in _sentences() if one["id"] == sentence), None)
    if found is None:
        raise Http404(sentence)
    return kept(request, law_tag(), lambda: {**found, **_reading(sentence)})


def _reading(sentence: str) -> dict[str, Any]:
    one = _opinions()[sentence]
    lists = {name: list(getattr(one, name)) for name in ("actors", "items", "depends", "refs", "open")}
    words = {name: getattr(one, name) for name in ("force", "choice", "io", "check")}
    numbers = [
        {"name": n.name, "op": n.op, "value": str(n.value), "unit": n.unit, "written": n.written}
        for n in one.numbers
    ]
    return {**words, **lists, "numbers": numbers}


def _measure(measure: Measure) -> dict[str, Any]:
    words = {name: getattr(measure, name) for name in ("id", "entity", "zh", "en", "modality", "force")}
    return {
        **{name: str(word) for name, word in words.items()},
        "cites": list(measure.cites),
        "amount": measure.amount,
        "delegated": list(measure.delegated),
        "notes": dict(measure.notes),
    }


@router.get("/measures", openapi_extra=gives("measures", etag=True), operation_id="measures")
def measures(
    request: HttpRequest,
    entity: str | None = Query(None, description="Only measures for this kind of subject."),
    page: int = Query(1, ge=1, le=FARTHEST),
    size: int = Query(USUAL, ge=1, le=MOST),
) -> HttpResponse:
    """All policy measures."""
    found = [one for one in current().measures.values() if entity is None or one.entity == entity]
    return kept(request, law_tag(), lambda: paged(request, found, page, size, _measure))


@router.get("/measures/{path:measure}", openapi_extra=gives("measure", etag=True), operation_id="measure")
def measure(request: HttpRequest, measure: str) -> HttpResponse:
    """One measure with what its verdict is made of, and the facts that can matter."""
    found = current().measures.get(measure)
    if found is None:
        raise Http404(measure)
    made_of = {name: list(getattr(found, name)) for name in ("scope", "criteria", "window")}
    more = {"maximum": found.maximum, "progress": found.progress, "facts": list(_facts(found))}
    return kept(request, law_tag(), lambda: {**_measure(found), **made_of, **more})


def _facts(measure: Measure) -> tuple[str, ...]:
    """The facts that the rules of a measure reach, whatever the day."""
    data = current().data
    found: set[str] = set()
    seen: set[tuple[str, str]] = set()
    waiting = [(measure.entity, "", name) for name in measure.variables()]
    while waiting:
        entity, path, name = waiting.pop()
        variable = data.variables.get((entity, name))
        if variable is None or (entity, path + name) in seen:
            continue
        seen.add((entity, path + name))
        if not variable.computed:
            found.add(path + name)
            continue
        for record in data.rules.get((entity, name), ()):
            for binding in record.bindings:
                if binding.source == "variable":
                    other = data.entities[entity].links[binding.link].to if binding.link else entity
                    below = f"{path}{binding.link}." if binding.link else path
                    waiting.append((other, below, binding.target))
    return tuple(sorted(found))


@router.get("/variables", openapi_extra=gives("variables", etag=True), operation_id="variables")
def variables(
    request: HttpRequest,
    entity: str | None = Query(None, description="Only this kind of subject."),
    computed: bool | None = None,
    page: int = Query(1, ge=1, le=FARTHEST),
    size: int = Query(USUAL, ge=1, le=MOST),
) -> HttpResponse:
    """Facts that people give and variables that rules compute, by kind of subject."""
    found = [
        one for one in current().data.variables.values()
        if (entity is None or one.entity == entity) and (computed is None or one.computed == computed)
    ]  # fmt: skip
    return kept(request, law_tag(), lambda: paged(request, found, page, size, variable_json))
