"""What one subject gained and lost between two days, and which texts made it so.

A changed value is a cause if the measure would come out otherwise on the new day with the value of the old day in its
place, everything else as it is. Where no single value does that, the fewest that do it together are named; where none
do, rules of another time, local decisions that began or ended, or the passing of time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from zhiwei.engine.amend import amended, with_value
from zhiwei.engine.decisions import Decision
from zhiwei.engine.model import RulebookData
from zhiwei.engine.outcome import Outcome
from zhiwei.engine.parameters import ONE_DAY, Parameter, Value
from zhiwei.engine.rulebook import Rulebook
from zhiwei.law.behind import behind
from zhiwei.law.diff import Change, Side, diff

Ask = Callable[[Rulebook, date, Sequence[str]], Mapping[str, Outcome]]
"""The outcomes of the named measures for the subject, under a rulebook, on a day."""
GAINED, LOST, CHANGED, OPEN, ASKED, TEXTS = "gained", "lost", "changed", "open", "asked", "texts"
KINDS = (LOST, GAINED, CHANGED, OPEN, ASKED, TEXTS)
"""In the order in which they are told. ``open``: the facts settle the verdict on one day only; ``asked``: only the facts
still missing differ; ``texts``: only the texts."""
UNDETERMINED = "undetermined"
OF_LAW = ("out_of_scope", "not_in_force", "unknown_law")
"""Verdicts that no fact still missing would turn."""
_STATES = {"not_in_force": "not_in_force", "unknown_law": "unknown"}


@dataclass(frozen=True, slots=True)
class Difference:
    """A measure that is not the same on two days; ``changes`` are those of the parameters that it rests on."""

    kind: str
    before: Outcome
    after: Outcome
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class RuleChange:
    """A variable computed by another rule on the new day; no citations where no rule computed it."""

    entity: str
    variable: str
    old: tuple[str, ...]
    new: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Causes:
    """Why a measure differs. All empty: no text changed what decides, only time passed."""

    values: tuple[Change, ...] = ()
    rules: tuple[RuleChange, ...] = ()
    decisions: tuple[Decision, ...] = ()


def differences(
    data: RulebookData, before: Mapping[str, Outcome], after: Mapping[str, Outcome], old: date, new: date,
    known_on: date | None = None,
) -> tuple[Difference, ...]:  # fmt: skip
    """The measures that differ between two days, what was lost first."""
    found = []
    for name, was in before.items():
        now = after[name]
        changes = diff(_own(behind(data, name).parameters), old, new, known_on)
        kind = _kind(was, now, changes)
        if kind is not None:
            found.append(Difference(kind, was, now, changes))
    return tuple(sorted(found, key=lambda one: KINDS.index(one.kind)))


def core(outcome: Outcome) -> tuple[object, ...]:
    """What a reader calls the answer: verdict and amount."""
    amount = outcome.amount
    return outcome.verdict, (amount.status, amount.value, amount.maximum) if amount else None


def text_of(change: Change) -> str:
    """The citation of the text that made a value another one, whichever day comes first; '' where none is recorded."""
    first, last = sorted((change.old, change.new), key=lambda side: side.day)
    ended = first.entry.ended_by if first.entry else None
    if last.status == "not_in_force" and ended:
        return ended
    return last.source or ended or ""


def causes(
    difference: Difference, book: Rulebook, ask: Ask, old: date, new: date, decisions: Iterable[Decision] = ()
) -> Causes:
    """Which changed values decide; failing these, which rules and local decisions are others on the new day."""
    measure = difference.after.measure
    now = _answer(difference.after)

    def otherwise(changes: Sequence[Change]) -> bool:
        supposed = amended(book, [_as_before(change, new) for change in changes])
        return _answer(ask(supposed, new, (measure.id,))[measure.id]) != now

    values = tuple(change for change in difference.changes if not change.of_source)
    alone = tuple(change for change in values if otherwise((change,)))
    if alone:
        return Causes(values=alone)
    if values and otherwise(values):
        return Causes(values=_fewest(values, otherwise))
    sentences = {p.delegated["sentence"] for p in behind(book.data, measure.id).parameters if p.delegated}
    filed = tuple(d for d in decisions if d.sentence in sentences and d.covers(old) != d.covers(new))
    if difference.after.verdict == UNDETERMINED and difference.before.verdict not in OF_LAW:
        return Causes(decisions=filed)  # the facts of the day are missing, whatever rule asks for them
    return Causes(rules=_rules(book.data, measure.id, old, new), decisions=filed)


def _own(parameters: Iterable[Parameter]) -> list[Parameter]:
    """Without readings, which the reader chooses."""
    return [p for p in parameters if not p.reading]


def _kind(was: Outcome, now: Outcome, changes: Sequence[Change]) -> str | None:
    if was.verdict != now.verdict and UNDETERMINED in (was.verdict, now.verdict):
        return OPEN
    if was.positive != now.positive:
        return GAINED if now.positive else LOST
    if core(was) != core(now):
        return CHANGED
    if was.missing != now.missing:
        return ASKED
    return TEXTS if changes else None


def _answer(outcome: Outcome) -> tuple[object, ...]:
    return *core(outcome), outcome.missing


def _fewest(changes: Sequence[Change], otherwise: Callable[[Sequence[Change]], bool]) -> tuple[Change, ...]:
    """A set of changes of which none can be left out."""
    kept = list(changes)
    for change in changes:
        rest = [one for one in kept if one is not change]
        if rest and otherwise(rest):
            kept = rest
    return tuple(kept)


def _as_before(change: Change, new: date) -> Parameter:
    """The parameter with its value of the old day for the whole year of the new one, for every period reads within it."""
    first = date(new.year, 1, 1)
    after = date(new.year + 1, 1, 1)
    return with_value(change.parameter, _held(change.old, change.new, first, after - ONE_DAY))


def _held(old: Side, new: Side, first: date, last: date) -> Value:
    entry = old.entry or new.entry
    assert entry is not None, "a status that differs has an entry on one of its sides"
    state = _STATES.get(old.status, "value")
    held = replace(entry, starts=first, ends=last, state=state, published=date.min, recorded_on=None,
                   ended_by=None, ended_published=None)  # fmt: skip
    return held if state == "value" else replace(held, value=None, minimum=None, maximum=None)


def _rules(data: RulebookData, measure: str, old: date, new: date) -> tuple[RuleChange, ...]:
    found = []
    for key in behind(data, measure).variables:
        was, now = (next((r.cites for r in data.rules[key] if r.covers(day)), None) for day in (old, new))
        if was != now:
            found.append(RuleChange(*key, was or (), now or ()))
    return tuple(found)
