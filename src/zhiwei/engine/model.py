"""What a rulebook is made of, as immutable data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from zhiwei.engine import tree
from zhiwei.engine.declare import Measure
from zhiwei.engine.parameters import Parameter
from zhiwei.engine.types import Date, ValueType

FORMAT = 1
"""Number of the stored form; raised when the form changes, with a reader for every earlier one."""


@dataclass(frozen=True, slots=True)
class Member:
    """A word of a vocabulary with its labels."""

    value: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Variable:
    """变量: a named, typed quantity of one entity; an input fact or the result of a rule.

    ``minimum``, ``maximum``, ``step`` bound a fact's domain (money in fen, dates as ISO-ordinal integers inside).
    """

    name: str
    entity: str
    zh: str
    en: str
    type: ValueType
    computed: bool = False
    period: str | None = None
    minimum: Any = None
    maximum: Any = None
    step: Any = None
    optional: bool = False
    aliases: tuple[str, ...] = ()
    note: str = ""
    cites: tuple[str, ...] = ()
    enum: tuple[Member, ...] = ()
    doc: str = ""

    @property
    def unit(self) -> str | None:
        """Unit of a count (person, year, …)."""
        return self.type.unit

    @property
    def list_name(self) -> str | None:
        """The code list its values come from."""
        return self.type.code_list

    def label(self, lang: str) -> str:
        """The Chinese or English label."""
        return self.zh if lang == "zh" else self.en


@dataclass(frozen=True, slots=True)
class Link:
    """A to-one relation of an entity."""

    name: str
    to: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Constraint:
    """A condition that the facts of an entity always satisfy."""

    when: tree.Node
    text: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Entity:
    """主体类型: what a rule speaks of, with its facts, links and constraints."""

    name: str
    zh: str
    en: str
    facts: Mapping[str, Variable]
    links: Mapping[str, Link]
    constraints: tuple[Constraint, ...] = ()


@dataclass(frozen=True, slots=True)
class Binding:
    """Where an argument of a rule comes from.

    ``source`` is ``variable``, ``parameter`` or ``time``; ``link`` the relation crossed, ``offset`` the periods back
    (-1: the one before); ``container`` ``Keyed``, ``Pieces`` or empty.
    """

    name: str
    source: str
    target: str
    link: str | None = None
    offset: int = 0
    container: str = ""
    optional: bool = False


@dataclass(frozen=True, slots=True)
class RuleRecord:
    """规则 in stored form: the intermediate form of one dated version of a variable's computation."""

    variable: str
    entity: str
    name: str
    bindings: tuple[Binding, ...]
    body: tree.Node
    cites: tuple[str, ...]
    rounding: str
    starts: Date | None
    ends: Date | None
    doc: str

    def covers(self, day: Date) -> bool:
        """Whether this version holds on the day."""
        return (self.starts is None or self.starts <= day) and (self.ends is None or day <= self.ends)


@dataclass(frozen=True, slots=True)
class Citation:
    """How a cited sentence or article reads."""

    cite: str
    zh: str
    en: str
    text: str = ""
    gloss: str = ""


@dataclass(frozen=True)
class RulebookData:
    """规则集 as data: everything the evaluator needs, nothing that is code."""

    entities: Mapping[str, Entity]
    variables: Mapping[tuple[str, str], Variable]
    rules: Mapping[tuple[str, str], tuple[RuleRecord, ...]]
    parameters: Mapping[str, Parameter]
    measures: Mapping[str, Measure]
    citations: Mapping[str, Citation]
    code_lists: Mapping[str, tuple[str, ...]]
    parents: Mapping[str, str]
    vocabularies: Mapping[str, tuple[Member, ...]]

    def owner(self, entity: str, path: str) -> Entity:
        """The entity at the end of a path of links, dots between them; the entity itself for none."""
        owner = self.entities[entity]
        for link in path.split(".") if path else ():
            owner = self.entities[owner.links[link].to]
        return owner


def sentence_order(measure_id: str) -> tuple[object, ...]:
    """Order of measures and sentences: by article and sentence number, then slug."""
    number, _, slug = measure_id.partition("/")
    parts = number.split(".")
    return (*((0, int(p), "") if p.isdigit() else (1, 0, p) for p in parts), (2, 0, slug))
