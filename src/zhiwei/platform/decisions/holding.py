"""What holds in a place on a day of the terms that a sentence leaves open, and what a filing would make of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from zhiwei.engine.decisions import decided
from zhiwei.engine.status import Status
from zhiwei.law.divisions import load_divisions
from zhiwei.platform.accounts.divisions import name_of
from zhiwei.platform.decisions import register
from zhiwei.platform.decisions.models import Filing
from zhiwei.platform.decisions.terms import Term, terms_of
from zhiwei.platform.kit.language import aside


@dataclass(frozen=True, slots=True)
class Held:
    """A term on a day: its value in words, and the decision it rests on ('' where none says it)."""

    term: Term
    text: str
    source: str

    def __str__(self) -> str:
        return aside(self.text, self.source)


@dataclass(frozen=True, slots=True)
class Turn:
    """A term before and with a filing, in words."""

    label: str
    before: str
    after: str

    @property
    def same(self) -> bool:
        """Whether the filing leaves it as it is."""
        return self.before == self.after


def held(sentence: str, division: str, day: date) -> list[Held]:
    """Every open term of a sentence with what holds in a division on a day, in the order of the rulebook."""
    decisions, parents = register.in_force(as_of=day), load_divisions().parents()
    found = []
    for term in terms_of(sentence):
        value, decision = decided(term.parameter, division, day, None, decisions, parents)
        if decision is None:
            found.append(Held(term, _silent(term, day), ""))
        else:
            text = _("本地不实施") if value is Status.NOT_OFFERED else term.shown(value)
            found.append(Held(term, text, f"{name_of(decision.division)} {decision.document}"))
    return found


def turns(filing: Filing, day: date) -> list[Turn]:
    """What a filing changes of each term it speaks of on a day."""
    found = []
    for one in held(filing.sentence, filing.division, day):
        if filing.declines:
            found.append(Turn(one.term.label, one.text, _("本地不实施")))
        elif one.term.name in filing.fills:
            found.append(Turn(one.term.label, one.text, one.term.written(filing.fills[one.term.name])))
    return found


def _silent(term: Term, day: date) -> str:
    """What holds where nobody decided: the value of the text itself, or nothing."""
    for value in term.parameter.values:
        if value.covers(day) and value.value is not None:
            return _("没有决定，按 %(value)s") % {"value": term.shown(value.value)}
    return _("没有决定")
