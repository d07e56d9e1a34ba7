"""The result of computing named variables of one subject."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from zhiwei.engine.beside import conflicts_json
from zhiwei.engine.evaluate import Evaluation, Result
from zhiwei.engine.facts import KNOWN, Case
from zhiwei.engine.model import Variable
from zhiwei.engine.plan import Law, RuleStep
from zhiwei.engine.raw import shown
from zhiwei.engine.words import split_cites

if TYPE_CHECKING:
    from zhiwei.engine.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class Computed:
    """One variable's result; ``value`` is fen, Fraction, int, date, bool or text."""

    variable: Variable
    status: str
    value: Any
    missing: tuple[str, ...]

    @property
    def unit(self) -> str:
        """Unit of the value in files."""
        return self.variable.type.unit_word()

    @property
    def cites(self) -> tuple[str, ...]:
        """Sentences it rests on."""
        return split_cites(self.variable.cites)[0]

    def to_json(self) -> dict[str, Any]:
        """File form: the value as text with its unit, or the status with the missing facts."""
        data: dict[str, Any] = {"status": self.status}
        if self.status == KNOWN:
            plain = isinstance(self.value, bool | int) and self.variable.type.kind in ("flag", "count")
            data["value"] = self.value if plain else shown(self.variable.type, self.value)
            if self.variable.type.numeric:
                data["unit"] = self.unit
        if self.missing:
            data["missing"] = list(self.missing)
        sentences, documents = split_cites(self.variable.cites)
        data["cites"] = list(sentences)
        if documents:
            data["sources"] = list(documents)
        return data


class Calculation:
    """The results by variable name, in the order asked."""

    def __init__(
        self, book: Rulebook, law: Law, case: Case, evaluation: Evaluation, names: tuple[str, ...]
    ) -> None:
        self.book, self.law, self.case, self.evaluation, self.names = book, law, case, evaluation, names

    def __getitem__(self, name: str) -> Computed:
        variable = self.book.data.variables[self.case.entity, name]
        result: Result = self.evaluation.result(self.evaluation.plan.names[name])
        value = result.value
        if variable.type.kind == "date" and isinstance(value, int):
            value = datetime.date.fromordinal(value)
        producer = self.evaluation.plan.producers.get(self.evaluation.plan.names[name])
        if isinstance(producer, RuleStep):
            variable = replace(variable, cites=producer.record.cites)
        return Computed(variable, result.status, value, result.missing)

    def __iter__(self) -> Iterator[str]:
        return iter(self.names)

    def to_json(self) -> dict[str, Any]:
        """The stable JSON form of ``zhiwei calc``."""
        data: dict[str, Any] = {"as_of": self.law.as_of.isoformat()}
        if self.law.known_on:
            data["known_on"] = self.law.known_on.isoformat()
        data["entity"] = self.case.entity
        data["variables"] = {name: self[name].to_json() for name in self.names}
        conflicts = self.conflicts()
        return data | ({"conflicts": conflicts} if conflicts else {})

    def conflicts(self) -> list[dict[str, Any]]:
        """The facts that contradict each other, in the form answers have them."""
        return conflicts_json(self.book.data, self.case, self.law, self.book.beside)
