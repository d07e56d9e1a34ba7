"""The answer for a registered subject, to its officials and to itself: from the facts on record and the decisions filed."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from zhiwei.engine.errors import InputError
from zhiwei.platform.accounts.divisions import name_of
from zhiwei.platform.accounts.viewer import logged_in, viewer_of
from zhiwei.platform.answers.queries import for_subject
from zhiwei.platform.answers.rulebook import current
from zhiwei.platform.audit import reads
from zhiwei.platform.kit import clock
from zhiwei.platform.kit.pdf import response as pdf_response
from zhiwei.platform.portal.answer_pdf import document
from zhiwei.platform.portal.answer_view import Shown, shown
from zhiwei.platform.portal.behind import stops
from zhiwei.platform.portal.days import FIRST, read_day
from zhiwei.platform.portal.defects import told
from zhiwei.platform.portal.filed import MOST, beside, filed
from zhiwei.platform.portal.language import lang
from zhiwei.platform.subjects import queries as subjects
from zhiwei.platform.subjects import sources
from zhiwei.platform.subjects.models import Subject


@never_cache
@logged_in
def answer(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """All measures of the subject on a day, today at first, and its cases whatever the day; ``view=pdf`` and ``view=print``
    give the measures for paper, the latter with every derivation where ``why=all`` asks for it. Every look is recorded."""
    viewer = viewer_of(request)
    subject = subjects.visible_one(viewer, key)
    if subject.entity not in current().entities:
        raise Http404
    day = read_day(request.GET.get("as_of", "")) or clock.today()
    official = viewer.covers(subject.division)
    cases = filed(viewer, subject, office=official)
    context: dict[str, Any] = {
        "subject": subject,
        "entity": current().entities[subject.entity],
        "day": day,
        "today": clock.today(),
        "first": FIRST,
        "days": stops(subject.entity, day, clock.today()),
        "place": name_of(subject.division),
        "official": official,
        "cases": cases[:MOST],
        "all_cases": f"/office/cases/?list=all&q={quote(subject.name)}" if official else "/my/cases/",
        "more_cases": max(0, len(cases) - MOST),
        "back": f"/office/subjects/{subject.pk}/" if official else f"/my/{subject.pk}/",
    }
    if cases:
        reads.reveal(viewer, kind="subject", key=str(subject.pk), fields=["cases"])
    try:
        found = for_subject(subject, as_of=day)
        page = beside(shown(found, lang()), cases)
    except InputError as error:
        return render(
            request, "portal/registered.html", context | {"errors": told(error, lang())}, status=422
        )
    facts = facts_used(page)
    contradicting = (fact["name"] for one in page.explanation.get("conflicts", ()) for fact in one["facts"])
    reads.reveal(
        viewer,
        kind="subject",
        key=str(subject.pk),
        fields=list(dict.fromkeys([*(name for name, *_rest in facts), *contradicting])),
        why=gettext_lazy("查看判定"),
    )
    if request.GET.get("view") == "pdf":
        rows = [(name, label, value) for name, label, value, _source in facts]
        data = document(page, context["entity"], day.isoformat(), context["place"], rows)
        return pdf_response("kit/document.typ", data, f"{subject.name}-{day:%Y-%m-%d}.pdf")
    printed = request.GET.get("view") == "print"
    context |= {"page": page, "facts": facts, "open_all": printed and request.GET.get("why") == "all"}
    return render(request, "portal/registered_print.html" if printed else "portal/registered.html", context)


def facts_used(page: Shown) -> list[tuple[str, str, str, str]]:
    """The facts on record that the answer rests on: name, label, value, who stated it."""
    language = lang()
    found = [
        (
            name,
            str(step.get(language, name)),
            str(step.get(f"shown_{language}", "")),
            sources.in_words(str(step.get("source") or ""), language),
        )
        for name, step in page.explanation["steps"].items()
        if step["kind"] == "fact" and step["status"] in ("known", "not_applicable")
    ]
    return sorted(found, key=lambda row: row[1])


def address_of(subject: Subject) -> str | None:
    """Where the answer for a subject stands; None for kinds that the rulebook does not speak of."""
    return f"/subjects/{subject.pk}/answer/" if subject.entity in current().entities else None
