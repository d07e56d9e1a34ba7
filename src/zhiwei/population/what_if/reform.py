"""改革假设: other parameter values, local decisions and readings, and the law that they would make."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from zhiwei.engine.amend import amended
from zhiwei.engine.decisions import Decision
from zhiwei.engine.model import Citation
from zhiwei.engine.parameters import Parameter
from zhiwei.engine.plan import Law, decisions_tuple
from zhiwei.engine.rulebook import Rulebook

SUPPOSED = "假设"
"""Stands as the source wherever a text would be cited: what it marks is no law."""


@dataclass(frozen=True, slots=True)
class Change:
    """One thing supposed, for people: the parameter or measure, and what it was and would be, in file form."""

    name: str
    zh: str
    en: str
    before: str
    after: str


@dataclass(frozen=True)
class Supposition:
    """What is supposed: parameters in place of those of their name, decisions, readings."""

    parameters: Mapping[str, Parameter] = field(default_factory=dict)
    decisions: tuple[Decision, ...] = ()
    readings: Mapping[str, str] = field(default_factory=dict)
    changes: tuple[Change, ...] = ()

    def names(self) -> frozenset[str]:
        """The parameters it touches."""
        return frozenset((*self.parameters, *self.readings, *(c.name for c in self.changes)))

    def over(self, other: Supposition) -> Supposition:
        """This supposition with another laid over it: what both speak of is as the other has it."""
        gone = {c.name for c in other.changes}
        decisions = _kept(self.decisions, other.decisions)
        return Supposition(
            {n: p for n, p in self.parameters.items() if n not in gone} | dict(other.parameters),
            (*decisions, *other.decisions),
            {**self.readings, **other.readings},
            (*(c for c in self.changes if c.name not in gone), *other.changes),
        )

    def book(self, base: Rulebook) -> Rulebook:
        """The rulebook with the supposed values; it shares all else with ``base``."""
        marked = Citation(SUPPOSED, "假设，不是法律", "supposed, not law")
        return amended(base, self.parameters.values(), [marked])

    def law(self, base: Law) -> Law:
        """The law asked under the supposition: its decisions stand before filed ones of the same place and matter."""
        readings = dict(base.readings) | dict(self.readings)
        decisions = [*_kept(base.decisions, self.decisions), *self.decisions]
        return replace(base, readings=tuple(sorted(readings.items())), decisions=decisions_tuple(decisions))


@dataclass(frozen=True)
class Variant:
    """One of several suppositions: the values that tell it apart by parameter, in file form."""

    values: Mapping[str, str]
    supposition: Supposition

    @property
    def label(self) -> str:
        """``name=value`` for each of its values."""
        return ", ".join(f"{name}={value}" for name, value in self.values.items())


@dataclass(frozen=True)
class Reform:
    """A reform file as read. ``measures``, ``variables`` and ``total`` are None where it leaves the choice open."""

    title: str
    title_en: str
    as_of: str
    entity: str
    supposition: Supposition
    variants: tuple[Variant, ...] = ()
    measures: tuple[str, ...] | None = None
    variables: tuple[str, ...] | None = None
    total: tuple[str, ...] | None = None

    def label(self, lang: str) -> str:
        """The title in one of the languages."""
        return self.title if lang == "zh" or not self.title_en else self.title_en

    def names(self) -> frozenset[str]:
        """The parameters that the reform or a variant of it touches."""
        return self.supposition.names().union(*(v.supposition.names() for v in self.variants))


def _kept(filed: Sequence[Decision], supposed: Sequence[Decision]) -> list[Decision]:
    """Filed decisions without what a supposed one decides for the same division on the same days."""
    kept: list[Decision] = []
    for decision in filed:
        over = [
            s
            for s in supposed
            if (s.division, s.sentence) == (decision.division, decision.sentence)
            and (s.covers(decision.starts) or decision.covers(s.starts))
        ]
        if not over:
            kept.append(decision)
        elif not decision.declines and not any(s.declines for s in over):
            fills = {n: v for n, v in decision.fills.items() if not any(n in s.fills for s in over)}
            if fills:
                kept.append(replace(decision, fills=fills))
    return kept
