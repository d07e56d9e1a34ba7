"""Answers and calculations for facts in the body; nothing of them is kept."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import Router

from zhiwei.platform.api.bodies import read_body
from zhiwei.platform.api.openapi import ASKED, gives
from zhiwei.platform.api.questions import read_question
from zhiwei.platform.api.replies import reply

router = Router()


@router.post("/answer", openapi_extra=gives("answer", ASKED, takes="answer_question"), operation_id="answer")
def answer(request: HttpRequest) -> HttpResponse:
    """All measures, or the named ones, for a subject: verdicts, amounts, missing facts, citations, trace.

    The registered local decisions count, unless `decisions` gives others in their place.
    """
    asked = read_question(read_body(request), "measures")
    chosen = asked.book.select(asked.case.entity, asked.names)
    return reply(asked.book.answer_case(asked.case, asked.law, chosen).to_json())


@router.post("/calc", openapi_extra=gives("calc", ASKED, takes="calc_question"), operation_id="calc")
def calc(request: HttpRequest) -> HttpResponse:
    """The named variables of a subject: value, or the facts still missing."""
    asked = read_question(read_body(request), "names")
    return reply(asked.book.calc_case(asked.case, asked.law, asked.names or ()).to_json())
