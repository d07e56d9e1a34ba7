"""A programme in memory, as its file says it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from zhiwei.platform.cases.casetypes.model import Field, Words

OWNER = "owner"
"""The actor and the part of a key that is the subject a record belongs to."""
SUBJECT, RECORD = "subject", "record"
"""Kinds of field beside those of forms: a link to a subject, and to a record of another register."""
STRUCK = "struck"
"""The state of a record entered by mistake; every register has it."""


@dataclass(frozen=True, slots=True)
class RegisterField:
    """A field of a register: as on a form, or a link to a subject of a kind or to a record of another register."""

    field: Field
    kind: str
    target: str = ""
    """The kind of subject, or the register, that it links to."""

    @property
    def name(self) -> str:
        """Its name."""
        return self.field.name

    @property
    def words(self) -> Words:
        """What it is called."""
        return self.field.words


@dataclass(frozen=True, slots=True)
class Capacity:
    """At most so many live records for each key of ``per``: by a parameter, or by a field of the record that a field links to."""

    per: tuple[str, ...]
    parameter: str = ""
    record: str = ""
    field: str = ""


@dataclass(frozen=True, slots=True)
class RecordState:
    """A state of a record. One that is not live counts for no unique key and no capacity."""

    id: str
    words: Words
    live: bool = True


@dataclass(frozen=True, slots=True)
class Move:
    """What may be done to a record: from some states to one, by roles, the owner, or whom a field links to."""

    id: str
    words: Words
    sources: tuple[str, ...]
    to: str
    actors: tuple[str, ...]
    other_person: bool = False
    """Whether whoever entered or changed the record may not do it."""


@dataclass(frozen=True, slots=True)
class Register:
    """A kind of record: its fields, who keeps it, what is unique, how many there may be, and its states."""

    id: str
    words: Words
    about: Words
    owner: str
    """The kind of subject that a record belongs to; '' for records of a place."""
    keepers: tuple[str, ...]
    fields: Mapping[str, RegisterField]
    title: str
    """The field that names a record."""
    day: str
    """The field with the day a record counts for; '' for the day it was entered."""
    unique: Mapping[str, tuple[str, ...]]
    capacity: Capacity | None
    states: Mapping[str, RecordState]
    moves: Mapping[str, Move]

    @property
    def first(self) -> str:
        """The state of a new record."""
        return next(iter(self.states))

    def links(self, kind: str) -> list[RegisterField]:
        """The fields that link to subjects, or to records."""
        return [one for one in self.fields.values() if one.kind == kind]


@dataclass(frozen=True, slots=True)
class Count:
    """A number computed from a register: records, the sum of a field, or different values of one."""

    id: str
    words: Words
    register: str
    sum: str = ""
    distinct: str = ""
    states: tuple[str, ...] = ()
    target: str = ""
    """The parameter that names how many are aimed at."""
    public: bool = True
    difficulty: str = ""
    """Which of the four difficulties of 2.1 it is about; '' for none."""

    @property
    def whole(self) -> str:
        """The field that is summed or told apart; '' for records."""
        return self.sum or self.distinct


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact for the law: a count, or one count over another."""

    name: str
    count: str
    over: str = ""


@dataclass(frozen=True, slots=True)
class MoneyRule:
    """What the programme pays: under which sentence, on which kind of basis."""

    sentence: str
    basis: str
    words: Words


@dataclass(frozen=True, slots=True)
class Programme:
    """A programme of files alone."""

    id: str
    title: Words
    about: Words
    sentences: tuple[str, ...]
    divisions: tuple[str, ...]
    """Where it is offered; empty for the whole province."""
    cases: tuple[str, ...]
    registers: Mapping[str, Register]
    counts: Mapping[str, Count]
    facts: Mapping[str, tuple[Fact, ...]]
    money: MoneyRule | None
    contact: Words | None = None
    hash: str = ""
    file: str = ""
