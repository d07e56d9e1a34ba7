"""The cases of a subject beside its answer: what is under way and what was paid, also for a measure that has ended since."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Sum
from django.urls import reverse
from django.utils.translation import gettext as _

from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.cases import queries
from zhiwei.platform.cases.casetypes import registry
from zhiwei.platform.cases.casetypes.model import CaseType
from zhiwei.platform.cases.models import Case
from zhiwei.platform.cases.plain import words_of
from zhiwei.platform.cases.tables import state_tag
from zhiwei.platform.cases.views.shown import amount_of
from zhiwei.platform.kit.money import short
from zhiwei.platform.ledger.models import Commitment
from zhiwei.platform.portal.answer_view import Shown
from zhiwei.platform.subjects.models import Subject

MOST = 8
"""Cases named above the answer; those under way come first, all stand beside their measure."""


@dataclass(frozen=True, slots=True)
class Filed:
    """A case as the answer names it. ``now`` says what its state means; ``amount`` and ``paid`` are '' where there is none."""

    number: str
    title: str
    state: str
    tag: str
    now: str
    amount: str
    paid: str
    as_of: date
    address: str
    ended: bool
    about: frozenset[str]
    """The sentences and the measure it rests on."""

    def bears_on(self, measure: str) -> bool:
        """Whether it is a case of a measure: of that measure, or of the sentence whose part the measure is."""
        return measure in self.about or measure.partition("/")[0] in self.about


def filed(viewer: Viewer, subject: Subject, *, office: bool) -> list[Filed]:
    """The cases of a subject that the viewer may see: those under way first, of these those of a measure, then the latest."""
    kinds = registry.all_types()
    rows = queries.visible(viewer).filter(subject=subject, type__in=list(kinds)).select_related("subject")
    cases = sorted(rows.order_by("-opened_at"), key=lambda one: (one.ended, not kinds[one.type].measure))
    paid = _paid(cases)
    name = "cases:office-case" if office else "cases:own-case"
    return [
        Filed(
            number=one.number,
            title=str(kinds[one.type].title),
            state=str(kinds[one.type].states[one.state].words),
            tag=state_tag(one),
            now=words_of(one, kinds[one.type].states[one.state]),
            amount=amount_of(one),
            paid=_("%(amount)s 元") % {"amount": short(fen)} if (fen := paid.get(str(one.pk), 0)) else "",
            as_of=one.as_of,
            address=reverse(name, args=[one.pk]),
            ended=one.ended,
            about=_about(kinds[one.type]),
        )
        for one in cases
        if one.state in kinds[one.type].states
    ]


def beside(page: Shown, cases: Sequence[Filed]) -> Shown:
    """The answer with each measure's cases beside it."""
    groups = tuple(
        replace(
            group,
            rows=tuple(
                replace(row, filed=tuple(one for one in cases if one.bears_on(row.id))) for row in group.rows
            ),
        )
        for group in page.groups
    )
    return replace(page, groups=groups)


def _about(kind: CaseType) -> frozenset[str]:
    """The measure alone where one decides: a sentence cited beside it is not what the case is about."""
    return frozenset([kind.measure] if kind.measure else kind.sentences)


def _paid(cases: Sequence[Case]) -> dict[str, int]:
    """What was paid on each case and is not asked back, fen."""
    rows = Commitment.objects.filter(case__in=[str(one.pk) for one in cases]).order_by()
    return {key: fen for key, fen in rows.values_list("case").annotate(Sum("paid")) if fen}
