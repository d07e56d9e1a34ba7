"""What is asked: all variables and measures of an entity under one law, with and without local decisions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from zhiwei.engine.plan import FactSlot, Law, Plan
from zhiwei.engine.raw import shown
from zhiwei.engine.rulebook import Rulebook

DAYS = ("2012-06-30", "2015-06-30", "2019-06-30", "2026-11-23")
PROVINCE, CITY, COUNTY = "330000", "330100", "330106"
UNBOUNDED: dict[str, str] = {
    "rate": "0.35",
    "money": "1234.56",
    "count": "3",
    "number": "2.5",
    "flag": "true",
    "text": "按当地办法",
}
"""What a division fills in where the sentence sets no bound."""


@dataclass(frozen=True)
class Setting:
    """An entity and a law; ``decided``: a province, a city and a county have filed decisions, the county declines.

    ``chosen`` are the variables and measures asked, all of the entity where nothing is chosen.
    """

    book: Rulebook
    entity: str
    day: str
    decided: bool
    chosen: tuple[str, ...] = ()

    @cached_property
    def law(self) -> Law:
        """The law asked."""
        return self.book.law(
            self.day, decisions=decisions(self.book, self.entity, self.day) if self.decided else ()
        )

    @cached_property
    def variables(self) -> tuple[str, ...]:
        """The computed variables asked."""
        computed = (v.name for v in self.book.variables(self.entity).values() if v.computed)
        return tuple(n for n in computed if not self.chosen or n in self.chosen)

    @cached_property
    def measures(self) -> tuple[str, ...]:
        """The measures asked."""
        return tuple(m for m in self.book.select(self.entity, None) if not self.chosen or m in self.chosen)

    @cached_property
    def plan(self) -> Plan:
        """The plan behind all of them."""
        return self.plan_of(
            (*self.variables, *(n for m in self.measures for n in self.book.measures[m].variables()))
        )

    def plan_of(self, names: tuple[str, ...]) -> Plan:
        """The plan of some names under the law."""
        return self.book.plan(self.entity, tuple(dict.fromkeys(names)), self.law)

    @property
    def slots(self) -> list[FactSlot]:
        """The facts that are read; their places are the bits of missing sets."""
        return self.plan.facts

    @property
    def said(self) -> str:
        """The setting in a few words."""
        return f"{self.entity} {self.day}{' with decisions' if self.decided else ''}"


def settings(
    book: Rulebook, days: tuple[str, ...] = DAYS, entities: tuple[str, ...] | None = None
) -> Iterator[Setting]:
    """Every entity with rules on every day, without decisions, and with them where a decision matters."""
    for entity in entities or sorted({e for e, _ in book.data.rules}):
        for day in days:
            yield Setting(book, entity, day, False)
            if decisions(book, entity, day):
                yield Setting(book, entity, day, True)


def decisions(book: Rulebook, entity: str, day: str) -> list[dict[str, Any]]:
    """Decisions of the day on everything that the entity's rules leave to localities.

    The province fills in the lowest value allowed, its capital the highest, a county of it declines.
    """
    plan = Setting(book, entity, day, False).plan
    filed: dict[tuple[str, str], dict[str, str]] = {}
    for parameter, resolved in plan.parameters.values():
        if parameter.delegated is None or resolved.entry is None:
            continue
        low, high = (
            UNBOUNDED[parameter.type.kind] if bound is None else shown(parameter.type, bound)
            for bound in resolved.bounds
        )
        sentence, name = parameter.delegated["sentence"], parameter.delegated["as"]
        filed.setdefault((sentence, PROVINCE), {})[name] = low
        filed.setdefault((sentence, CITY), {})[name] = high
    common = {"filed_on": day, "from": day, "to": day}
    found: list[dict[str, Any]] = []
    for (sentence, division), fills in filed.items():
        found.append({**common, "division": division, "sentence": sentence, "document": f"{division} {sentence}",
                      "fills": fills})  # fmt: skip
    for sentence in dict.fromkeys(s for s, _ in filed):
        found.append({**common, "division": COUNTY, "sentence": sentence, "document": f"{COUNTY} {sentence}",
                      "declines": True})  # fmt: skip
    return found
