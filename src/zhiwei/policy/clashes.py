"""Which facts of an entity contradict each other, read from ``conflicts`` of ``entities/*.yaml`` (docs/engine.md, section 1)."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from zhiwei import policy
from zhiwei.engine import tree
from zhiwei.engine.conditions import parse_condition
from zhiwei.engine.errors import Defect, LoadError
from zhiwei.engine.model import Entity, RulebookData, Variable
from zhiwei.engine.types import DATE
from zhiwei.engine.vocabulary import Vocabulary, vocabularies_in
from zhiwei.law.loading import Record, read_yaml
from zhiwei.policy.entity_files import FOLDER

AS_OF = "as_of"
"""The day asked for, in a condition."""


@dataclass(frozen=True, slots=True)
class Clash:
    """A condition that no facts can fulfil and all be right. ``names`` are those that have to be known, a linked
    subject's as ``link__fact``; ``holds`` is what the condition gives where they contradict each other."""

    when: tree.Node
    names: tuple[str, ...]
    zh: str
    en: str
    holds: bool = True


def load_clashes(data: RulebookData, folder: Path = FOLDER) -> dict[str, tuple[Clash, ...]]:
    """The conflicts declared for every entity; raises LoadError with all defects."""
    defects: list[Defect] = []
    found = {name: _read(data, name, folder, defects) for name in data.entities}
    if defects:
        raise LoadError(defects)
    return found


_READ: dict[str, tuple[Entity, tuple[Clash, ...]]] = {}


def clashes_of(data: RulebookData, entity: Entity) -> tuple[Clash, ...]:
    """The conflicts of an entity, and its constraints for the periods in which no reader of facts compares them."""
    kept = _READ.get(entity.name)
    if kept is None or kept[0] is not entity:
        defects: list[Defect] = []
        declared = _read(data, entity.name, FOLDER, defects)
        if defects:
            raise LoadError(defects)
        broken = tuple(
            Clash(one.when, tuple(sorted(tree.free_names(one.when))), f"与此不符：{one.zh}", f"this does not hold: {one.en}", holds=False)
            for one in entity.constraints
        )  # fmt: skip
        kept = _READ[entity.name] = (entity, declared + broken)
    return kept[1]


def _read(data: RulebookData, name: str, folder: Path, defects: list[Defect]) -> tuple[Clash, ...]:
    path, entity = folder / f"{name}.yaml", data.entities[name]
    fields = read_yaml(path, defects) if path.is_file() else None
    if not isinstance(fields, dict):
        return ()
    file = Record(fields, path.name, name, defects)
    known = dict(entity.facts) | {AS_OF: Variable(AS_OF, name, "适用日", "day asked for", DATE)}
    for link in entity.links.values():
        known |= {f"{link.name}__{fact}": v for fact, v in data.entities[link.to].facts.items()}
    return tuple(one for given in file.records("conflicts") if (one := _clash(given, known)))


def _clash(record: Record, known: Mapping[str, Variable]) -> Clash | None:
    record.only("when", "given", "zh", "en")
    text, given = record.text("when", needed=True), record.texts("given")
    zh, en = record.text("zh", needed=True), record.text("en", needed=True)
    for name in given:
        if name not in known:
            record.wrong(f"unknown fact {name}", "name a fact of the entity or link__fact")
    try:
        when = parse_condition(text, known, _vocabularies())
    except LoadError as error:
        record.wrong(str(error))
        return None
    return Clash(when, tuple(sorted({*tree.free_names(when), *given} - {AS_OF})), zh, en)


def fact_named(data: RulebookData, entity: Entity, name: str) -> Variable:
    """The fact that a condition names, of the entity or of the subject it is linked to."""
    link, _, fact = name.rpartition("__")
    return (data.entities[entity.links[link].to] if link else entity).facts[fact]


@cache
def _vocabularies() -> Mapping[str, type[Vocabulary]]:
    """The closed lists of words that conditions may name, by class name."""
    names = [one.name for one in pkgutil.iter_modules(policy.__path__) if one.name.startswith("vocabulary")]
    return vocabularies_in(importlib.import_module(f"{policy.__name__}.{name}") for name in names)
