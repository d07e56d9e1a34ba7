"""The register of subjects, as far as the token's owner may see it; every reading of it is recorded."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router
from ninja.params.functions import Query

from zhiwei.platform.accounts.divisions import name_of
from zhiwei.platform.answers import services as answering
from zhiwei.platform.api.auth import Bearer, viewer
from zhiwei.platform.api.openapi import SCOPED, gives
from zhiwei.platform.api.paging import FARTHEST, MOST, USUAL, paged
from zhiwei.platform.api.problems import Faults
from zhiwei.platform.api.questions import day
from zhiwei.platform.api.replies import reply
from zhiwei.platform.audit import reads
from zhiwei.platform.kit import clock
from zhiwei.platform.subjects import queries
from zhiwei.platform.subjects.models import Subject

router = Router()
WHY = "API"


def _summary(subject: Subject) -> dict[str, Any]:
    words = ("name", "entity", "division", "state", "size_class")
    return {
        "id": str(subject.pk),
        **{name: getattr(subject, name) for name in words},
        "division_name": name_of(subject.division),
    }


@router.get(
    "", auth=Bearer("subjects:read"), openapi_extra=gives("subjects", SCOPED), operation_id="subjects"
)
def subjects(
    request: HttpRequest,
    entity: str | None = Query(None, max_length=40),
    division: str | None = Query(None, max_length=6, description="Six-digit code; exactly this division."),
    name: str | None = Query(None, max_length=80, description="Part of the name."),
    page: int = Query(1, ge=1, le=FARTHEST),
    size: int = Query(USUAL, ge=1, le=MOST),
) -> HttpResponse:
    """The subjects the token may see, by name."""
    found = queries.visible(viewer(request)).order_by("name", "pk")
    if entity is not None:
        found = found.filter(entity=entity)
    if division is not None:
        found = found.filter(division=division)
    if name:
        found = found.filter(name__icontains=name)
    content = paged(request, found, page, size, _summary)
    keys = [item["id"] for item in content["items"]]
    reads.reveal_all(viewer(request), kind="subject", keys=keys, fields=["name"], why=WHY)
    return reply(content)


@router.get("/{uuid:subject}", auth=Bearer("subjects:read"), openapi_extra=gives("subject", SCOPED), operation_id="subject")  # fmt: skip
def one_subject(request: HttpRequest, subject: uuid.UUID) -> HttpResponse:
    """One subject with its dated identifiers."""
    found = queries.visible_one(viewer(request), subject)
    identifiers = [
        {"kind": one.kind, "number": one.number, "from_day": _iso(one.from_day), "to_day": _iso(one.to_day)}
        for one in found.identifiers.all()
    ]
    fields = ["name", "identifiers"]
    reads.reveal(viewer(request), kind="subject", key=str(found.pk), fields=fields, why=WHY)
    words = {name: getattr(found, name) for name in ("legal_form", "industry", "industry_edition")}
    days = {"founded_on": _iso(found.founded_on), "ended_on": _iso(found.ended_on)}
    return reply({**_summary(found), **words, **days, "identifiers": identifiers})


@router.get("/{uuid:subject}/facts", auth=Bearer("facts:read"), openapi_extra=gives("subject_facts", SCOPED), operation_id="subject_facts")  # fmt: skip
def facts(
    request: HttpRequest, subject: uuid.UUID, as_of: str | None = None, known_on: str | None = None
) -> HttpResponse:
    """What is known of a subject on a day (today), one value for each fact, in the form `POST /answer` takes."""
    found = queries.visible_one(viewer(request), subject)
    asked, known = _days(as_of, known_on)
    held = queries.facts(found, as_of=asked, known_on=known)
    reads.reveal(viewer(request), kind="subject", key=str(found.pk), fields=sorted(held), why=WHY)
    return reply(
        {
            "subject": str(found.pk),
            "entity": found.entity,
            "as_of": asked.isoformat(),
            "known_on": _iso(known),
            "facts": {label: _plain(fact) for label, fact in held.items()},
        }
    )


@router.get("/{uuid:subject}/answer", auth=Bearer("answers:read"), openapi_extra=gives("answer", SCOPED), operation_id="subject_answer")  # fmt: skip
def answer(
    request: HttpRequest, subject: uuid.UUID, as_of: str | None = None, known_on: str | None = None
) -> HttpResponse:
    """All measures for a subject of the register, from its facts, links and the decisions."""
    found = queries.visible_one(viewer(request), subject)
    asked, known = _days(as_of, known_on)
    reads.reveal(viewer(request), kind="subject", key=str(found.pk), fields=["answer"], why=WHY)
    held = queries.facts(found, as_of=asked, known_on=known)
    linked = queries.links(found, as_of=asked, known_on=known)
    answered = answering.answer(held, as_of=asked, known_on=known, entity=found.entity, links=linked)
    return reply(answered.to_json())


def _days(as_of: str | None, known_on: str | None) -> tuple[date, date | None]:
    faults = Faults()
    asked = day(as_of, "?as_of", faults) if as_of is not None else clock.today()
    known = day(known_on, "?known_on", faults)
    faults.refuse()
    assert asked is not None
    return asked, known


def _plain(fact: dict[str, Any]) -> dict[str, Any]:
    return {name: _iso(value) if isinstance(value, date) else value for name, value in fact.items()}


def _iso(value: date | None) -> str | None:
    return None if value is None else value.isoformat()
