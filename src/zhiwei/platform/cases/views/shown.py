"""A case as its pages show it, the office's and the applicant's alike."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from zhiwei.platform.accounts.divisions import name_of
from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.answers.visible import visible
from zhiwei.platform.cases import queries, who
from zhiwei.platform.cases.casetypes import get
from zhiwei.platform.cases.casetypes.model import Transition
from zhiwei.platform.cases.diagram import draw
from zhiwei.platform.cases.models import Case, Notice
from zhiwei.platform.cases.offices import office_of
from zhiwei.platform.cases.plain import words_of
from zhiwei.platform.cases.services.moving import AMOUNT
from zhiwei.platform.cases.tables import origin_words, state_tag
from zhiwei.platform.cases.words import actors, next_steps
from zhiwei.platform.kit.money import short
from zhiwei.platform.ledger.models import Commitment


def page_of(viewer: Viewer, case: Case) -> dict[str, Any]:
    """What both pages of a case show to a viewer; of its receipts those he may open lead on."""
    kind = get(case.type)
    state = kind.states[case.state]
    timeline = queries.timeline(case, names=who.sees_names(viewer, case))
    named = (case.receipt_id, *(event.receipt for event in timeline))
    receipts = {key for key in named if key is not None}
    return {
        "case": case,
        "kind": kind,
        "state": state,
        "plain": words_of(case, state),
        "tag": state_tag(case),
        "place": name_of(case.division),
        "origin": origin_words(case),
        "reached": office_of(case.type, case.division),
        "next": [] if case.ended else next_steps(kind, case),
        "clocks": [(kind.clocks[c.name], c) for c in queries.running_clocks(case) if c.name in kind.clocks],
        "timeline": timeline,
        "receipts": set(visible(viewer).filter(pk__in=receipts).values_list("pk", flat=True)),
        "diagram": draw(kind, now=case.state, done=set(case.steps.values_list("to_state", flat=True))),
        "documents": case.documents.select_related("file").order_by("step__number"),
        "document_words": kind.documents,
        "notice": case.notices.order_by("-number").exclude(state=Notice.State.STOPPED).first(),
        "amount": amount_of(case),
        "promises": Commitment.objects.filter(case=str(case.pk))
        .select_related("fund")
        .order_by("part", "made_at"),
        "arrival": getattr(case, "arrival", None),
        "rating": getattr(case, "rating", None),
    }


def amount_of(case: Case) -> str:
    """The amount of the verdict the case rests on; '' where there is none."""
    fen = case.data.get(AMOUNT)
    return "" if fen is None else _("%(amount)s 元") % {"amount": short(fen)}


def doers(rules: Iterable[Transition]) -> list[tuple[Transition, str]]:
    """Steps with those who may take them."""
    return [(rule, actors(rule.actors)) for rule in rules]
