"""The same subject on two days: which measures appear, end or change, and by which text."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _

from zhiwei.engine.display import display
from zhiwei.engine.outcome import Outcome
from zhiwei.engine.types import MONEY
from zhiwei.engine.words import VERDICT_WORDS
from zhiwei.engine.words import pick as of_pair
from zhiwei.law.diff import diff
from zhiwei.platform.portal.asked import Asked
from zhiwei.platform.portal.behind import parameters_of
from zhiwei.platform.portal.citation_links import Link, citation_link
from zhiwei.platform.portal.flow import answer_of
from zhiwei.platform.portal.lawbook import lawbook


@dataclass(frozen=True, slots=True)
class Difference:
    """A measure on two days. ``kind`` is appeared, ended, changed or same (only the text behind it changed)."""

    id: str
    label: str
    kind: str
    before: str
    after: str
    texts: tuple[Link, ...]


def differences(asked: Asked, first: date, second: date, lang: str) -> tuple[Difference, ...]:
    """The measures whose verdict, amount or text differ between two days; raises the engine's InputError."""
    old = answer_of(replace(asked, as_of=first)).measures
    new = answer_of(replace(asked, as_of=second)).measures
    found = []
    for name, before in old.items():
        after = new[name]
        texts = _texts(name, first, second, lang)
        if _core(before) == _core(after) and not texts:
            continue
        label = before.measure.zh if lang == "zh" else before.measure.en
        found.append(
            Difference(name, label, _kind(before, after), _said(before, lang), _said(after, lang), texts)
        )
    order = ("ended", "appeared", "changed", "same")
    return tuple(sorted(found, key=lambda d: order.index(d.kind)))


def _core(outcome: Outcome) -> tuple[object, ...]:
    amount = outcome.amount
    return outcome.verdict, (amount.status, amount.value, amount.maximum) if amount else None


def _kind(before: Outcome, after: Outcome) -> str:
    if before.positive != after.positive:
        return "appeared" if after.positive else "ended"
    return "changed" if _core(before) != _core(after) else "same"


def _said(outcome: Outcome, lang: str) -> str:
    said = of_pair(VERDICT_WORDS[outcome.verdict], lang)
    amount = outcome.amount
    if amount is not None and amount.value is not None:
        return f"{said}，{display(MONEY, amount.value, (), lang)}" if lang == "zh" else (
            f"{said}, {display(MONEY, amount.value, (), lang)}"
        )  # fmt: skip
    if outcome.missing and outcome.verdict == "undetermined":
        return _("%(said)s（%(count)s 项）") % {"said": said, "count": len(outcome.missing)}
    return said


def _texts(measure_id: str, first: date, second: date, lang: str) -> tuple[Link, ...]:
    """The texts between two days that changed what a measure rests on."""
    law = lawbook()
    found: dict[str, None] = {}
    for change in diff(parameters_of(measure_id), *sorted((first, second))):
        if change.parameter.reading:
            continue
        ended = change.old.entry.ended_by if change.old.entry else None
        cite = change.new.source if change.new.status != "not_in_force" else ended or change.new.source
        if cite:
            found[cite] = None
    return tuple(citation_link(cite, law.register, lang) for cite in found)
