"""What came of a claim, and counterexamples as cases that the traced engine runs again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from zhiwei.engine.evaluate import Evaluation
from zhiwei.engine.plan import Law
from zhiwei.engine.proof.claims import Claim, Notch
from zhiwei.engine.raw import shown
from zhiwei.engine.rulebook import Rulebook
from zhiwei.engine.status import Status
from zhiwei.engine.tables import Table
from zhiwei.engine.types import NUMBER


@dataclass(frozen=True)
class Subject:
    """One subject of a counterexample in file form; ``shows`` are the traced engine's results by name."""

    as_of: str
    facts: Mapping[str, Any]
    links: Mapping[str, Any] = field(default_factory=dict)
    decisions: tuple[Mapping[str, Any], ...] = ()
    readings: Mapping[str, str] = field(default_factory=dict)
    shows: Mapping[str, str] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """Plain data, empty parts left out."""
        data: dict[str, Any] = {"as_of": self.as_of, "facts": dict(self.facts)}
        for name in ("links", "decisions", "readings", "shows"):
            value = getattr(self, name)
            if value:
                data[name] = list(value) if isinstance(value, tuple) else dict(value)
        return data


@dataclass(frozen=True)
class Counterexample:
    """The subjects that together refute a claim: one, or several that differ in one fact or in the day."""

    claim: str
    entity: str
    subjects: tuple[Subject, ...]
    says: str = ""

    def to_json(self) -> dict[str, Any]:
        """The stored form of a counterexample; read back by :func:`from_json`."""
        return {
            "claim": self.claim, "entity": self.entity, "says": self.says,
            "subjects": [s.to_json() for s in self.subjects],
        }  # fmt: skip

    def file_name(self) -> str:
        """A name that tells counterexamples of one claim apart."""
        content = json.dumps(self.to_json(), ensure_ascii=False, sort_keys=True)
        return f"{self.claim.replace('/', '_')}-{hashlib.sha256(content.encode()).hexdigest()[:8]}.json"


def from_json(data: Mapping[str, Any]) -> Counterexample:
    """A stored counterexample."""
    subjects = tuple(
        Subject(
            s["as_of"], s["facts"], s.get("links", {}), tuple(s.get("decisions", ())), s.get("readings", {}),
            s.get("shows", {}),
        )
        for s in data["subjects"]
    )  # fmt: skip
    return Counterexample(data["claim"], data["entity"], subjects, data.get("says", ""))


@dataclass(frozen=True)
class Finding:
    """The outcome of a claim; ``seconds`` it took, ``notches`` found, ``note`` why nothing was found out."""

    claim: Claim
    outcome: str
    seconds: Fraction = Fraction(0)
    counterexample: Counterexample | None = None
    notches: tuple[Notch, ...] = ()
    note: str = ""

    @property
    def as_declared(self) -> bool:
        """Whether the outcome is the one the claim was declared with; a claim only asked is never wrong."""
        return not self.claim.expected or self.outcome == self.claim.expected


def traced(book: Rulebook, entity: str, names: tuple[str, ...], subject: Subject) -> dict[str, Any]:
    """The named variables and parameters of a subject from the traced engine: plain values and statuses."""
    law = book.law(subject.as_of, decisions=subject.decisions, readings=subject.readings)
    evaluation = evaluated(book, entity, names, subject, law)
    return {name: evaluation.slots[evaluation.plan.names[name]] for name in names}


def evaluated(book: Rulebook, entity: str, names: tuple[str, ...], subject: Subject, law: Law) -> Evaluation:
    """The traced evaluation of a subject; raises InputError where its facts are not admissible."""
    case = book.case(subject.facts, law.as_of, entity=entity, links=subject.links)
    return Evaluation(book.data, book.plan(entity, names, law), case)


def in_words(book: Rulebook, entity: str, values: Mapping[str, Any]) -> dict[str, str]:
    """Values as files write them, statuses by their word; tables left out."""
    found = {}
    for name, value in values.items():
        if isinstance(value, Table | tuple):
            continue
        variable = book.data.variables.get((entity, name))
        kind = variable.type if variable else book.data.parameters[name].type
        if isinstance(value, Status):
            found[name] = value.value
        elif isinstance(value, bool | int | Fraction | str):
            found[name] = shown(
                kind if not isinstance(value, Fraction) or kind.kind != "count" else NUMBER, value
            )
        else:
            found[name] = "missing"
    return found
