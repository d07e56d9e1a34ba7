"""Facts of many subjects read as the engine reads them, for runs over the whole register.

Of a million subjects most say the same of most facts: yes, audited, 2012. What is said alike is read once. The case that
comes of it is the one that file forms give (:func:`~zhiwei.platform.subjects.queries.facts.facts_of_many`), and what the
engine refuses is handed on in file form, so that it is refused by the engine in its words.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from zhiwei.engine.facts import Fact, FactError, read_fact
from zhiwei.engine.model import Entity, Variable
from zhiwei.platform.subjects.models import FactRecord, Subject
from zhiwei.platform.subjects.queries.facts import chosen, file_form, source_text, statements
from zhiwei.platform.subjects.sources import sources
from zhiwei.platform.subjects.timeline import Choice

MOST = 50_000
"""Values remembered: the alike ones are among the first, and amounts of money must not fill the memory."""

PLAIN = (str, int, bool)
"""Types whose values can be told apart by looking them up."""


class Reader:
    """Reads the facts of subjects of one entity of a rulebook."""

    def __init__(self, entity: Entity) -> None:
        self.entity = entity
        self._known: dict[tuple[str, type[Any], Any], Fact] = {}
        self._labels = {code: source.label("zh") for code, source in sources().entries.items()}

    def of_many(
        self, subjects: Iterable[Subject], *, as_of: date, known_on: date | None = None,
        names: Collection[str] | None = None,
    ) -> dict[UUID, Mapping[str, Any]]:  # fmt: skip
        """What ``Rulebook.case`` takes, by subject; with ``names`` these facts only. Sources are named in Chinese."""
        said = statements(subjects, names)
        return {key: self._of_one(chosen(own, as_of=as_of, known_on=known_on)) for key, own in said.items()}

    def _of_one(self, found: Mapping[str, Choice]) -> dict[str, Any]:
        variables = self.entity.facts
        return {
            label: self._read(variables[choice.used.name], choice)
            for label, choice in found.items()
            if choice.used.name in variables
        }

    def _read(self, variable: Variable, choice: Choice) -> Any:
        used = choice.used
        try:
            core = self._core(variable, used.value) if used.status == FactRecord.Status.KNOWN else None
        except FactError:
            return file_form(choice, "zh")
        source = source_text(choice, "zh") if choice.others else self._labels.get(used.source, used.source)
        return Fact(
            used.status if core is None else core.state, None if core is None else core.value, used.period or None,
            source, used.legal_basis, used.received_on, used.expires_on,
        )  # fmt: skip

    def _core(self, variable: Variable, value: Any) -> Fact:
        """State and value; equal values of different types (1, true) are told apart."""
        if type(value) not in PLAIN:
            return read_fact(variable, value)
        key = (variable.name, type(value), value)
        core = self._known.get(key)
        if core is None:
            core = read_fact(variable, value)
            if len(self._known) < MOST:
                self._known[key] = core
        return core
