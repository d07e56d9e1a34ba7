"""What a sentence leaves to localities: each open term with its bounds, as people read them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from django.utils.translation import gettext as _

from zhiwei.engine.decisions import open_terms_of
from zhiwei.engine.display import display
from zhiwei.engine.model import sentence_order
from zhiwei.engine.parameters import Parameter, Value
from zhiwei.engine.raw import RawError, read_raw
from zhiwei.law.sentences import Opinions, Sentence, load_opinions
from zhiwei.platform.decisions.register import book
from zhiwei.platform.kit.language import lang


@dataclass(frozen=True, slots=True)
class Bound:
    """The limits of a term over some days; ``default`` is what holds where nobody decided. Texts, '' for none."""

    starts: date
    ends: date | None
    low: str
    high: str
    default: str
    source: str


@dataclass(frozen=True, slots=True)
class Term:
    """One open term of a sentence, by the name used in decisions."""

    name: str
    parameter: Parameter

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """What people call it."""
        return self.parameter.zh if lang() == "zh" else self.parameter.en

    @property
    def kind(self) -> str:
        """The kind of its values: money, rate, count, flag, text."""
        return self.parameter.type.kind

    def shown(self, value: Any) -> str:
        """A value in internal units as people read it; '' for None."""
        if value is None:
            return ""
        return display(self.parameter.type, value, (), lang())

    def written(self, raw: Any) -> str:
        """A value in file form as people read it; as it is where it cannot be read."""
        value = self.read(raw)
        return str(raw) if value is None else self.shown(value)

    def read(self, raw: Any) -> Any:
        """A value in file form as the engine computes with it; None where it cannot be read."""
        try:
            return read_raw(self.parameter.type, raw, book().data.vocabularies)
        except RawError:
            return None

    def exceeded(self, value: Any, first: date, last: date) -> Bound | None:
        """The first limits of some days that a value is outside of, as the engine takes them; None where it keeps to all."""
        for one in self.parameter.values:
            if one.starts > last or (one.ends is not None and one.ends < first):
                continue
            below = one.minimum is not None and value < one.minimum
            if below or (one.maximum is not None and value > one.maximum):
                return self._bound(one)
        return None

    def bounds(self) -> list[Bound]:
        """Its limits through time, in order; days of equal limits are joined."""
        found: list[Bound] = []
        for value in self.parameter.values:
            if value.state != "value":
                continue
            one = self._bound(value)
            last = found[-1] if found else None
            if (
                last
                and (last.low, last.high, last.default) == (one.low, one.high, one.default)
                and _meet(last, one)
            ):
                found[-1] = Bound(last.starts, one.ends, one.low, one.high, one.default, last.source)
            else:
                found.append(one)
        return found

    def _bound(self, value: Value) -> Bound:
        return Bound(
            value.starts, value.ends, self.shown(value.minimum), self.shown(value.maximum), self.shown(value.value),
            value.cite,
        )  # fmt: skip


def _meet(one: Bound, other: Bound) -> bool:
    return one.ends is not None and (other.starts - one.ends).days == 1


def bound_text(bound: Bound) -> str:
    """One line: the days, the limits, and what holds where nobody decided."""
    if bound.ends:
        days = _("%(first)s 至 %(last)s") % {"first": bound.starts, "last": bound.ends}
    else:
        days = _("自 %(first)s 起") % {"first": bound.starts}
    if bound.low and bound.high:
        limits = _("%(low)s 至 %(high)s") % {"low": bound.low, "high": bound.high}
    elif bound.low or bound.high:
        limits = (_("不低于 %(low)s") if bound.low else _("不高于 %(high)s")) % {
            "low": bound.low,
            "high": bound.high,
        }
    else:
        limits = _("没有上下限")
    text = _("%(days)s：%(limits)s") % {"days": days, "limits": limits}
    return text + (_("；未作决定时按 %(value)s") % {"value": bound.default} if bound.default else "")


@cache
def terms_of(sentence: str) -> tuple[Term, ...]:
    """The open terms of a sentence in the order of the rulebook; empty where it leaves nothing open."""
    return tuple(Term(name, parameter) for name, parameter in open_terms_of(book().data, sentence).items())


@cache
def open_sentences() -> tuple[str, ...]:
    """The sentences that leave something to localities, in order."""
    found = {p.delegated["sentence"] for p in book().data.parameters.values() if p.delegated}
    return tuple(sorted(found, key=sentence_order))


@cache
def opinions() -> Opinions:
    """The sentences of the Opinions."""
    return load_opinions()


def sentence_of(number: str) -> Sentence | None:
    """The sentence with a number, None where there is none."""
    return opinions().records.get(number)


def measures_of(sentence: str) -> Mapping[str, tuple[str, ...]]:
    """Measures by entity that compute with a value left open by a sentence, on whatever day."""
    return _measures().get(sentence, {})


@cache
def _measures() -> dict[str, dict[str, tuple[str, ...]]]:
    """By sentence and entity; found by following every rule to the parameters it reads."""
    data = book().data
    reads = _Reads()
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for measure in data.measures.values():
        parameters = set().union(*(reads.of(measure.entity, name) for name in measure.variables()))
        for sentence in {
            delegated["sentence"] for p in parameters if (delegated := data.parameters[p].delegated)
        }:
            by_entity = found.setdefault(sentence, {})
            by_entity[measure.entity] = (*by_entity.get(measure.entity, ()), measure.id)
    return found


class _Reads:
    """The parameters that a variable rests on, through rules of any day and links."""

    def __init__(self) -> None:
        self.known: dict[tuple[str, str], set[str]] = {}

    def of(self, entity: str, name: str) -> set[str]:
        data = book().data
        if (entity, name) not in data.variables:
            return {name} if name in data.parameters else set()
        if (entity, name) in self.known:
            return self.known[entity, name]
        found = self.known[entity, name] = set()
        for record in data.rules.get((entity, name), ()):
            for binding in record.bindings:
                if binding.source == "parameter":
                    found.add(binding.target)
                elif binding.source == "variable":
                    owner = data.entities[entity].links[binding.link].to if binding.link else entity
                    found |= self.of(owner, binding.target)
        return found
