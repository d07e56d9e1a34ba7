"""Rows that keep the declared constraints of their subjects."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from zhiwei.engine.boundaries.values import case_value, internal
from zhiwei.engine.diagram import Diagrams
from zhiwei.engine.evaluate import domain_of
from zhiwei.engine.model import RulebookData
from zhiwei.engine.plan import FactSlot
from zhiwei.engine.status import Status
from zhiwei.engine.symbolic import Interpreter
from zhiwei.engine.tree import Node, free_names

Row = dict[str, Any]
"""Facts by label, in the units of a case (fen, days); :attr:`Status.NOT_APPLICABLE` is 不适用, what is not there is missing."""


class Constraints:
    """The declared constraints on the facts of some slots."""

    def __init__(self, book: RulebookData, entity: str, slots: Sequence[FactSlot]) -> None:
        self.book = book
        self.interpreter = Interpreter(Diagrams())
        self.slots = {s.label: s for s in slots}
        self.found: list[tuple[Node, dict[str, str]]] = []
        for path in dict.fromkeys(s.path for s in slots):
            for constraint in book.owner(entity, path).constraints:
                names = sorted(free_names(constraint.when))
                self.found.append((constraint.when, {n: f"{path}.{n}" if path else n for n in names}))

    def broken(self, row: Mapping[str, Any]) -> list[str]:
        """The labels that the first broken constraint reads; empty if all hold or are open."""
        for when, labels in self.found:
            values = {n: internal(row[label]) for n, label in labels.items() if label in row}
            if len(values) < len(labels) or any(v is Status.NOT_APPLICABLE for v in values.values()):
                continue
            if self.interpreter.of(when, values, {}) is False:
                return list(labels.values())
        return []

    def kept(self, row: Row, fixed: Collection[str]) -> Row | None:
        """The row with facts that are not fixed moved until all constraints hold; None if that does not come off."""
        for _ in range(2 * len(self.found) + 1):
            labels = self.broken(row)
            if not labels:
                return row
            free = [label for label in labels if label not in fixed]
            mended = next((r for label in free for r in self._moved(row, label, labels)), None)
            if mended is None:
                return None
            row = mended
        return None

    def _moved(self, row: Row, label: str, labels: Sequence[str]) -> Iterator[Row]:
        """Versions of the row that mend what was broken: another word or flag, a number nothing or the sum of the others."""
        slot = self.slots.get(label)
        if slot is None:
            return
        for value in self._instead(slot, row, [n for n in labels if n != label]):
            changed = {**row, label: value}
            if self.broken(changed) != list(labels):
                yield changed

    def _instead(self, slot: FactSlot, row: Row, others: Sequence[str]) -> Iterator[Any]:
        variable = slot.variable
        if variable.type.kind == "flag":
            yield from (False, True)
        elif variable.type.kind == "enum":
            yield from (m.value for m in variable.enum)
        elif variable.type.numeric:
            domain = domain_of(variable, self.book)
            for value in (max(domain.low, 0), sum(row[n] for n in others)):
                if domain.low <= value <= domain.high:
                    yield case_value(variable.type.kind, value)
