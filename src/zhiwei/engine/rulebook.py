"""规则集: the immutable set of rules and parameters, ready to answer."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

from zhiwei.engine.answer import Answer
from zhiwei.engine.beside import Beside
from zhiwei.engine.calculation import Calculation
from zhiwei.engine.decisions import Decision, read_decisions
from zhiwei.engine.errors import Defect, InputError, suggest
from zhiwei.engine.evaluate import Evaluation
from zhiwei.engine.facts import Case, read_case
from zhiwei.engine.model import Entity, RulebookData, Variable
from zhiwei.engine.outcome import judge
from zhiwei.engine.plan import Law, Plan, decisions_tuple, make_plan
from zhiwei.engine.store import content_hash, from_bytes, to_bytes
from zhiwei.engine.types import Date

PLANS_KEPT = 256
"""Plans held in memory; the one made longest ago goes first."""


class Rulebook:
    """A rulebook's data with the means to run it. The data never changes; plans are kept for speed only."""

    def __init__(self, data: RulebookData, stored: bytes | None = None) -> None:
        """``stored`` are the bytes the data was read from; they, not a rewriting of them, carry its hash."""
        self.data = data
        self._stored = stored
        self._compiled: dict[int, Any] = {}
        self._plans: dict[Any, Plan] = {}
        self.beside: Beside | None = None
        """What is told beside answers; no part of the stored form."""

    @classmethod
    def from_stored(cls, stored: bytes) -> Rulebook:
        """The rulebook of a stored file; raises LoadError for a format that is not known."""
        return cls(from_bytes(stored), stored)

    def sharing(self, data: RulebookData) -> Rulebook:
        """A rulebook of other data with the very same rules, whose compiled forms are shared."""
        book = Rulebook(data)
        book._compiled = self._compiled
        book.beside = self.beside
        return book

    @property
    def entities(self) -> Mapping[str, Entity]:
        """Entities by name."""
        return self.data.entities

    @property
    def measures(self) -> Mapping[str, Any]:
        """Measures by id, in the order of the sentences."""
        return self.data.measures

    def variables(self, entity: str) -> dict[str, Variable]:
        """Facts and computed variables of an entity by name."""
        return {v.name: v for (e, _), v in self.data.variables.items() if e == entity}

    @cached_property
    def stored(self) -> bytes:
        """The canonical stored form."""
        return self._stored if self._stored is not None else to_bytes(self.data)

    @cached_property
    def hash(self) -> str:
        """SHA-256 of the canonical stored form."""
        return content_hash(self.stored)

    def law(
        self, as_of: Date | str, *, known_on: Date | str | None = None,
        decisions: Iterable[Mapping[str, Any] | Decision] | None = None, readings: Mapping[str, str] | None = None,
    ) -> Law:  # fmt: skip
        """The law asked for; raises :class:`InputError` for bad days, decisions or readings, all at once."""
        defects: list[Defect] = []
        day, known = _day(as_of, "as_of", defects), _day(known_on, "known_on", defects)
        chosen = self._readings(readings or {}, defects)
        given = list(decisions or ())
        filed: tuple[Decision, ...] = tuple(d for d in given if isinstance(d, Decision))
        try:
            filed += read_decisions([d for d in given if not isinstance(d, Decision)], self.data)
        except InputError as error:
            defects.extend(error.defects)
        if defects or day is None:
            raise InputError(
                defects
                or [
                    Defect(
                        "as_of", "no day given", "give a day as 2012-06-30", "没有适用日", "写成 2012-06-30"
                    )
                ]
            )
        return Law(day, known, chosen, decisions_tuple(filed))

    def _readings(self, readings: Mapping[str, str], defects: list[Defect]) -> tuple[tuple[str, str], ...]:
        for name, option in readings.items():
            parameter = self.data.parameters.get(name)
            if parameter is None or parameter.reading is None:
                known = [p.name for p in self.data.parameters.values() if p.reading]
                defects.append(
                    Defect(
                        f"reading {name}", "there is no such reading", suggest(name, known), "没有这个读法"
                    )
                )
                continue
            options = [m.value for m in self.data.vocabularies[parameter.type.enum or ""]]
            if option not in options:
                defects.append(
                    Defect(
                        f"reading {name}",
                        f"unknown option {option}",
                        "choose from " + ", ".join(options),
                        f"没有选项 {option}",
                        "可选：" + "、".join(options),
                    )
                )
        return tuple(sorted(readings.items()))

    def plan(self, entity: str, names: Iterable[str], law: Law) -> Plan:
        """The plan for some names of an entity under a law; kept for the next subject."""
        key = (entity, tuple(names), law.as_of, law.known_on, law.readings, tuple(map(id, law.decisions)))
        plan = self._plans.get(key)
        if plan is None or plan.law.decisions != law.decisions:
            plan = make_plan(self.data, entity, key[1], law, self._compiled)
            self._plans[key] = plan
            while len(self._plans) > PLANS_KEPT:
                del self._plans[next(iter(self._plans))]
        return plan

    def case(
        self, facts: Mapping[str, Any] | Case, as_of: Date, *, entity: str = "enterprise",
        links: Mapping[str, Any] | None = None, division: str | None = None,
    ) -> Case:  # fmt: skip
        """The facts of a subject read; raises :class:`InputError` with every defect."""
        return (
            facts if isinstance(facts, Case) else read_case(self.data, entity, facts, links, as_of, division)
        )

    def select(self, entity: str, measures: Sequence[str] | None) -> tuple[str, ...]:
        """Ids of the measures of an entity; a bare sentence id selects all its parts."""
        own = [m.id for m in self.data.measures.values() if m.entity == entity]
        if measures is None:
            return tuple(own)
        defects, chosen = [], []
        for wanted in measures:
            found = [m for m in own if m == wanted or m.startswith(wanted + "/")]
            if not found:
                elsewhere = [
                    m for m in self.data.measures.values() if m.id == wanted or m.id.startswith(wanted + "/")
                ]
                remedy = f"it is a measure of {elsewhere[0].entity}" if elsewhere else suggest(wanted, own)
                defects.append(
                    Defect(f"measure {wanted}", f"unknown for {entity}", remedy, f"{entity} 没有这一措施")
                )
            chosen.extend(found)
        if defects:
            raise InputError(defects)
        return tuple(m for m in own if m in chosen)

    def answer(
        self, facts: Mapping[str, Any] | Case, *, as_of: Date | str, entity: str = "enterprise",
        links: Mapping[str, Any] | None = None, known_on: Date | str | None = None, division: str | None = None,
        decisions: Iterable[Mapping[str, Any] | Decision] | None = None, readings: Mapping[str, str] | None = None,
        measures: Sequence[str] | None = None,
    ) -> Answer:  # fmt: skip
        """All measures of one subject, or the chosen ones, with verdicts, amounts, missing facts and trace.

        Facts in file form (yuan, ISO days). Raises :class:`InputError` with every defect of the input.
        """
        law = self.law(as_of, known_on=known_on, decisions=decisions, readings=readings)
        case = self.case(facts, law.as_of, entity=entity, links=links, division=division)
        return self.answer_case(case, law, self.select(entity, measures))

    def answer_case(self, case: Case, law: Law, measures: tuple[str, ...]) -> Answer:
        """The same for a case and a law already read; the fast way for many subjects."""
        chosen = [self.data.measures[m] for m in measures]
        names = tuple(dict.fromkeys(n for m in chosen for n in m.variables()))
        evaluation = Evaluation(self.data, self.plan(case.entity, names, law), case)
        return Answer(self, law, case, evaluation, {m.id: judge(m, evaluation) for m in chosen})

    def calc(
        self, names: Sequence[str], facts: Mapping[str, Any] | Case, *, as_of: Date | str, entity: str = "enterprise",
        links: Mapping[str, Any] | None = None, known_on: Date | str | None = None, division: str | None = None,
        decisions: Iterable[Mapping[str, Any] | Decision] | None = None, readings: Mapping[str, str] | None = None,
    ) -> Calculation:  # fmt: skip
        """The named variables of one subject: value, or the facts still missing. Raises :class:`InputError`."""
        law = self.law(as_of, known_on=known_on, decisions=decisions, readings=readings)
        case = self.case(facts, law.as_of, entity=entity, links=links, division=division)
        return self.calc_case(case, law, tuple(names))

    def calc_case(self, case: Case, law: Law, names: tuple[str, ...]) -> Calculation:
        """The same for a case and a law already read."""
        if unknown := [n for n in names if (case.entity, n) not in self.data.variables]:
            known = self.variables(case.entity)
            raise InputError(
                [
                    Defect(
                        f"variable {n}",
                        f"unknown for {case.entity}",
                        suggest(n, known),
                        f"{case.entity} 没有这一变量",
                    )
                    for n in unknown
                ]
            )
        evaluation = Evaluation(self.data, self.plan(case.entity, names, law), case)
        return Calculation(self, law, case, evaluation, names)


def _day(raw: Date | str | None, where: str, defects: list[Defect]) -> Date | None:
    if raw is None or isinstance(raw, datetime.date):
        return raw
    try:
        return datetime.date.fromisoformat(raw)
    except ValueError:
        defects.append(
            Defect(
                where,
                f"{raw!r} is not a day",
                "give a day as 2012-06-30",
                f"{raw!r} 不是日期",
                "写成 2012-06-30",
            )
        )
        return None
