"""Firms ask, need, complain and propose corrections; officials of the division answer."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction

from zhiwei.law.divisions import load_divisions
from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.audit import log
from zhiwei.platform.kit import clock
from zhiwei.platform.subjects.models import Difficulty, Enquiry, Subject
from zhiwei.platform.subjects.services.refusals import refuse

State = Enquiry.State
Kind = Enquiry.Kind


def ask(
    viewer: Viewer,
    *,
    title: str,
    text: str,
    kind: str = Kind.QUESTION,
    difficulty: str = "",
    subject: Subject | None = None,
    division: str = "",
    fact: str = "",
    proposed: str = "",
) -> Enquiry:
    """Put an enquiry to the officials of a division, the subject's own where there is one.

    Raises :class:`Refused` for an empty text or an unknown tag, PermissionDenied for who may not speak for the subject.
    """
    if subject is not None:
        division = subject.division
        if not viewer.may("enquiries.ask", organisation_id=subject.organisation_id or None):
            raise PermissionDenied
        if not viewer.is_system and subject.organisation_id not in viewer.organisation_ids:
            raise PermissionDenied
    elif not viewer.may("enquiries.ask"):
        raise PermissionDenied
    if division not in load_divisions():
        raise refuse("division", f"没有行政区划 {division}", f"unknown division {division}")
    if not title.strip() or not text.strip():
        raise refuse("text", "请写明标题和内容", "give a title and a text")
    if difficulty and difficulty not in Difficulty.values:
        raise refuse("difficulty", f"没有“{difficulty}”这一难", f"unknown difficulty {difficulty}")
    with transaction.atomic():
        enquiry = Enquiry.objects.create(
            subject=subject,
            kind=Kind(kind),
            difficulty=difficulty,
            division=division,
            title=title.strip(),
            text=text.strip(),
            fact=fact,
            proposed=proposed,
            asked_by_id=viewer.user_id,
        )
        log.record(
            viewer, "enquiries.ask", kind="enquiry", key=str(enquiry.pk), division=division,
            detail={"kind": kind, "difficulty": difficulty},
        )  # fmt: skip
    return enquiry


def answer(
    viewer: Viewer, enquiry: Enquiry, text: str, *, difficulty: str | None = None, close: bool = False
) -> Enquiry:
    """Answer an enquiry, and set the difficulty it belongs to. Raises :class:`Refused` once it is closed."""
    if not viewer.may("enquiries.answer", division=enquiry.division):
        raise PermissionDenied
    if not text.strip():
        raise refuse("answer", "请写明答复内容", "give an answer")
    if difficulty and difficulty not in Difficulty.values:
        raise refuse("difficulty", f"没有“{difficulty}”这一难", f"unknown difficulty {difficulty}")
    with transaction.atomic():
        changed = Enquiry.objects.filter(pk=enquiry.pk).exclude(state=State.CLOSED).update(
            answer=text.strip(),
            answered_by_id=viewer.user_id,
            answered_at=clock.now(),
            state=State.CLOSED if close else State.ANSWERED,
            difficulty=enquiry.difficulty if difficulty is None else difficulty,
        )  # fmt: skip
        if not changed:
            raise refuse("state", "已办结，不再答复", "closed; it takes no more answers")
        log.record(
            viewer, "enquiries.answer", kind="enquiry", key=str(enquiry.pk), division=enquiry.division,
            detail={"closed": close},
        )  # fmt: skip
    enquiry.refresh_from_db()
    return enquiry
