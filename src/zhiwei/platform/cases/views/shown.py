"""A case as its pages show it, the office's and the applicant's alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from zhiwei.platform.accounts.divisions import name_of
from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.answers import telling
from zhiwei.platform.answers.models import Receipt
from zhiwei.platform.answers.visible import visible
from zhiwei.platform.cases import hanging, queries, standing, who
from zhiwei.platform.cases.ahead import ahead_of
from zhiwei.platform.cases.casetypes import get
from zhiwei.platform.cases.casetypes.model import SUPPLEMENTS, CaseType, Transition, Words
from zhiwei.platform.cases.changes import changes
from zhiwei.platform.cases.diagram import draw
from zhiwei.platform.cases.models import Case, Document, Notice, Reminder
from zhiwei.platform.cases.models.cases import AMOUNT
from zhiwei.platform.cases.offices import office_of
from zhiwei.platform.cases.plain import words_of
from zhiwei.platform.cases.queries import Event, ended_by
from zhiwei.platform.cases.tables import goes_on_when_paid, origin_words, state_tag
from zhiwei.platform.cases.titles import named
from zhiwei.platform.cases.values import amount_words, shown
from zhiwei.platform.cases.words import actors
from zhiwei.platform.decisions.queries import address_of
from zhiwei.platform.kit.language import lang
from zhiwei.platform.ledger.models import Commitment


def page_of(viewer: Viewer, case: Case) -> dict[str, Any]:
    """What both pages of a case show to a viewer; of its receipts those he may open lead on."""
    kind = get(case.type)
    state = kind.states[case.state]
    hanging.told([case])  # once for all that the page says of it
    ahead = ahead_of(case)
    invited = who.only_invited(viewer, case)
    timeline = queries.timeline(case, names=who.sees_names(viewer, case), invited=invited)
    named_ = (case.receipt_id, *(event.receipt for event in timeline))
    wanted = {key for key in named_ if key is not None}
    receipts = {one.pk: one for one in visible(viewer).filter(pk__in=wanted)}
    rests_on = receipts.get(case.receipt_id) if case.receipt_id else None
    clocks = [(kind.clocks[c.name], c) for c in queries.running_clocks(case) if c.name in kind.clocks]
    return {
        "case": case,
        "kind": kind,
        "title": named(case),
        "state": state,
        "plain": words_of(case, state),
        "tag": state_tag(case),
        "place": name_of(case.division),
        "origin": origin_words(case, person=not invited),
        "reached": office_of(case.type, case.division),
        "next": [(goes_on_when_paid(), "")] if hanging.waits_for_payment(case) else _words(ahead.expected),
        "also": _words(ahead.also),
        "clocks": clocks,
        "timeline": _explained(timeline, receipts),
        "receipts": set(receipts),
        "unchecked": telling.unchecked(rests_on.record, lang()) if rests_on else [],
        "papers": papers_of(rests_on),
        "diagram": draw(kind, now=case.state, done=set(case.steps.values_list("to_state", flat=True))),
        **_documents(case, kind),
        "notice": case.notices.order_by("-number").exclude(state=Notice.State.STOPPED).first(),
        "amount": amount_of(case),
        "promises": Commitment.objects.filter(case=str(case.pk))
        .select_related("fund")
        .order_by("part", "made_at"),
        "arrival": getattr(case, "arrival", None),
        "rating": None if invited else getattr(case, "rating", None),
    }


def _documents(case: Case, kind: CaseType) -> dict[str, list[tuple[Document, Words | None]]]:
    """The papers that count, and those for which a later step brought another; each with what it is."""
    found: dict[str, list[tuple[Document, Words | None]]] = {"documents": [], "replaced": []}
    brought = set[str]()
    for one in case.documents.select_related("file").order_by("-step__number", "-name"):
        found["replaced" if one.name in brought else "documents"].insert(0, (one, kind.document(one.name)))
        if one.name not in SUPPLEMENTS:
            brought.add(one.name)
    return found


@dataclass(frozen=True, slots=True)
class Stands:
    """How long a running case stands in its state, for whom, and with what reminders since; ``dated`` where something says by
    which day somebody must act."""

    days: int
    whom: str
    mine: bool
    """Whether it waits for its applicant alone."""
    dated: bool
    reminders: list[Reminder]


def stands_of(case: Case) -> Stands | None:
    """How a case stands; None of one that is over."""
    if case.ended:
        return None
    begun = standing.since(case)
    dated = not standing.undated(Case.objects.filter(pk=case.pk)).exists()
    reminders = list(case.reminders.filter(made_at__gte=begun))
    mine = standing.waits_for_applicant(case)
    return Stands(standing.days_waited(case), standing.awaited_words(case), mine, dated, reminders)


def _explained(timeline: list[Event], receipts: Mapping[UUID, Receipt]) -> list[Event]:
    """The events, those of a second or later verdict with what differs from the one before."""
    said = changes(timeline, receipts)
    return [
        replace(one, lines=(*one.lines, *said.get(one.receipt, ()))) if one.receipt else one
        for one in timeline
    ]


def papers_of(receipt: Receipt | None) -> list[tuple[str, str]]:
    """The local decisions a verdict rests on, each with its page ('' where the register has none)."""
    if receipt is None:
        return []
    return [
        (f"{name_of(one['division'])} {one['document']}", address_of(one) or "")
        for one in telling.decisions(receipt.record)
    ]


def amount_of(case: Case) -> str:
    """The amount of the verdict the case rests on; '' where there is none, and once it was refused or given up."""
    fen = case.data.get(AMOUNT)
    ended = ended_by(case) if fen is not None else None
    if fen is None or (ended is not None and (ended[1].rejects or ended[1].withdraws)):
        return ""
    return amount_words(fen)


def against(case: Case) -> list[tuple[str, str]]:
    """What the decision that ended a case against its applicant said, a label and a value each; nothing for any other case."""
    ended = ended_by(case)
    if ended is None or not ended[1].rejects:
        return []
    step, rule = ended
    fields = [one for one in rule.form if one.shown and one.name in step.content]
    return [(str(one.words), shown(one, step.content[one.name])) for one in fields]


def _words(rules: Iterable[Transition]) -> list[tuple[str, str]]:
    """What steps are called, with those who may take them."""
    return [(str(rule.words), who) for rule, who in doers(rules)]


def doers(rules: Iterable[Transition]) -> list[tuple[Transition, str]]:
    """Steps with those who may take them."""
    return [(rule, actors(rule.actors)) for rule in rules]
