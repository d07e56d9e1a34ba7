"""The same subject on two days: which measures appear, end or change, and by which text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _

from zhiwei.engine.outcome import Outcome
from zhiwei.engine.words import VERDICT_WORDS
from zhiwei.engine.words import pick as of_pair
from zhiwei.law import subject_diff
from zhiwei.law.diff import Change
from zhiwei.platform.answers.rulebook import current
from zhiwei.platform.answers.worth import worth_of
from zhiwei.platform.kit import money
from zhiwei.platform.portal.asked import Asked
from zhiwei.platform.portal.citation_links import Link, citation_link
from zhiwei.platform.portal.editions import with_editions
from zhiwei.platform.portal.flow import answer_of, day_of
from zhiwei.platform.portal.lawbook import lawbook

KINDS = {
    subject_diff.LOST: "ended",
    subject_diff.GAINED: "appeared",
    subject_diff.CHANGED: "changed",
    subject_diff.OPEN: "changed",
    subject_diff.ASKED: "same",
    subject_diff.TEXTS: "same",
}


@dataclass(frozen=True, slots=True)
class Difference:
    """A measure on two days. ``kind`` is appeared, ended, changed or same (only the text behind it changed)."""

    id: str
    label: str
    kind: str
    before: str
    after: str
    texts: tuple[Link, ...]

    @property
    def sentence(self) -> str:
        """The sentence it is of; the id of a part means nothing to readers."""
        return self.id.partition("/")[0]


def differences(asked: Asked, first: date, second: date, lang: str) -> tuple[Difference, ...]:
    """The measures whose verdict, amount or text differ between two days; raises the engine's InputError.

    An industry code means on both days what it means on the day asked for.
    """
    asked = replace(asked, facts=with_editions(asked.facts, day_of(asked)))
    old = answer_of(replace(asked, as_of=first)).measures
    new = answer_of(replace(asked, as_of=second)).measures
    found = []
    for one in subject_diff.differences(current().data, old, new, first, second):
        texts = _texts(one.changes, lang)
        kind = KINDS[one.kind]
        if kind == "same" and not texts:
            continue
        measure = one.before.measure
        label = measure.zh if lang == "zh" else measure.en
        found.append(
            Difference(measure.id, label, kind, _said(one.before, lang), _said(one.after, lang), texts)
        )
    return tuple(found)


def _said(outcome: Outcome, lang: str) -> str:
    said = of_pair(VERDICT_WORDS[outcome.verdict], lang)
    amount = outcome.amount
    if amount is not None and amount.value is not None:
        worth = worth_of(outcome.measure.id).said(_("%(amount)s 元") % {"amount": money.short(amount.value)})
        return _("，").join((said, worth))
    if outcome.missing and outcome.verdict == "undetermined":
        return _("%(said)s（%(count)s 项）") % {"said": said, "count": len(outcome.missing)}
    return said


def _texts(changes: Sequence[Change], lang: str) -> tuple[Link, ...]:
    """The texts between two days that changed what a measure rests on."""
    law = lawbook()
    found = dict.fromkeys(filter(None, map(subject_diff.text_of, changes)))
    return tuple(citation_link(cite, law.register, lang) for cite in found)
