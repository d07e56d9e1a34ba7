"""Which columns of a table fill which facts of a question's plan."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from zhiwei.engine import periods
from zhiwei.engine.errors import Defect, InputError, suggest
from zhiwei.engine.facts import division_path
from zhiwei.engine.native.tied import tied_slots
from zhiwei.engine.plan import Law
from zhiwei.engine.rulebook import Rulebook
from zhiwei.population.asking import Question
from zhiwei.population.columns import Column, Role

DIVISION = "division"


class Needs:
    """``labels``: fact of the plan to column (``revenue`` may be filled by ``revenue@2012``); ``columns`` those needed.

    ``fixed``: facts that the options give to every row, as positions in their code list.
    """

    def __init__(
        self, book: Rulebook, question: Question, law: Law, also: Sequence[str], columns: Iterable[Column]
    ) -> None:
        """Raises the engine's InputError for a division that is unknown or that the entity does not have."""
        names = [n for m in question.measures for n in book.measures[m].variables()]
        wanted = dict.fromkeys((*names, *question.variables, *also))
        plan = book.plan(question.entity, tuple(wanted), law)
        there = {c.fact for c in columns if c.role is Role.FACT}
        self.labels: dict[str, str] = {}
        for slot in (*plan.facts, *tied_slots(plan, book.data)):
            if slot.path:
                continue
            variable = slot.variable
            own = f"{variable.name}@{periods.label(slot.day, variable.period)}"
            if variable.period and own in there:
                self.labels[slot.label] = own
            elif (slot.day == law.as_of or not variable.period) and variable.name in there:
                self.labels[slot.label] = variable.name
        self.columns = frozenset(self.labels.values())
        self.all = tuple(slot.label for slot in plan.facts)
        self.fixed: dict[str, float] = {}
        if question.division is not None:
            self._place(book, question.entity, question.division)

    def _place(self, book: Rulebook, entity: str, division: str) -> None:
        path = division_path(book.data, entity)
        if division not in book.data.parents:
            hint = suggest(division, book.data.parents)
            raise InputError(
                [Defect("division", f"unknown division {division}", hint, f"没有行政区划 {division}")]
            )
        if path is None:
            owner = book.entities[entity]
            raise InputError(
                [Defect("division", f"{owner.name} has no division", "", f"{owner.zh}没有行政区划")]
            )
        owner = book.entities[book.entities[entity].links[path].to] if path else book.entities[entity]
        codes = book.data.code_lists[owner.facts[DIVISION].list_name or ""]
        self.fixed[f"{path}.{DIVISION}" if path else DIVISION] = float(codes.index(division))
